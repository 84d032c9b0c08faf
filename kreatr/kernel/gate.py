"""A gate before the threads: few requests of a process run at the same time, and a slow one makes room for the next.

Threads of Python share one lock, and each handing over of it costs: eight requests side by side take a fifth more processor
than the same eight in twos, and all of them end later. But one that waits for somebody else, a slow query or a lock, must
not hold up the others. So it counts for a moment only.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

AT_ONCE = 2
PATIENCE_SECONDS = 0.05  # ten times what a page takes


class Gate:
    """The gate of one event loop."""

    def __init__(self) -> None:
        self.free = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """Waits for a place, first come, first served, and makes it free at the end, or earlier if that takes too long."""
        await self.free.acquire()
        made = False

        def make_room() -> None:
            nonlocal made
            if not made:
                made = True
                self.free.release()

        patience = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, make_room)
        try:
            yield
        finally:
            patience.cancel()
            make_room()
