"""What every source can do, and what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from kreatr.community.models import ActivityLevel, Platform
from kreatr.community.news import News
from kreatr.kernel.outside import Outside

if TYPE_CHECKING:
    from kreatr.community.sources.line import Line


@dataclass(frozen=True)
class Measured:
    """What a platform said. `members` is what its card counts; `details` are further public numbers."""

    members: int | None
    active: int | None = None
    level: ActivityLevel | None = None
    details: dict[str, Any] = field(default_factory=dict)
    news: tuple[News, ...] = ()


class Failure(Exception):
    """Asking failed. `code` is one of ours (see `words.FAILURE_WORDS`), never a text of the platform; `until` is when it asks
    us to come back, if it said so."""

    def __init__(self, code: str, until: datetime | None = None) -> None:
        super().__init__(code)
        self.code, self.until = code, until


@dataclass(frozen=True)
class Left:
    """What a platform lets us ask until `reset`: `remaining` of `limit` requests (None where it does not say)."""

    remaining: int
    limit: int | None
    reset: datetime


class Source(Protocol):
    """One platform. `variables` are those of which one names the community there; `base` is the platform's own address;
    `redirects` is how many are followed."""

    @property
    def platform(self) -> Platform: ...

    @property
    def variables(self) -> tuple[str, ...]: ...

    @property
    def base(self) -> str: ...

    @property
    def redirects(self) -> int: ...

    def configured(self, outside: Outside) -> bool:
        """Whether anything is measured there."""

    def url(self, outside: Outside) -> str:
        """The address of our community there, for people; "" when it is not configured."""

    def headers(self, outside: Outside, house: str) -> dict[str, str]:
        """What goes with every request; `house` is our own public address."""

    def address(self, outside: Outside) -> str:
        """The base address from the environment, or "" for the platform's own."""

    def left(self, headers: Mapping[str, str], now: datetime) -> Left | None:
        """What the headers of an answer say about the requests we have left."""

    async def measure(self, line: Line) -> Measured:
        """Asks for the numbers, then for the news. Raises Failure when there is no number."""
