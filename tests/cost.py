"""What a piece of work costs the processor, measured so that a busy machine does not matter."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

TRIES = 5


def cost(work: Callable[[], object]) -> float:
    """Processor seconds of `work`: the least of five runs, with no garbage of other tests collected in them."""
    gc.disable()
    try:
        return min(_once(work) for _try in range(TRIES))
    finally:
        gc.enable()


def _once(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
