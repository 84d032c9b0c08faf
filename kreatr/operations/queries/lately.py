"""The last five minutes, from the batches that the worker noted."""

from __future__ import annotations

import json
import time
from collections import Counter
from typing import NamedTuple

from kreatr.kernel import valkey
from kreatr.operations.queries.reading import percentile

KEY, SECONDS = "kreatr:lately", 300
FILES = "media."  # endpoints of files: quick, many, and nobody waits for one of them


class Lately(NamedTuple):
    """Answers of pages, what one in twenty took at least (ms), how many percent were errors (5xx), and the endpoint with most
    slow or failed answers."""

    answers: int
    slow_ms: int
    percent: float
    worst: str


def figures() -> Lately:
    """The last five minutes; zeros while Valkey is away or nobody came."""
    times: Counter[int] = Counter()
    failed: Counter[str] = Counter()
    seen = _seen()
    for _status, bucket, endpoint, number in seen:
        times[bucket] += 0 if endpoint.startswith(FILES) else number
    slow_ms = percentile(times, 0.95)
    for status, bucket, endpoint, number in seen:
        if not endpoint.startswith(FILES) and (status == 5 or bucket >= max(slow_ms, 1)):
            failed[endpoint] += number * (10 if status == 5 else 1)
    total = times.total()
    errors = sum(n for status, _bucket, name, n in seen if status == 5 and not name.startswith(FILES))
    worst = failed.most_common(1)[0][0] if failed else ""
    return Lately(total, slow_ms, 100 * errors / total if total else 0.0, worst)


def _seen() -> list[tuple[int, int, str, int]]:
    found = valkey.current().ask(lambda client: client.hvals(KEY)) or []
    batches = [json.loads(one) for one in found]
    recent = [batch["answers"] for batch in batches if batch["at"] > time.time() - SECONDS]
    return [(int(status), int(bucket), name, n) for some in recent for status, bucket, name, n in some]
