"""The web server's side of the app: granian takes the connections, this reads each body whole and calls Flask.

A WSGI app reads the body while it holds a thread, so a handful of clients who send slowly stop a site. Here the body
is gathered on the event loop, under a deadline that moves with what arrives, and Flask gets it only when it is complete:
a form that was cut off on its way is never taken for a short one.
"""

from __future__ import annotations

import asyncio
import os
import resource
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, contextmanager, suppress
from io import BytesIO
from multiprocessing import Event, get_start_method
from multiprocessing.synchronize import Event as Ending
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import structlog
from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from kreatr.kernel import bodies, measuring, memory, outbox, streams, tally
from kreatr.kernel.bodies import ARRIVED, NO_ROOM
from kreatr.kernel.config import Config
from kreatr.kernel.environ import environ_of
from kreatr.kernel.gate import Gate
from kreatr.kernel.recall import Asked, Recall

THREADS = 8
WAITING = 1000  # requests of one process that may wait for a thread; the next one is told to come back
BODY_SECONDS = 20  # for the whole body, and one second more for each
BYTES_PER_SECOND = 500  # of it that have arrived
IN_MEMORY = 1024 * 1024  # bytes of one body; what is larger is gathered in a file
HELD_BYTES = 256 * 1024 * 1024  # bodies being gathered in one process, together, most of it in files
HEADER_MILLISECONDS = 10_000
CONNECTIONS = 8192  # of one process, at most
SPARE_FILES = 256  # of those a process may open: for the database, the queue and pictures

ENDING_SECONDS = 0.25  # between two looks whether the server is to end
KILL_SECONDS = 7  # for requests under way at the end; the supervisor waits 8
STREAMS = 2000  # of one process; the next one is told to come back

log = structlog.get_logger()

Answer = tuple[int, list[tuple[str, str]], bytes | streams.Source]
CLOSE = ("Connection", "close")
PLAIN = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store"), CLOSE]


class Refused(Exception):
    """The request never reaches the app. `answer` is what the client gets."""

    def __init__(self, status: int, sentence: str, *headers: tuple[str, str]) -> None:
        super().__init__(sentence)
        self.answer: Answer = (status, [*PLAIN, *headers], f"{sentence}\n".encode())


