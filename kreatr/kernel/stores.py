"""Where stored files lie: in a folder of this machine, or in a bucket of anything that speaks S3.

Nothing else of the house knows which. Names never change their bytes, so a file may be written twice and kept for ever.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

NAME = re.compile(r"[0-9a-f]{16,64}-\d{2,4}\.(?:webp|jpg)")
TYPES = {"webp": "image/webp", "jpg": "image/jpeg"}  # pictures, and the cards that other sites show


class Stored(NamedTuple):
    """A file in the storage, and when it was written last."""

    name: str
    at: datetime


class Storage(Protocol):
    """Where files are. A name is `<letters of a hash>-<width>.webp` or `.jpg`; another raises ValueError."""

    def put(self, name: str, data: bytes) -> None:
        """Stores bytes under a name: afterwards they are safe, and nobody ever sees half of them."""

    def get(self, name: str) -> bytes | None:
        """The bytes of a name, or None."""

    def exists(self, name: str) -> bool: ...

    def delete(self, name: str) -> None:
        """Forgets a name; one that is not there is no error."""

    def list(self) -> Iterator[Stored]:
        """All files, in no order."""

    def tidy(self, before: datetime) -> int:
        """Removes what a `put` that was cut off left behind earlier than `before`; returns how much."""


class Folder:
    """A local folder of files, two letters deep."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        """Where a file lives."""
        return self.root / checked(name)[:2] / name

    def put(self, name: str, data: bytes) -> None:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{secrets.token_hex(8)}.part")
        try:
            with open(draft, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def get(self, name: str) -> bytes | None:
        try:
            return self.path(name).read_bytes()
        except FileNotFoundError:
            return None

    def exists(self, name: str) -> bool:
        return self.path(name).is_file()

    def delete(self, name: str) -> None:
        self.path(name).unlink(missing_ok=True)

    def list(self) -> Iterator[Stored]:
        for path in self.root.glob("*/*"):
            with suppress(FileNotFoundError):  # it went while we looked
                if NAME.fullmatch(path.name):
                    yield Stored(path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC))

    def tidy(self, before: datetime) -> int:
        gone = 0
        for path in self.root.glob("*/.*.part"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    gone += 1
        return gone


def type_of(name: str) -> str:
    """The media type of a stored file."""
    return TYPES[name.rpartition(".")[2]]


def checked(name: str) -> str:
    """A name that is one of ours. Raises ValueError."""
    if not NAME.fullmatch(name):
        raise ValueError("not a stored name")
    return name
