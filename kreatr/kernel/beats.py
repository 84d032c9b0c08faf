"""Signs of life: each part of the house says now and then that it is there. The worker's are RQ's own."""

from __future__ import annotations

import time

from kreatr.kernel import valkey

KEY = "kreatr:beats"
DEAD_SECONDS = 60  # a part that was silent for so long is not there


def beat(part: str) -> None:
    """Says that a part is there."""
    valkey.current().ask(lambda client: client.hset(KEY, part, f"{time.time():.0f}"))


def silent_seconds() -> dict[str, float]:
    """For how long each part that ever spoke has been silent. Empty while Valkey is away."""
    found = valkey.current().ask(lambda client: client.hgetall(KEY)) or {}
    return {part.decode(): max(0.0, time.time() - float(at)) for part, at in found.items()}
