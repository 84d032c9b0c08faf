"""The caller: the process that makes the calls. One event loop holds many answers that are being written at the same time.

It takes calls from the database under a lease, tells each answer in a topic while it comes, and writes down how it ended.
Killed in between, its leases end, and the clock frees what it held.
"""

from __future__ import annotations

import asyncio
import signal
import time
import uuid
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import structlog
from flask import Flask

from kreatr.ai import adapters
from kreatr.ai.actions import keys, running, settling
from kreatr.ai.actions.asking import BELL
from kreatr.ai.actions.running import Job
from kreatr.ai.actions.settling import Outcome
from kreatr.ai.adapters.protocol import Count, Piece, ProviderError
from kreatr.ai.queries import calls
from kreatr.kernel import beats, measuring, topics
from kreatr.kernel.db import db

log = structlog.get_logger("caller")
R = TypeVar("R")

AT_ONCE = 200  # answers of one caller
THREADS = 4  # for the database
SWEEP_SECONDS = 2.0  # how long a call waits at most when nobody rang
BEAT_SECONDS = 2.0  # how soon a stop is noticed
GRACE_SECONDS = 5.0  # for answers under way at the end; the supervisor waits 8
GATHER_SECONDS = 0.1  # text that comes this close together travels as one line
TRIES = 2
LONGEST_PAUSE = 10  # seconds a provider may ask us to wait before the second try
AGAIN = {"UNAVAILABLE", "RATE_LIMITED"}  # when nothing was answered and nothing billed


@dataclass
class Answer:
    """An answer as far as it has come."""

    text: list[str] = field(default_factory=list)
    count: Count = field(default_factory=Count)
    told: int = 0  # parts of the text that stand in the topic
    told_at: float = 0.0

    def untold(self) -> str:
        """What is to be told now, taken as told."""
        fresh, self.told = "".join(self.text[self.told :]), len(self.text)
        self.told_at = time.monotonic()
        return fresh


