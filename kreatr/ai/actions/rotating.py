"""Sealing stored keys anew after ENCRYPTION_KEY was changed, while the site runs.

A row is only changed if it still holds what was read: whoever saves a key meanwhile wins. Each batch is a transaction of its
own, so that it can be killed and started again; what is sealed with the current key is not looked at.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from kreatr.ai.models import ProviderKey
from kreatr.kernel import secrets
from kreatr.kernel.db import action, db
from kreatr.kernel.secrets import Locked, Ring

BATCH = 200


@dataclass
class Batch:
    """What became of some rows: how many were looked at and sealed anew, and which no key of the ring opens."""

    seen: int = 0
    sealed: int = 0
    locked: list[uuid.UUID] = field(default_factory=list)


def waiting() -> int:
    """How many keys are sealed with another key than the current one."""
    select = sa.select(sa.func.count()).select_from(ProviderKey).where(_outdated(secrets.ring()))
    return db.session.scalar(select) or 0


def rotate(batch: int = BATCH) -> Iterator[Batch]:
    """Seals all of them anew, `batch` rows at a time, in the order of their ids."""
    after: uuid.UUID | None = None
    while True:
        done, after = _next(after, batch)
        if after is None:
            return
        yield done


@action
def _next(after: uuid.UUID | None, batch: int) -> tuple[Batch, uuid.UUID | None]:
    ring, done, new = secrets.ring(), Batch(), []
    select = sa.select(ProviderKey).where(_outdated(ring)).order_by(ProviderKey.id).limit(batch)
    keys = db.session.scalars(select if after is None else select.where(ProviderKey.id > after)).all()
    for key in keys:
        try:
            secret = ring.open(key.sealed, key.owner)
        except Locked:
            done.locked.append(key.id)
            continue
        new.append({"of": key.id, "was": key.sealed, "now": ring.seal(secret, key.owner)})
    done.seen, done.sealed = len(keys), _swap(new)
    db.session.expunge_all()
    return done, keys[-1].id if keys else None


def _swap(rows: list[dict[str, object]]) -> int:
    if not rows:
        return 0
    table: Any = ProviderKey.__table__
    statement = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("of"), table.c.sealed == sa.bindparam("was"))
        .values(sealed=sa.bindparam("now"))
    )
    return int(db.session.connection().execute(statement, rows).rowcount)


def _outdated(ring: Ring) -> sa.ColumnElement[bool]:
    return ~ProviderKey.sealed.startswith(f"{secrets.VERSION}.{ring.current}.", autoescape=True)