class Front:
    """An RSGI app around a Flask app. Flask runs in a few threads, so one slow query holds up nobody else."""

    def __init__(self, app: Flask, ending: Ending | None = None) -> None:
        self.app, self.ending = app, ending
        self.folder = app.config["KREATR"].data  # /tmp may be memory
        self.held = self.waiting = 0
        self.streams: set[asyncio.Task[None]] = set()
        self.recall, self.gate = Recall(app), Gate()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="request")
        self.recall.start(loop)
        self.nudges = self.app.extensions["kreatr_nudges"] = outbox.Gathered(self.app)
        if self.ending:
            self.watching = loop.create_task(self._end_streams(self.ending))

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        self.pool.shutdown()
        self.nudges.tell()
        with self.app.app_context():
            tally.hand_over()
            measuring.hand_over()

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        asked = self.recall.read(scope)
        try:
            answer: Answer | None = None
            if asked is not None:
                answer = self.recall.answer(asked) or await self.recall.wait(asked)
            status, headers, content = answer or await self._serve(scope, proto, asked)
            if callable(content) and len(self.streams) >= STREAMS:
                raise Refused(503, "Too many open streams. Please try again.", ("Retry-After", "5"))
        except Refused as refused:
            status, headers, content = refused.answer
            measuring.of(self.app).answer("front", status, 0)
        finally:
            if asked is not None:
                self.recall.done(asked)
        if callable(content):
            await self._relay(content, status, headers, proto)
        elif status == 304:
            proto.response_empty(status, headers)
        else:
            proto.response_bytes(status, headers, content)

    async def _end_streams(self, ending: Ending) -> None:
        """granian waits for every answer before it ends. Those that go on are ended; their browsers come back."""
        while not ending.is_set():
            await asyncio.sleep(ENDING_SECONDS)
        for stream in self.streams:
            stream.cancel()

    async def _relay(self, source: streams.Source, status: int, headers: Any, proto: Any) -> None:
        """Sends a stream until it ends or nobody listens any more."""
        sending = asyncio.create_task(_send(source, proto.response_stream(status, headers)))
        leaving = asyncio.create_task(_left(proto))
        self.streams.add(sending)
        try:
            done, _ = await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if sending in done and not sending.cancelled() and (error := sending.exception()):
                log.warning("stream_broke", error=type(error).__name__)
        finally:
            self.streams.discard(sending)
            for task in (sending, leaving):
                task.cancel()

    async def _serve(self, scope: Any, proto: Any, asked: Asked | None) -> Answer:
        if self.waiting >= WAITING:
            raise Refused(
                503, "Too many requests at once. Please try again in a moment.", ("Retry-After", "2")
            )
        environ = environ_of(scope)
        with _spool(self.folder) as body:
            environ["wsgi.input"] = body
            read = True
            if "CONTENT_LENGTH" in environ or "HTTP_TRANSFER_ENCODING" in environ:
                try:
                    read = await self._gather(environ, proto, body)
                    body.seek(0)
                except OSError:
                    read = False
                    environ |= {"wsgi.input": BytesIO(), "CONTENT_LENGTH": "0", NO_ROOM: True}
            status, headers, content = await self._flask(environ, asked)
        # hyper closes a connection whose body was not read; a client that is not told would send its next request into it
        return status, headers if read else [*headers, CLOSE], content

    async def _flask(self, environ: dict[str, Any], asked: Asked | None) -> Answer:
        self.waiting += 1
        environ[ARRIVED] = time.monotonic()  # what it waits for a thread is part of how long an answer takes
        leads = asked is not None and asked.leads
        if leads:  # others wait for the whole page
            environ.pop("HTTP_IF_NONE_MATCH", None)
        try:
            async with self.gate.passing():
                answer = await asyncio.get_running_loop().run_in_executor(self.pool, self._call, environ)
        finally:
            self.waiting -= 1
        return self.recall.keep(asked, environ, answer) if asked is not None and leads else answer

    async def _gather(self, environ: dict[str, Any], proto: Any, body: IO[bytes]) -> bool:
        """Puts the request into `body`, and tells whether it was read to its end. One that is too large is left unread:
        Flask sees the length and answers 413.

        Raises Refused, and OSError when the disk takes no more."""
        declared = environ.get("CONTENT_LENGTH")
        most = bodies.most(self.app, environ["PATH_INFO"])
        if declared is not None and int(declared) > most:
            return False
        size = 0
        try:
            async with asyncio.timeout(BODY_SECONDS) as limit:
                opened = asyncio.get_running_loop().time()
                async for chunk in proto:
                    body.write(chunk)
                    size += len(chunk)
                    self.held += len(chunk)
                    if size > most:
                        break
                    if self.held > HELD_BYTES:
                        raise Refused(
                            503, "Too many uploads at once. Please try again.", ("Retry-After", "5")
                        )
                    limit.reschedule(opened + BODY_SECONDS + size / BYTES_PER_SECOND)
        except TimeoutError:
            raise Refused(408, "The request took too long to arrive. Please try again.") from None
        finally:
            self.held -= size
        if declared is not None and size < int(declared):
            raise Refused(400, "The request was cut off on its way. Please try again.")
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["CONTENT_LENGTH"] = str(size)
        return size <= most

    def _call(self, environ: dict[str, Any]) -> Answer:
        head: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
            head[:] = [int(status[:3]), headers]

        parts: Iterable[bytes] = self.app(environ, start)
        try:
            content = environ.get(streams.SLOT) or b"".join(parts)
        finally:
            close = getattr(parts, "close", None)
            if close is not None:
                close()
        return head[0], head[1], content


async def _left(proto: Any) -> None:
    await proto.client_disconnect()


async def _send(source: streams.Source, transport: Any) -> None:
    try:
        async with aclosing(source()) as parts:
            async for part in parts:
                await transport.send_bytes(part)
    finally:
        del transport  # granian ends the answer with its last reference, and an error would keep one


@contextmanager
def _spool(folder: Path) -> Iterator[IO[bytes]]:
    body: IO[bytes] = SpooledTemporaryFile(IN_MEMORY, dir=str(folder))  # noqa: SIM115 - closing it may fail
    try:
        yield body
    finally:
        with suppress(OSError):  # on a full disk it tries to write once more
            body.close()


def processes() -> int:
    """How many web processes this machine gets."""
    return max(2, min(4, os.cpu_count() or 2))


def _connections() -> int:
    """As many as there are files to open, less some to spare, so that it never runs out of them."""
    return max(SPARE_FILES, min(CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - SPARE_FILES))


class _Server(Granian):  # type: ignore[misc,valid-type]
    """granian, which says that it is ending before it waits for its processes."""

    ending: Ending

    def shutdown(self, exit_code: int = 0) -> None:
        self.ending.set()
        super().shutdown(exit_code)


def serve(app: Flask, config: Config) -> None:
    """Serves `app` until SIGTERM; requests that are under way are answered first."""
    memory.one_arena()
    ending = Event()
    server = _Server(
        "app:front",
        address=config.host,
        port=config.port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS),
        websockets=False,
        workers=processes(),
        backpressure=_connections(),
        log_level=LogLevels.warning,
        workers_kill_timeout=KILL_SECONDS,
    )
    server.ending = ending
    if get_start_method() == "fork":  # its processes inherit the app that is already here
        front: Any = Front(app, ending)
        server.serve(target_loader=lambda: front, wrap_loader=False)
    else:
        server.serve()
