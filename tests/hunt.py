"""Looking for something that must lie nowhere: everything a house leaves behind, as text."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import redis
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel.db import db
from tests.judge import Client, html
from tests.services import Valkey


class Hunt:
    """Everything a house leaves behind, as text."""

    def __init__(self, app: Flask, valkey: Valkey, pages: list[str], lines: list[str]) -> None:
        self.app, self.valkey, self.pages, self.lines = app, valkey, pages, lines

    def places(self) -> dict[str, str]:
        """By where it lies."""
        data: Path = self.app.config["KREATR"].data
        files = [path.read_bytes().decode("latin-1") for path in data.rglob("*") if path.is_file()]
        return {
            "database": self._database(),
            "files": "\n".join(files),
            "queue and caches": self._valkey(),
            "pages": "\n".join(self.pages),
            "log": "\n".join(self.lines),
        }

    def _database(self) -> str:
        db.session.rollback()
        rows = [
            f"{table.name} {dict(row)}"
            for table in db.metadata.sorted_tables
            for row in db.session.execute(sa.select(table)).mappings()
        ]
        return "\n".join(rows)

    def _valkey(self) -> str:
        client = redis.Redis.from_url(self.valkey.url)
        read: dict[bytes, Callable[[bytes], Any]] = {
            b"string": client.get,
            b"hash": client.hgetall,
            b"list": lambda name: client.lrange(name, 0, -1),
            b"set": client.smembers,
            b"zset": lambda name: client.zrange(name, 0, -1, withscores=True),
            b"stream": lambda name: client.xrange(name),
        }
        found = [f"{name!r} {_opened(read[client.type(name)](name))}" for name in client.scan_iter("*")]
        assert found, "the queue was to hold jobs"
        return "\n".join(found)


def _opened(value: Any) -> str:
    """A value of Valkey as text; jobs travel packed."""
    if isinstance(value, bytes):
        try:
            return repr(zlib.decompress(value))
        except zlib.error:
            return repr(value)
    if isinstance(value, dict):
        return " ".join(f"{_opened(key)}={_opened(one)}" for key, one in value.items())
    return " ".join(_opened(one) for one in value) if isinstance(value, list | set | tuple) else repr(value)


class Listening(Client):
    """A browser that keeps every answer whole: headers, cookies and text."""

    heard: list[str] = []

    def open(self, *args: Any, **kwargs: Any) -> Any:
        answer = super().open(*args, **kwargs)
        self.heard.append(f"{answer.headers}\n{html(answer)}")
        return answer
