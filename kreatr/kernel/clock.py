"""The time. Storage is UTC; durations are measured on the monotonic clock of whoever measures them."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
