"""Topics: lines that one process writes and others follow while they come. They live in Valkey for an hour.

A topic is never the only copy of anything: whoever follows one can learn how things ended from the database.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import structlog
from redis import RedisError
from redis.asyncio import BlockingConnectionPool, Redis

from kreatr.kernel import valkey

log = structlog.get_logger()
KEPT_SECONDS = 3600
QUIET_SECONDS = 10  # without a line, after which a follower is told so
CONNECT_SECONDS = 1.0
BEGINNING = "0"
PLACE = re.compile(r"\d{1,16}(-\d{1,10})?", re.ASCII)  # what an id of a line looks like
CONNECTIONS = 2000  # one for each follower


class Line(NamedTuple):
    """One line; `id` grows along the topic, and is where a follower goes on."""

    id: str
    kind: str
    text: str


class Topics:
    """What one event loop writes and follows."""

    def __init__(self, url: str) -> None:
        # No timeout of its own on a socket: its asyncio.wait_for loses a cancellation now and then (Python before 3.12),
        # and it would end the long reads of followers. Each question below has its time.
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            timeout=CONNECT_SECONDS,
            socket_connect_timeout=CONNECT_SECONDS,
            socket_timeout=None,
        )
        self.client = Redis(connection_pool=pool)

    async def write(self, topic: str, kind: str, text: str = "", *, lasts: bool = False) -> bool:
        """Adds a line; the first and the last one of a topic say with `lasts` that it is kept for an hour from now.

        False while Valkey is away."""
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self.client.xadd(_name(topic), {"kind": kind, "text": text})
                if lasts:
                    await self.client.expire(_name(topic), KEPT_SECONDS)
        except (RedisError, OSError) as error:  # a TimeoutError is one
            log.warning("topic_away", error=type(error).__name__)
            return False
        return True

    async def follow(self, topic: str, after: str = BEGINNING) -> AsyncIterator[Line | None]:
        """The lines after the one with this id, as they come; None whenever nothing came for a while.

        What is no id is taken for the beginning.
        """
        after = after if PLACE.fullmatch(after) else BEGINNING
        while True:
            try:
                async with asyncio.timeout(QUIET_SECONDS + CONNECT_SECONDS):
                    found: Any = await self.client.xread({_name(topic): after}, block=QUIET_SECONDS * 1000)
            except (RedisError, OSError):
                await asyncio.sleep(CONNECT_SECONDS)
                found = []
            if not found:
                yield None
            for _topic, lines in found:
                for line in _lines(lines):
                    after = line.id
                    yield line

    async def wait(self, bell: str, seconds: float) -> None:
        """Until somebody rings the bell, at most so long."""
        try:
            async with asyncio.timeout(seconds + CONNECT_SECONDS):
                await self.client.blpop([_name(bell)], timeout=seconds)
        except (RedisError, OSError):
            await asyncio.sleep(min(seconds, CONNECT_SECONDS))

    async def close(self) -> None:
        """Ends its connections, before its loop ends."""
        await self.client.aclose()


_topics: WeakKeyDictionary[asyncio.AbstractEventLoop, Topics] = WeakKeyDictionary()


def here(url: str) -> Topics:
    """The topics of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _topics:
        _topics[loop] = Topics(url)
    return _topics[loop]


def ring(bell: str) -> None:
    """Wakes one that waits for the bell; says nothing while Valkey is away."""

    def push(client: Any) -> None:
        client.rpush(_name(bell), "1")
        client.expire(_name(bell), QUIET_SECONDS)

    valkey.current().ask(push)


def so_far(topic: str) -> list[Line]:
    """The lines there are; none while Valkey is away."""
    return _lines(valkey.current().ask(lambda client: client.xrange(_name(topic))) or [])


def _name(topic: str) -> str:
    return f"kreatr:topic:{topic}"


def _lines(raw: Sequence[tuple[bytes, dict[bytes, bytes]]]) -> list[Line]:
    return [Line(id_.decode(), values[b"kind"].decode(), values[b"text"].decode()) for id_, values in raw]
