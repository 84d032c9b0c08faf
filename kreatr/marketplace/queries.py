"""Finding creators. A page costs two queries, whatever the number of creators.

Matches are read up to `COUNTED`; beyond it the total says "more than". Where there are more, the page is read in the
wanted order, whose index holds every filter's column, and each row is looked up until the page is full: from the start of
a page nearby if the address names one, else from the top. Where there are fewer, the search starts from the few that
match. Either way the work does not grow with the table. A word that very many use is not counted at all: PostgreSQL would
read all who use it before it gave the first, but knows by its statistics how common each word is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask import g

from kreatr.creators.models import Skill
from kreatr.kernel import cache, paging
from kreatr.kernel.db import db, rows
from kreatr.kernel.paging import Start
from kreatr.kernel.plans import expected
from kreatr.kernel.search import contains, correct, keys, query_words
from kreatr.marketplace.forms import PAGE_SIZE, Search
from kreatr.marketplace.models import (
    AVAILABILITY_BITS,
    CATEGORY_BITS,
    KIND_BITS,
    Listing,
    ListingCount,
    ListingSkill,
    SkillCount,
    search_index,
)

COUNTED = 300
MANY = 10 * COUNTED  # where the database expects so many, there are more than COUNTED …
ONE_IN = 100  # … but of beginnings that it knows nothing about it expects one in two hundred
FACET_SECONDS = 300
TOP_SKILLS = 12
SEARCHES = 100  # whose SQL is kept
BESIDE = 3  # pages on both sides of a start that are read from it
ORDERS: dict[str, tuple[Any, type]] = {
    "popular": (Listing.projects, int),
    "newest": (Listing.joined_at, datetime),
    "rating": (Listing.score, float),
}
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Results:
    """One page of cards. `total` is exact unless `capped`; `correction` is what was searched for instead.

    Where it is capped `pages` counts no further than the next one, and `starts` holds the marks of the pages beside it.
    """

    cards: list[dict[str, Any]]
    total: int
    capped: bool
    page: int
    pages: int
    correction: str | None = None
    starts: tuple[str, str] = ("", "")

    def start(self, page: int) -> str:
        """The mark from which another page is read."""
        return "" if page == 1 else self.starts[page > self.page]


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
    everybody = int(facets()["total"])
    if not search.narrowed:
        return _walk([], search) if everybody > COUNTED else _few([], everybody, search)
    if (_counted(search) or 0) > COUNTED:
        return _walk(columns, search)
    users: Any = search_index.matching(db.session(), words) if words else None
    select, conditions = _matching(columns, skills, users), [*columns, *_members(skills, words)]
    many = max(MANY, everybody // ONE_IN)
    if words and everybody > many and (expected(db.session(), select) or 0) > many:
        walked = _walk(conditions, search)
        if len(walked.cards) == PAGE_SIZE:  # fewer would mean that the database was wrong
            return walked
    matches = keys(db.session(), select.limit(COUNTED + 1))
    if len(matches) > COUNTED:
        few = _gathered(columns, skills, users) if len(words) == 1 else []
        return _walk(few or conditions, search)
    found = sa.bindparam("keys", matches, sa.Integer, expanding=True, literal_execute=True)
    return _few([Listing.id.in_(found)], len(matches), search)


def _gathered(columns: Sequence[Condition], skills: list[Any] | None, users: Any) -> list[Condition]:
    """The same conditions for a word that few use beside other filters, on SQLite: who uses it is read from the index of words at
    once, so that not each row that passes the filters has to be opened to look for it. Nothing where that would not be quicker."""
    if not columns or db.session.get_bind().dialect.name != "sqlite":
        return []
    counted = sa.select(sa.func.count()).select_from(users.limit(MANY + 1).subquery())
    ((number,),) = rows(counted)
    within = (Listing.id + 0).in_(users)  # as a number: else SQLite begins with them, and has to sort
    return [*columns, *_members(skills, []), within] if number <= MANY else []


def _counted(search: Search) -> int | None:
    """How many match a search for one kind, category or availability alone, which are counted already."""
    if search.q or search.filters != 1:
        return None
    for name in ("kinds", "categories", "availability"):
        for one in getattr(search, name):
            return int(facets()[name][one])
    return None


def _few(conditions: Sequence[Condition], total: int, search: Search) -> Results:
    """A page of so few that all of them are sorted."""
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(search.page, pages)
    found = _rows(conditions, search.sort, offset=(page - 1) * PAGE_SIZE) if total else []
    return Results([row.card for row in found[:PAGE_SIZE]], total, False, page, pages)


def _walk(conditions: Sequence[Condition], search: Search) -> Results:
    """A page of many: beside a page whose start is known, else counted off from the top."""
    near, page, found = paging.start(search.start, ORDERS[search.sort][1]), search.page, []
    if near is not None and abs(page - near.page) <= BESIDE:
        found = _near(conditions, search.sort, near, page)
    if not found:
        page = min(page, max(1, -(-COUNTED // PAGE_SIZE)))
        found = _rows(conditions, search.sort, offset=(page - 1) * PAGE_SIZE)
    firsts = enumerate(found[::PAGE_SIZE], page)
    here, next_ = [*(paging.start_mark(Start(number, row[2], row.id)) for number, row in firsts), "", ""][:2]
    cards = [row.card for row in found[:PAGE_SIZE]]
    return Results(cards, COUNTED, True, page, page + bool(next_), starts=(here, next_))


def _near(conditions: Sequence[Condition], sort: str, near: Start, page: int) -> list[Any]:
    column = ORDERS[sort][0]
    here = sa.tuple_(sa.literal(near.value, column.type), sa.literal(near.key, sa.Integer))
    place = sa.tuple_(column, Listing.id)
    if page >= near.page:
        return _rows([*conditions, place <= here], sort, offset=(page - near.page) * PAGE_SIZE)
    # The first row of the page after the wanted one is wanted too, as the start that goes on.
    away = near.page - page
    back = _rows([*conditions, place >= here], sort, offset=(away - 1) * PAGE_SIZE, backwards=True)
    return back if len(back) > PAGE_SIZE else []


@lru_cache(SEARCHES)
def _columns(search: Search) -> tuple[Condition, ...]:
    """What the columns of a listing must be; the same objects for the same search, so that their SQL is put together once."""
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
    return tuple(conditions)


def _any_bit(column: Any, mask: int) -> Condition:
    condition: Condition = column.bitwise_and(mask) != 0
    return condition


def _skill_ids(search: Search) -> list[Any] | None:
    """The ids of the skills asked for; unknown ones are left out. None when none was asked for."""
    if not search.skills:
        return None
    return list(db.session.scalars(sa.select(Skill.id).where(Skill.slug.in_(search.skills))))


def _members(skills: list[Any] | None, words: list[str]) -> list[Condition]:
    """What is kept beside the listings, looked up for a single row."""
    conditions = [contains(db.session(), Listing.words, word) for word in words]
    if skills is not None:
        having = sa.select(ListingSkill.listing_id).where(ListingSkill.skill_id.in_(skills))
        conditions.append(having.where(ListingSkill.listing_id == Listing.id).exists())
    return conditions


def _matching(columns: Sequence[Condition], skills: list[Any] | None, users: Any) -> sa.Select[Any]:
    """The keys of all that match, beginning where fewest are: with the `users` of the words, if any are asked for."""
    if users is not None:
        start, columns = users, [*columns, *_members(skills, [])]
    elif skills is not None:
        start = sa.select(ListingSkill.listing_id).where(ListingSkill.skill_id.in_(skills)).distinct()
    else:
        return sa.select(Listing.id).where(*columns)
    if columns:
        start = start.join(Listing, Listing.id == start.selected_columns[0]).where(*columns)
    return start


def _rows(conditions: Sequence[Condition], sort: str, *, offset: int, backwards: bool = False) -> list[Any]:
    """(id, card, what it is sorted by) of a page and the row after it, best first; `backwards` counts off from the worst."""
    return list(rows(_page(tuple(conditions), sort, backwards=backwards), most=PAGE_SIZE + 1, after=offset))


@lru_cache(SEARCHES)
def _page(conditions: tuple[Condition, ...], sort: str, *, backwards: bool) -> sa.Select[Any]:
    column = ORDERS[sort][0]
    order = [column.asc(), Listing.id.asc()] if backwards else [column.desc(), Listing.id.desc()]
    chosen = sa.select(Listing.id).where(*conditions).order_by(*order)
    page = chosen.limit(sa.bindparam("most")).offset(sa.bindparam("after")).subquery()
    select = sa.select(Listing.id, Listing.card, column).join(page, page.c.id == Listing.id)
    return select.order_by(column.desc(), Listing.id.desc())


def featured(limit: int) -> list[dict[str, Any]]:
    """Cards of featured creators, best score first, then the best of the rest."""
    order = (Listing.featured.desc(), Listing.score.desc(), Listing.id.desc())
    return list(db.session.scalars(sa.select(Listing.card).order_by(*order).limit(limit)))


def total() -> int:
    """How many creators are listed."""
    return int(facets()["total"])


def facets() -> dict[str, Any]:
    """How many listed creators there are, and each kind, category and availability has: {total, kinds, categories,
    availability}."""
    if "facets" not in g:
        g.facets = cache.remember("facets", ("marketplace",), FACET_SECONDS, _facets)
    found: dict[str, Any] = g.facets
    return found


def _facets() -> dict[str, Any]:
    numbers = dict(map(tuple, rows(sa.select(ListingCount.name, ListingCount.number))))
    return {
        "total": numbers.get("all", 0),
        "kinds": {kind: numbers.get(f"kind {kind.value}", 0) for kind in KIND_BITS},
        "categories": {one: numbers.get(f"category {one.value}", 0) for one in CATEGORY_BITS},
        "availability": {state: numbers.get(f"availability {state.value}", 0) for state in AVAILABILITY_BITS},
    }


def top_skills() -> list[tuple[str, str, int]]:
    """(slug, name, count) of the commonest skills, most used first."""
    if "top_skills" not in g:
        g.top_skills = cache.remember("top-skills", ("marketplace",), FACET_SECONDS, _top_skills)
    found: list[tuple[str, str, int]] = g.top_skills
    return found


def _top_skills() -> list[tuple[str, str, int]]:
    return [(row.slug, row.name, row.number) for row in rows(_counted_skills().limit(TOP_SKILLS))]


def _counted_skills() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Skill.slug, Skill.name, SkillCount.number)
        .join(SkillCount, SkillCount.skill_id == Skill.id)
        .where(SkillCount.number > 0)
        .order_by(SkillCount.number.desc(), Skill.slug)
    )


def skill_choices(chosen: tuple[str, ...]) -> list[tuple[str, str, int]]:
    """(slug, name, count) of the commonest skills and of the chosen ones, most used first."""
    top = top_skills()
    rest = set(chosen) - {slug for slug, _name, _number in top}
    if not rest:
        return top
    if "rare_skills" not in g:  # asked for by the filters and by the line above the cards
        g.rare_skills = rows(_counted_skills().where(Skill.slug.in_(rest)))
    return [*top, *((row.slug, row.name, row.number) for row in g.rare_skills)]