class Caller:
    """Makes calls until it is told to end."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.under_way: dict[uuid.UUID, asyncio.Task[None]] = {}
        self.stopped: set[uuid.UUID] = set()
        self.ending = asyncio.Event()
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="caller")

    async def run(self) -> None:
        """Takes calls as they come; ends within the grace."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.ending.set)
        beating = asyncio.create_task(self._beat())
        while not self.ending.is_set():
            try:
                await self._take()
            except Exception:  # the database may be away; what waits is still there
                log.exception("taking_failed")
                await asyncio.sleep(SWEEP_SECONDS)
        await self._finish()
        beating.cancel()

    async def _take(self) -> None:
        room = AT_ONCE - len(self.under_way)
        jobs = await self._ask(partial(running.claim, room)) if room else []
        for job in jobs:
            self.under_way[job.call_id] = asyncio.create_task(self._make(job))
        if not jobs:
            bell = asyncio.create_task(topics.here(self.app.config["REDIS_URL"]).wait(BELL, SWEEP_SECONDS))
            ending = asyncio.create_task(self.ending.wait())
            await asyncio.wait({bell, ending}, return_when=asyncio.FIRST_COMPLETED)
            bell.cancel()
            ending.cancel()

    async def _beat(self) -> None:
        """Keeps the leases, and notices who wants to stop."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            mine = list(self.under_way)
            try:
                await self._ask(partial(beats.beat, "caller"))
                if not mine:
                    continue
                await self._ask(partial(running.keep, mine))
                for call_id in await self._ask(partial(running.ended, mine)):
                    self._stop(call_id)
            except Exception:  # the next beat tries again; a lease is many beats long
                log.exception("beat_failed")

    def _stop(self, call_id: uuid.UUID) -> None:
        task = self.under_way.get(call_id)
        if task and call_id not in self.stopped:
            self.stopped.add(call_id)
            task.cancel()

    async def _finish(self) -> None:
        if self.under_way:
            await asyncio.wait(set(self.under_way.values()), timeout=GRACE_SECONDS)
        left = list(self.under_way.values())
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def _make(self, job: Job) -> None:
        """One call from its first question to the line in the books."""
        answer, error, billed = Answer(), "", True
        try:
            await self._hear(job, answer)
        except ProviderError as problem:
            error, billed = problem.code, problem.billed
            await self._note(job, problem)
        except asyncio.CancelledError:
            error = "" if job.call_id in self.stopped else "INTERRUPTED"
        except Exception as problem:
            log.error("call_broke", call=str(job.call_id), error=type(problem).__name__)
            error = "GARBAGE"
        await asyncio.shield(asyncio.create_task(self._end(job, answer, error, billed)))

    async def _hear(self, job: Job, answer: Answer) -> None:
        telling = topics.here(self.app.config["REDIS_URL"])
        async with aclosing(self._pieces(job, answer)) as pieces:
            async for piece in pieces:
                if piece.text:
                    answer.text.append(piece.text)
                answer.count = piece.count or answer.count
                if piece.text and time.monotonic() - answer.told_at >= GATHER_SECONDS:
                    first = not answer.told
                    await telling.write(calls.topic(job.call_id), calls.TEXT, answer.untold(), lasts=first)

    async def _pieces(self, job: Job, answer: Answer) -> AsyncGenerator[Piece, None]:
        """The answer; asked for once more where that is safe: nothing came, nothing was billed, and it is soon."""
        for left in reversed(range(TRIES)):
            asked = adapters.ADAPTERS[job.provider].stream(job.door, job.model, job.messages, job.most_tokens)
            try:
                # Closed at once when nobody listens any more.
                async with aclosing(asked) as pieces:  # type: ignore[type-var]
                    async for piece in pieces:
                        yield piece
                return
            except ProviderError as problem:
                pause = problem.retry_after or 1
                safe = problem.code in AGAIN and not problem.billed and not answer.text
                if not left or not safe or pause > LONGEST_PAUSE:
                    raise
            await asyncio.sleep(pause)

    async def _note(self, job: Job, problem: ProviderError) -> None:
        """A key that its provider refused is marked, so that nobody tries it in vain (C06). One of the house is told to its operator."""
        if problem.code not in ("KEY_REFUSED", "KEY_EXPIRED"):
            return
        if job.key_id is None:
            log.error("house_refused", provider=job.provider.value, code=problem.code)
            return
        expired = problem.code == "KEY_EXPIRED"
        await self._ask(partial(keys.mark_refused, job.key_id, job.key_version, expired))

    async def _end(self, job: Job, answer: Answer, error: str, billed: bool) -> None:
        topic, telling = calls.topic(job.call_id), topics.here(self.app.config["REDIS_URL"])
        stopped = job.call_id in self.stopped
        outcome = Outcome("".join(answer.text), answer.count, error, stopped, billed)
        if rest := answer.untold():
            await telling.write(topic, calls.TEXT, rest)
        try:
            await self._ask(partial(settling.settle, job.call_id, outcome))
        except Exception:  # its lease ends, and the clock gives the credits back
            log.exception("settling_failed", call=str(job.call_id))
        await telling.write(topic, calls.END, lasts=True)
        self.under_way.pop(job.call_id, None)
        self.stopped.discard(job.call_id)
        log.info("call_ended", call=str(job.call_id), provider=job.provider.value, error=error)

    async def _ask(self, question: Callable[[], R]) -> R:
        """The answer of the database, asked in a thread."""
        return await asyncio.get_running_loop().run_in_executor(self.pool, self._inside, question)

    def _inside(self, question: Callable[[], R]) -> R:
        with self.app.app_context():
            try:
                return question()
            finally:
                db.session.remove()


async def _run(app: Flask) -> None:
    await Caller(app).run()
    await topics.here(app.config["REDIS_URL"]).close()


def run(app: Flask) -> None:
    """Makes calls until SIGTERM or SIGINT."""
    with app.app_context():
        db.engine.dispose(close=False)  # the parent's sockets are not the child's
        measuring.of(app).part = "caller"
    asyncio.run(_run(app))
