"""Finding creators. A page costs two queries, whatever the number of creators.

Matches are counted up to `COUNTED`; beyond it the total says "more than". Where there are more, the page is read from
the top of the wanted order, whose index holds every filter's column, and each row is looked up until the page is full;
where there are fewer, the search starts from the few that match. Either way the work does not grow with the table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from flask import g

from kreatr.creators.models import Skill
from kreatr.kernel import cache
from kreatr.kernel.db import db
from kreatr.kernel.search import contains, correct, query_words
from kreatr.marketplace.forms import PAGE_SIZE, Search
from kreatr.marketplace.models import (
    AVAILABILITY_BITS,
    CATEGORY_BITS,
    KIND_BITS,
    Listing,
    ListingSkill,
    search_index,
)

COUNTED = 300
FACET_SECONDS = 300
TOP_SKILLS = 12
ORDERS: dict[str, tuple[sa.UnaryExpression[Any], ...]] = {
    "popular": (Listing.projects.desc(), Listing.id.desc()),
    "newest": (Listing.joined_at.desc(), Listing.id.desc()),
    "rating": (Listing.score.desc(), Listing.id.desc()),
}
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Results:
    """One page of cards. `total` is exact unless `capped`; `correction` is what was searched for instead."""

    cards: list[dict[str, Any]]
    total: int
    capped: bool
    page: int
    pages: int
    correction: str | None = None


def find(search: Search) -> Results:
    """The page of listed creators that a search asks for, typing errors forgiven."""
    words = query_words(search.q)
    if search.q and not words:
        return Results([], 0, False, 1, 1)
    results = _find(search, words)
    if results.total or not words:
        return results
    corrected = correct(db.session(), words)
    if not corrected:
        return results
    # The vocabulary remembers words of works that are no longer shown: a correction counts only if it finds somebody.
    nearest = _find(search, corrected)
    return replace(nearest, correction=" ".join(corrected)) if nearest.total else results


def _find(search: Search, words: list[str]) -> Results:
    columns, skills = _columns(search), _skill_ids(search)
    total = _total(search, columns, skills, words)
    capped, total = total > COUNTED, min(total, COUNTED)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(search.page, pages)
    conditions = [*columns, *_members(skills, words, walk=capped)]
    cards = _cards(conditions, search.sort, page) if total else []
    return Results(cards, total, capped, page, pages)


def _columns(search: Search) -> list[Condition]:
    conditions: list[Condition] = []
    if search.kinds:
        conditions.append(_any_bit(Listing.kinds, sum(KIND_BITS[kind] for kind in search.kinds)))
    if search.categories:
        conditions.append(
            _any_bit(Listing.categories, sum(CATEGORY_BITS[chosen] for chosen in search.categories))
        )
    if search.availability:
        conditions.append(
            Listing.availability.in_([AVAILABILITY_BITS[state] for state in search.availability])
        )
    if search.rating is not None:
        conditions.append(Listing.rating >= search.rating)
    if search.min_price is not None:
        conditions.append(Listing.hourly_rate >= search.min_price)
    if search.max_price is not None:
        conditions.append(Listing.hourly_rate <= search.max_price)
    return conditions


def _any_bit(column: Any, mask: int) -> Condition:
    condition: Condition = column.bitwise_and(mask) != 0
    return condition


def _skill_ids(search: Search) -> list[Any] | None:
    """The ids of the skills asked for; unknown ones are left out. None when none was asked for."""
    if not search.skills:
        return None
    return [id_ for id_, slug, _name, _number in facets()["skills"] if slug in search.skills]


def _members(skills: list[Any] | None, words: list[str], *, walk: bool) -> list[Condition]:
    """What is kept beside the listings. Walking looks each row up; otherwise the matches are where the search starts."""
    conditions: list[Condition] = []
    if skills is not None:
        having = sa.select(ListingSkill.listing_id).where(ListingSkill.skill_id.in_(skills))
        here = having.where(ListingSkill.listing_id == Listing.id).exists()
        conditions.append(here if walk else Listing.id.in_(having))
    if words and walk:
        conditions += [contains(db.session(), Listing.words, word) for word in words]
    elif words:
        conditions.append(Listing.id.in_(search_index.matching(db.session(), words)))
    return conditions


def _total(search: Search, columns: list[Condition], skills: list[Any] | None, words: list[str]) -> int:
    """How many match, counted up to one more than `COUNTED`, beginning where fewest are."""
    if not search.narrowed:
        return int(facets()["total"])
    if words:
        start: sa.Select[Any] = search_index.matching(db.session(), words)
        columns = [*columns, *_members(skills, [], walk=True)]
    elif skills is not None:
        start = sa.select(ListingSkill.listing_id).where(ListingSkill.skill_id.in_(skills)).distinct()
    else:
        start = sa.select(Listing.id).where(*columns)
        columns = []
    if columns:
        start = start.join(Listing, Listing.id == start.selected_columns[0]).where(*columns)
    counted = start.limit(COUNTED + 1).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(counted)) or 0


def _cards(conditions: list[Condition], sort: str, page: int) -> list[dict[str, Any]]:
    order = ORDERS[sort]
    chosen = (
        sa.select(Listing.id)
        .where(*conditions)
        .order_by(*order)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
        .subquery()
    )
    select = sa.select(Listing.card).join(chosen, chosen.c.id == Listing.id).order_by(*order)
    return list(db.session.scalars(select))


def featured(limit: int) -> list[dict[str, Any]]:
    """Cards of featured creators, best score first, then the best of the rest."""
    order = (Listing.featured.desc(), Listing.score.desc(), Listing.id.desc())
    return list(db.session.scalars(sa.select(Listing.card).order_by(*order).limit(limit)))


def total() -> int:
    """How many creators are listed."""
    return int(facets()["total"])


def facets() -> dict[str, Any]:
    """How many listed creators each kind, category, availability and skill has: {total, kinds, categories, …}."""
    if "facets" not in g:
        g.facets = cache.remember("facets", ("marketplace",), FACET_SECONDS, _facets)
    found: dict[str, Any] = g.facets
    return found


def _facets() -> dict[str, Any]:
    rows = db.session.execute(
        sa.select(Listing.kinds, Listing.categories, Listing.availability, sa.func.count()).group_by(
            Listing.kinds, Listing.categories, Listing.availability
        )
    ).all()
    return {
        "total": sum(number for *_masks, number in rows),
        "kinds": {kind: _having(rows, 0, bit) for kind, bit in KIND_BITS.items()},
        "categories": {category: _having(rows, 1, bit) for category, bit in CATEGORY_BITS.items()},
        "availability": {state: _having(rows, 2, bit) for state, bit in AVAILABILITY_BITS.items()},
        "skills": _skill_rows(),
    }


def _having(rows: Any, column: int, bit: int) -> int:
    return sum(row[3] for row in rows if row[column] & bit)


def _skill_rows() -> list[tuple[Any, str, str, int]]:
    counts = (
        sa.select(ListingSkill.skill_id, sa.func.count().label("number"))
        .group_by(ListingSkill.skill_id)
        .subquery()
    )
    select = (
        sa.select(Skill.id, Skill.slug, Skill.name, counts.c.number)
        .join(counts, counts.c.skill_id == Skill.id)
        .order_by(counts.c.number.desc(), Skill.slug)
    )
    return [tuple(row) for row in db.session.execute(select)]


def skill_choices(chosen: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """(slug, name, count) of the commonest skills and of the chosen ones, most used first."""
    rows = facets()["skills"]
    top = {slug for _id, slug, _name, _number in rows[:TOP_SKILLS]}
    return [(slug, name, number) for _id, slug, name, number in rows if slug in top or slug in chosen]
