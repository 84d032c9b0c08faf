"""How many creators each filter has: kept by difference in the transaction that changes a listing, so nobody has to count."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa

from kreatr.kernel import cache
from kreatr.kernel.db import action, db, insert
from kreatr.marketplace.models import COUNTED, Listing, ListingCount, ListingSkill, SkillCount


class Traits(NamedTuple):
    """What a listing is counted under: the bit masks of its row, and its skills."""

    kinds: int
    categories: int
    availability: int
    skills: frozenset[uuid.UUID]


def traits(listing: Listing, skills: Collection[uuid.UUID]) -> Traits:
    """What is counted of a listing as it stands."""
    return Traits(listing.kinds, listing.categories, listing.availability, frozenset(skills))


def move(before: Traits | None, after: Traits | None) -> None:
    """Counts a listing that changed, came (`before` is None) or went (`after` is None)."""
    _add(ListingCount, "name", set(_names(before)), set(_names(after)))
    _add(SkillCount, "skill_id", before.skills if before else set(), after.skills if after else set())


def _names(found: Traits | None) -> Iterator[str]:
    if found is not None:
        yield "all"
        for column, name, bit in COUNTED:
            if getattr(found, column) & bit:
                yield name


def _add(model: Any, key: str, before: Collection[Any], after: Collection[Any]) -> None:
    changes = Counter(after)
    changes.subtract(before)
    # Always in one order, so that two changes at the same time wait for each other and never in a ring.
    rows = [{key: one, "number": number} for one, number in sorted(changes.items()) if number]
    if rows:
        statement = insert(model)
        number = model.number + statement.excluded.number
        db.session.execute(
            statement.on_conflict_do_update(index_elements=[key], set_={"number": number}), rows
        )


@action
def recount() -> None:
    """Counts everything anew. Whoever changes a listing meanwhile waits, on PostgreSQL for a second or two at a million."""
    session = db.session()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("LOCK TABLE listing_counts, skill_counts IN EXCLUSIVE MODE"))
        session.execute(sa.text("SET LOCAL statement_timeout = '5min'"))
    masks = (Listing.kinds, Listing.categories, Listing.availability)
    rows = session.execute(sa.select(*masks, sa.func.count()).group_by(*masks)).all()
    counts: Counter[str] = Counter()
    for kinds, categories, availability, number in rows:
        for name in _names(Traits(kinds, categories, availability, frozenset())):
            counts[name] += number
    skills = session.execute(
        sa.select(ListingSkill.skill_id, sa.func.count()).group_by(ListingSkill.skill_id)
    ).all()
    for model in (ListingCount, SkillCount):
        session.execute(sa.delete(model))
    session.add_all(ListingCount(name=name, number=number) for name, number in counts.items())
    session.add_all(SkillCount(skill_id=id_, number=number) for id_, number in skills)
    cache.bump("marketplace")
