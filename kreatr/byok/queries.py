"""What the keys page shows, and what administrators see of keys: numbers, never a key (A8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.ai.models import KeyStatus, Provider, ProviderKey
from kreatr.ai.queries import keys
from kreatr.byok.words import MAKERS, Maker
from kreatr.kernel import clock
from kreatr.kernel.db import db

IDLE, OLD = timedelta(days=90), timedelta(days=365)


@dataclass(frozen=True)
class Row:
    """One provider on the page; `key` is the viewer's key for it, or None."""

    provider: Provider
    maker: Maker
    key: ProviderKey | None
    readable: bool = True

    @property
    def idle_days(self) -> int:
        """For how many days nobody used the key, once that is worth a line; else 0."""
        if self.key is None:
            return 0
        unused = clock.now() - (self.key.used_at or self.key.changed_at)
        return unused.days if unused > IDLE else 0

    @property
    def old(self) -> bool:
        """Whether the key is so old that another one would be better."""
        return self.key is not None and clock.now() - self.key.changed_at > OLD


def row(key: ProviderKey) -> Row:
    """A key as the page shows it."""
    return Row(key.provider, MAKERS[key.provider], key, keys.readable(key))


def rows(viewer: User) -> list[Row]:
    """All providers: those with a key first, then the others."""
    mine = [row(key) for key in keys.of(viewer)]
    had = {one.provider for one in mine}
    return mine + [Row(one, maker, None) for one, maker in MAKERS.items() if one not in had]


def counts() -> dict[KeyStatus, int]:
    """How many keys there are, by status."""
    found = db.session.execute(sa.select(ProviderKey.status, sa.func.count()).group_by(ProviderKey.status))
    known = {status: int(n) for status, n in found}
    return {status: known.get(status, 0) for status in KeyStatus}
