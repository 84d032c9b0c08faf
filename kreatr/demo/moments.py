"""When things happened in the demo world: fixed distances from now, the same in every run."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from kreatr.demo import library

SEED = 1928
# Whose newest work is on the front page, newest first.
SPOTLIGHT = (
    "sekarayu",
    "bagaspratama",
    "rizkyh",
    "tiowenda",
    "nadia",
    "dimasadit",
    "mawarsimatupang",
    "aisyahfitri",
)
FIRST_SHOWN, BETWEEN_SHOWN = 1.6, 5.5  # hours
BUSY_DAYS = 33  # in which they made all they show
NEWEST_REVIEW = 20.0  # hours; of the first creator, whose words stand on the front page


class Moments:
    """Answers "when" for one building of the world; `now` is aware UTC."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.hours = _joined()

    def ago(self, hours: float) -> datetime:
        """A moment so many hours before now."""
        return self.now - timedelta(hours=hours)

    def joined(self, username: str) -> datetime:
        """When a creator came."""
        return self.ago(self.hours[username])

    def works(self, username: str, count: int) -> list[datetime]:
        """When a creator's items were made, newest first."""
        if username in SPOTLIGHT:
            newest = FIRST_SHOWN + SPOTLIGHT.index(username) * BETWEEN_SHOWN
        else:
            newest = 60 + Random(f"{SEED} works {username}").uniform(0, 300)
        oldest = BUSY_DAYS * 24 if username in SPOTLIGHT else self.hours[username] * 0.9
        return self._spread(f"works {username}", newest, count, oldest)

    def reviews(self, username: str, count: int) -> list[datetime]:
        """When a creator's reviews were written, newest first."""
        newest = NEWEST_REVIEW * (
            1 if username == SPOTLIGHT[0] else Random(f"{SEED} {username}").uniform(1.5, 12)
        )
        return self._spread(f"reviews {username}", newest, count, self.hours[username] * 0.9)

    def _spread(self, salt: str, newest: float, count: int, oldest: float) -> list[datetime]:
        chance = Random(f"{SEED} {salt}")
        first = min(newest, oldest * 0.5)
        rest = sorted(chance.uniform(first + 1, oldest) for _ in range(count - 1))
        return [self.ago(hours) for hours in (first, *rest)][:count]


def _joined() -> dict[str, float]:
    chance = Random(f"{SEED} joined")
    hours = {person["username"]: chance.uniform(60, 430) * 24 for person in library.people()}
    news: list[dict[str, Any]] = library.read("feed")
    return hours | {line["actor"]: line["hours"] for line in news if line["type"] == "CREATOR_JOINED"}
