"""Hears on the event loop of a process which tags changed, and knows until when it has heard everything.

News and answers to pings come over one connection, in the order in which Valkey sent them: when a ping is answered, all that
was told before it has been heard. From when it was sent, the process may trust its memory for the time of a lease.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

import structlog
from redis import RedisError
from redis.asyncio import Redis

from kreatr.kernel import bumps

log = structlog.get_logger()
RENEW_SECONDS = 0.2
AGAIN_SECONDS = 0.5  # after a line that was lost
SLICE_SECONDS = 0.1
LAPSE_SECONDS = 3  # how long a question waits for a lease that is over, at most; it is renewed or lost sooner
CONNECT_SECONDS = 1.0


class Ear:
    """`changed(tags)` is called for each change, `lost()` when some may have been missed."""

    def __init__(self, url: str, changed: Callable[[list[str]], None], lost: Callable[[], None]) -> None:
        # The older protocol: a subscribed connection hears news and pongs as lists, in their order.
        # No timeout on the socket: its asyncio.wait_for loses a cancellation now and then (Python before 3.12).
        self.client = Redis.from_url(url, protocol=2, socket_timeout=None)
        self.changed, self.lost = changed, lost
        self.name = uuid.uuid4().hex
        self.until = 0.0  # on the loop's clock
        self.pong, self.renewal = asyncio.Event(), asyncio.Event()

    def trusted(self, now: float) -> bool:
        """Whether nothing that was told can have been missed."""
        return now < self.until

    async def renewed(self) -> bool:
        """Whether a lease that is over, as this process stood still for a moment, is renewed soon."""
        if self.until:
            with suppress(TimeoutError):
                async with asyncio.timeout(LAPSE_SECONDS):
                    await self.renewal.wait()
        return self.trusted(asyncio.get_running_loop().time())

    def _trust(self, until: float) -> None:
        self.until = until
        self.renewal.set()
        self.renewal = asyncio.Event()

    async def listen(self) -> None:
        """Listens until it is cancelled; while Valkey is away, it tries again and again."""
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:  # a TimeoutError is one
                log.warning("hearing_lost", error=type(error).__name__)
                trusted_before = self.until > 0
                self._trust(0.0)
                if trusted_before:
                    self.lost()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _listen(self) -> None:
        line = self.client.connection_pool.make_connection()
        reading: asyncio.Task[None] | None = None
        try:
            await _awake(_subscribe(line), CONNECT_SECONDS)
            reading = asyncio.create_task(self._read(line))
            while not reading.done():
                sent = asyncio.get_running_loop().time()
                await _awake(self._renew(line), bumps.LEASE_SECONDS)
                self._trust(sent + bumps.LEASE_SECONDS)
                await asyncio.wait({reading}, timeout=RENEW_SECONDS)
            reading.result()
        finally:
            if reading is not None:
                reading.cancel()
                await asyncio.gather(reading, return_exceptions=True)
            await line.disconnect(nowait=True)

    async def _renew(self, line: Any) -> None:
        """Asks for another lease. The order makes it safe: who changes something after the lease was entered waits for us, and
        what was changed before is on its way to us ahead of the pong."""
        self.pong.clear()
        await self.client.eval(bumps.RENEW, 1, bumps.READERS, self.name, bumps.LEASE_MILLISECONDS)
        await line.send_command("PING")
        await self.pong.wait()

    async def _read(self, line: Any) -> None:
        while True:
            said = await line.read_response(timeout=None, disconnect_on_error=False)
            if said[0] == b"pong":
                self.pong.set()
            elif said[0] == b"message":
                bump, *tags = json.loads(said[2])
                self.changed(tags)
                await self._acknowledge(bump)

    async def _acknowledge(self, bump: str) -> None:
        async with self.client.pipeline(transaction=False) as pipe:
            pipe.rpush(bumps.heard(bump), self.name)
            pipe.expire(bumps.heard(bump), bumps.KEPT_SECONDS)
            await pipe.execute()


async def _subscribe(line: Any) -> None:
    await line.connect()
    await line.send_command("SUBSCRIBE", bumps.CHANNEL)
    await line.read_response()


async def _awake(work: Coroutine[Any, Any, None], seconds: float) -> None:
    """Does something within `seconds` in which this process was awake: time in which it stood still says nothing about Valkey.

    Raises TimeoutError, and what the work raises."""
    task, loop, spent = asyncio.create_task(work), asyncio.get_running_loop(), 0.0
    try:
        while not task.done():
            began = loop.time()
            await asyncio.wait({task}, timeout=SLICE_SECONDS)
            spent += min(loop.time() - began, 2 * SLICE_SECONDS)
            if spent > seconds and not task.done():
                raise TimeoutError
        task.result()
    finally:
        task.cancel()
