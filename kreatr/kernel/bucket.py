"""Stored files in a bucket of anything that speaks S3. Its client is large, so only a house that has one loads this module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

import structlog
from obstore.exceptions import BaseError
from obstore.store import S3Store

from kreatr.kernel.assets import FOREVER
from kreatr.kernel.config import Config
from kreatr.kernel.errors import Unavailable
from kreatr.kernel.stores import Stored, checked, type_of

log = structlog.get_logger()


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
