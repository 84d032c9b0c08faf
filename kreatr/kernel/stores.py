"""Where stored files lie: in a folder of this machine, or in a bucket of anything that speaks S3.

Nothing else of the house knows which. Names never change their bytes, so a file may be written twice and kept for ever.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

import structlog
from obstore.exceptions import BaseError
from obstore.store import S3Store

from kreatr.kernel.assets import FOREVER
from kreatr.kernel.config import Config
from kreatr.kernel.errors import Unavailable

log = structlog.get_logger()
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


class Bucket:
    """A bucket of an S3-compatible store, under `media/`. A put is whole or not there; the store sees to that."""

    PREFIX = "media/"

    def __init__(self, config: Config) -> None:
        self.store = S3Store(
            config.s3_bucket,
            endpoint=config.s3_endpoint or None,
            access_key_id=config.s3_key_id,
            secret_access_key=config.s3_secret,
            region=config.s3_region,
            client_options={
                "timeout": "10s",
                "connect_timeout": "3s",
                "allow_http": config.s3_endpoint.startswith("http://"),
            },
            retry_config={"max_retries": 2},
        )

    def put(self, name: str, data: bytes) -> None:
        key = self._key(name)
        headers = {"Content-Type": type_of(name), "Cache-Control": FOREVER}
        with self._asking("put"):
            self.store.put(key, data, attributes=headers, use_multipart=False)

    def get(self, name: str) -> bytes | None:
        with self._asking("get"), suppress(FileNotFoundError):
            return bytes(self.store.get(self._key(name)).bytes())
        return None

    def exists(self, name: str) -> bool:
        with self._asking("head"), suppress(FileNotFoundError):
            self.store.head(self._key(name))
            return True
        return False

    def delete(self, name: str) -> None:
        with self._asking("delete"), suppress(FileNotFoundError):
            self.store.delete(self._key(name))

    def list(self) -> Iterator[Stored]:
        with self._asking("list"):
            for page in self.store.list(self.PREFIX):
                for one in page:
                    yield Stored(one["path"].removeprefix(self.PREFIX), one["last_modified"])

    def tidy(self, before: datetime) -> int:
        return 0

    def _key(self, name: str) -> str:
        return f"{self.PREFIX}{checked(name)}"

    @contextmanager
    def _asking(self, what: str) -> Iterator[None]:
        """A store that is away is Unavailable: pages say so, jobs come again."""
        try:
            yield
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as error:
            log.error("storage_unavailable", what=what, error=type(error).__name__)
            raise Unavailable(retry_after=30) from error


def type_of(name: str) -> str:
    """The media type of a stored file."""
    return TYPES[name.rpartition(".")[2]]


def checked(name: str) -> str:
    """A name that is one of ours. Raises ValueError."""
    if not NAME.fullmatch(name):
        raise ValueError("not a stored name")
    return name
