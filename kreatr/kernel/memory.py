"""How the C library deals out memory to a process with threads."""

from __future__ import annotations

import ctypes

ARENAS = -8  # M_ARENA_MAX of glibc's mallopt


def one_arena() -> None:
    """Has all threads share one pool of memory. glibc gives each its own, and what one of them let go of no other can use; as
    threads of Python take turns anyway, that costs memory and saves nothing. Other C libraries have no such pools."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(ARENAS, 1)
