"""The rate limits of the platforms, as their headers tell them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from kreatr.community.sources.source import Left

LONGEST = timedelta(days=1)  # nobody sends us away for longer
ITEM = re.compile(r'"[\w ]+"\s*;\s*r=(\d{1,9})\s*;\s*t=(\d{1,9})')
QUOTA = re.compile(r";\s*q=(\d{1,9})")


def seconds(value: object) -> float | None:
    """A number of seconds, at least 0; None for anything else."""
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and found >= 0 else None


def after(now: datetime, delay: float) -> datetime:
    """So many seconds from now, rounded up, at most a day."""
    return now + min(timedelta(seconds=math.ceil(min(delay, 10**6))), LONGEST)


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """The moment a Retry-After header names, in seconds or as a date."""
    value = headers.get("Retry-After")
    if value is None:
        return None
    if (delay := seconds(value)) is not None:
        return after(now, delay)
    try:
        named = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    named = named if named.tzinfo else named.replace(tzinfo=UTC)
    return after(now, max(0.0, (named - now).total_seconds()))


def counted(
    headers: Mapping[str, str], now: datetime, *, reset: str, epoch: bool = False, used: str = ""
) -> Left | None:
    """X-RateLimit-Remaining and its family. `reset` names the header that says when the window ends: in seconds from now,
    or in seconds since 1970 if `epoch`. The limit is a header too, or what was `used` with what remains."""
    remaining, ends = seconds(headers.get("X-RateLimit-Remaining")), seconds(headers.get(reset))
    if remaining is None or ends is None:
        return None
    limit = seconds(headers.get("X-RateLimit-Limit"))
    if limit is None and (spent := seconds(headers.get(used))) is not None:
        limit = spent + remaining
    delay = max(0.0, ends - now.timestamp()) if epoch else ends
    return Left(_whole(remaining), None if limit is None else _whole(limit), after(now, delay))


def structured(headers: Mapping[str, str], now: datetime) -> Left | None:
    """RateLimit and RateLimit-Policy (the IETF's draft): `"api";r=499;t=213` and `"fixed window";"api";q=500;w=300`."""
    found = [(int(r), int(t)) for r, t in ITEM.findall(headers.get("RateLimit") or "")]
    if not found:
        return None
    remaining, ends = min(found)
    quota = QUOTA.search(headers.get("RateLimit-Policy") or "")
    return Left(remaining, int(quota[1]) if quota else None, after(now, ends))


def _whole(value: float) -> int:
    return int(min(value, 10**9))
