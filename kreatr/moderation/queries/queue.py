"""The queue: what waits, the longest first. Whatever its length, a page costs the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kreatr.accounts.access import may_administer
from kreatr.accounts.models import User
from kreatr.kernel import clock, paging, search
from kreatr.kernel.db import db
from kreatr.moderation.models import Act, Case, CaseKind, SubjectKind
from kreatr.moderation.queries import thumbs
from kreatr.moderation.queries.thumbs import Thumb

PAGE = 25
BESIDE = 8  # cases that stand beside an open one
MOST_WORDS = 6  # of a search
COUNTED = 500  # more are not counted: nobody works off the difference today
TABS: dict[str, tuple[CaseKind, ...]] = {
    "works": (CaseKind.WORK, CaseKind.PICTURE),
    "reports": (CaseKind.REPORT,),
    "appeals": (CaseKind.APPEAL, CaseKind.BAN),
    "messages": (CaseKind.MESSAGE,),
}
place_of = sa.tuple_(Case.opened_at, Case.id)
KINDS = {kind: tab for tab, kinds in TABS.items() for kind in kinds}


@dataclass(frozen=True)
class Row:
    """A line of the queue. `by` is who works on it right now, if that is somebody else."""

    case: Case
    username: str
    thumb: Thumb | None
    by: str


class Page(NamedTuple):
    """Some of what waits; `next` is the mark to go on after, or None at the end."""

    rows: list[Row]
    next: str | None


def allowed(viewer: User) -> list[sa.ColumnElement[bool]]:
    """What somebody may decide on: accounts are the administrators' alone."""
    return [] if may_administer(viewer) else [Case.subject_kind != SubjectKind.USER]


def waiting(viewer: User, tab: str, q: str = "", after: str = "", limit: int = PAGE) -> Page:
    """What waits under a tab, the longest first, whose title and username hold every word of `q`."""
    cases = _cases(_first(viewer, tab, _holding(q), paging.place(after), limit + 1))
    shown = cases[:limit]
    mark = paging.mark(shown[-1].opened_at, shown[-1].id) if len(cases) > limit else None
    return Page(_rows(viewer, shown), mark)


class Beside(NamedTuple):
    """An open case in the line of its tab, with the one before it (`previous`, if there is one) and those behind it."""

    previous: uuid.UUID | None
    rows: list[Row]


def beside(viewer: User, case: Case, limit: int = BESIDE) -> Beside:
    """An open case and those that wait behind it under its tab."""
    tab, here = KINDS[case.kind], paging.literal((case.opened_at, case.id))
    last = _first(viewer, tab, [place_of < here], None, 1, backwards=True).subquery()
    from_here = _first(viewer, tab, [place_of >= here], None, limit).subquery()
    rows = _rows(viewer, _cases(sa.union_all(sa.select(last.c.id), sa.select(from_here.c.id))))
    first = bool(rows) and rows[0].case.id != case.id and rows[0].case.opened_at <= case.opened_at
    return Beside(rows[0].case.id if first else None, rows)


def free(viewer: User, tab: str, after: Case | None = None, limit: int = 5) -> list[uuid.UUID]:
    """Cases under a tab that nobody else works on and that the viewer may decide, the longest waiting first; from behind
    `after` if there are any."""
    nobodys = Case.claimed_until.is_(None) | (Case.claimed_until <= clock.now())
    did = sa.select(Act.id).where(Act.id == Case.act_id, Act.actor_id == viewer.id).exists()
    others = Case.person_id.is_(None) | (Case.person_id != viewer.id)
    open_: list[Any] = [nobodys | (Case.claimed_by_id == viewer.id), Case.act_id.is_(None) | ~did, others]
    if after is not None:
        open_.append(Case.id != after.id)
        place = (after.opened_at, after.id)
        if behind := list(db.session.scalars(_first(viewer, tab, open_, place, limit))):
            return behind
    return list(db.session.scalars(_first(viewer, tab, open_, None, limit)))


def counts(viewer: User) -> dict[str, int]:
    """How many cases wait under each tab; COUNTED stands for as many and more."""
    one = {
        kind: sa.select(Case.id)
        .where(Case.kind == kind, Case.closed_at.is_(None), *allowed(viewer))
        .limit(COUNTED)
        .subquery()
        for kind in CaseKind
    }
    sums = [
        sum(
            (sa.select(sa.func.count()).select_from(one[kind]).scalar_subquery() for kind in kinds),
            start=sa.literal(0),
        ).label(tab)
        for tab, kinds in TABS.items()
    ]
    row = db.session.execute(sa.select(*sums)).one()
    return {tab: min(COUNTED, number) for tab, number in row._mapping.items()}


def open_cases(viewer: User) -> int:
    """How many cases wait for somebody like the viewer, counted up to a hundred."""
    some = sa.select(Case.id).where(Case.closed_at.is_(None), *allowed(viewer)).limit(100).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def _holding(q: str) -> list[sa.ColumnElement[bool]]:
    words = dict.fromkeys(search.plain(q).split()[:MOST_WORDS])
    return [Case.words.contains(word, autoescape=True) for word in words]


def _first(
    viewer: User,
    tab: str,
    where: Sequence[Any],
    after: paging.Place | None,
    limit: int,
    backwards: bool = False,
) -> sa.Select[Any]:
    """The ids of what waits first (`backwards`: last). Each kind is read from its own end of the index, so that only a few rows are
    sorted."""
    conditions = [Case.closed_at.is_(None), *allowed(viewer), *where]
    if after is not None:
        conditions.append(place_of > paging.literal(after))
    parts = []
    for kind in TABS[tab]:
        part = sa.select(Case.opened_at, Case.id).where(Case.kind == kind, *conditions)
        ordered = part.order_by(*_order(Case, backwards)).limit(limit).subquery()
        parts.append(sa.select(ordered.c.opened_at, ordered.c.id))
    found = sa.union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery()
    return sa.select(found.c.id).order_by(*_order(found.c, backwards)).limit(limit)


def _order(of: Any, backwards: bool) -> list[Any]:
    columns = (of.opened_at, of.id)
    return [column.desc() for column in columns] if backwards else list(columns)


def _cases(ids: Any) -> list[Case]:
    names = [
        joinedload(Case.person).load_only(User.username),
        joinedload(Case.claimed_by).load_only(User.username),
    ]
    select = sa.select(Case).where(Case.id.in_(ids)).options(*names)
    return list(db.session.scalars(select.order_by(Case.opened_at, Case.id)))


def _rows(viewer: User, cases: list[Case]) -> list[Row]:
    found, moment = thumbs.of(cases), clock.now()
    return [
        Row(
            case,
            case.person.username if case.person else "",
            found.get(case.subject_id),
            _worker(viewer, case, moment),
        )
        for case in cases
    ]


def _worker(viewer: User, case: Case, moment: datetime) -> str:
    busy = case.claimed_by_other(viewer, moment)
    return case.claimed_by.username if busy and case.claimed_by else ""
