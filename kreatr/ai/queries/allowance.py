"""What is left of what a person allowed a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kreatr.ai.models import ProviderKey
from kreatr.ai.queries import usage
from kreatr.kernel import money


@dataclass(frozen=True)
class Allowance:
    """Micro-IDR that a key may still spend today and in this calendar month (Asia/Jakarta); None: no limit. Never below zero."""

    day: int | None = None
    month: int | None = None

    @property
    def least(self) -> tuple[str, int] | None:
        """The tighter of the two, as ("DAY" or "MONTH", micro-IDR)."""
        found = [
            (left, name) for name, left in (("DAY", self.day), ("MONTH", self.month)) if left is not None
        ]
        return (min(found)[1], min(found)[0]) if found else None


def allowance(key: ProviderKey) -> Allowance:
    """What is left for a key; calls under way count with their estimate."""
    day = usage.today()
    return Allowance(
        day=_left(key, key.daily_limit, day),
        month=_left(key, key.monthly_limit, day.replace(day=1)),
    )


def _left(key: ProviderKey, limit: int | None, since: date) -> int | None:
    return None if limit is None else max(0, limit * money.MILLION - usage.spent(key.id, since))
