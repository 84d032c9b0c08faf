"""Where originals wait: files of the data folder that nobody is served, each under its upload's id and no other name.

A file is written under a temporary name, brought to disk, then renamed; its row comes after it (F5). So there is never a
row without its file, and a file without a row is one whose sender got no answer: the sweep takes it away.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flask import current_app

CHUNK = 64 * 1024


class TooMuch(Exception):
    """More bytes came than may come."""


@dataclass(frozen=True)
class Arrival:
    """A file that came in: open for reading, under its temporary name."""

    file: IO[bytes]
    path: Path
    bytes: int
    digest: str

    def keep(self, upload_id: uuid.UUID) -> None:
        """Gives it the name of its upload."""
        self.path.replace(where(upload_id))


@contextmanager
def taken_in(stream: IO[bytes], most: int) -> Iterator[Arrival]:
    """Copies at most `most` bytes of a stream to disk; what is not kept at the end is gone.

    Raises TooMuch as soon as there is more, OSError when the disk takes no more.
    """
    path = folder() / f".{secrets.token_hex(8)}.part"
    try:
        with open(path, "w+b") as file:
            size, digest = _copy(stream, file, most)
            os.fsync(file.fileno())
            yield Arrival(file, path, size, digest)
    finally:
        path.unlink(missing_ok=True)


def _copy(stream: IO[bytes], file: IO[bytes], most: int) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > most:
            raise TooMuch
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    return size, digest.hexdigest()


def where(upload_id: uuid.UUID) -> Path:
    """The original of an upload."""
    return folder() / str(upload_id)


def discard(upload_id: uuid.UUID) -> None:
    """Removes an original, if it is still there."""
    where(upload_id).unlink(missing_ok=True)


def folder() -> Path:
    """The quarantine, for the house's eyes only."""
    path: Path = current_app.config["KREATR"].data / "quarantine"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path
