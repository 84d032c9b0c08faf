"""Looks names up without waiting for a resolver that hangs."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress

# Lookups cannot be cancelled. Their threads are daemons, so that one that hangs delays neither a job nor the end of
# the process, and counted, so that a dead resolver does not fill it with threads.
_lookups = threading.BoundedSemaphore(16)


async def resolve(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a name, as the system resolves it, each once. Raises OSError."""
    if not _lookups.acquire(blocking=False):
        raise OSError("too many lookups hang")
    loop = asyncio.get_running_loop()
    found: asyncio.Future[Sequence[str]] = loop.create_future()
    threading.Thread(target=_look_up, args=(host, port, loop, found), daemon=True, name="lookup").start()
    return await found


def _look_up(
    host: str, port: int, loop: asyncio.AbstractEventLoop, found: asyncio.Future[Sequence[str]]
) -> None:
    outcome: Sequence[str] | OSError
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        outcome = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    except (OSError, UnicodeError) as error:
        outcome = OSError(type(error).__name__)
    finally:
        _lookups.release()
    with suppress(RuntimeError):  # whoever asked has given up, and its loop is closed
        loop.call_soon_threadsafe(_settle, found, outcome)


def _settle(found: asyncio.Future[Sequence[str]], outcome: Sequence[str] | OSError) -> None:
    if found.done():
        return
    if isinstance(outcome, OSError):
        found.set_exception(outcome)
    else:
        found.set_result(outcome)
