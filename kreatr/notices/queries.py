"""What people were told, and what they want to be told."""

from __future__ import annotations

import uuid
from typing import Any, NamedTuple

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.manifest import NoticeKind
from kreatr.kernel.shell import notice_kinds
from kreatr.notices.models import Notice, NoticeChoice

PAGE = 25


class Page(NamedTuple):
    """Some notices, newest first; `next` is the id to go on before, or None at the end."""

    rows: list[Notice]
    next: uuid.UUID | None


class Wish(NamedTuple):
    """What somebody wants of one kind; `by_mail` is None where there is no letter."""

    kind: NoticeKind
    in_app: bool
    by_mail: bool | None


def page(viewer: User, before: uuid.UUID | None = None, limit: int = PAGE) -> Page:
    """The viewer's notices. Their ids grow with time, so `before` continues an earlier page."""
    select = sa.select(Notice).where(Notice.user_id == viewer.id)
    if before is not None:
        select = select.where(Notice.id < before)
    rows = list(db.session.scalars(select.order_by(Notice.id.desc()).limit(limit + 1)))
    return Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def unread(viewer: User) -> int:
    """How many notices wait unread."""
    select = sa.select(sa.func.count(Notice.id)).where(Notice.user_id == viewer.id, Notice.read_at.is_(None))
    return db.session.scalar(select) or 0


def find(viewer: User, notice_id: uuid.UUID) -> Notice:
    """One of the viewer's notices. Raises NotFound for anybody else's."""
    found = db.session.scalar(sa.select(Notice).where(Notice.id == notice_id, Notice.user_id == viewer.id))
    if found is None:
        raise NotFound
    return found


def wishes(viewer: User) -> list[Wish]:
    """What the viewer wants of each kind that may come to them."""
    rows = db.session.scalars(sa.select(NoticeChoice).where(NoticeChoice.user_id == viewer.id))
    chosen = {row.kind: row for row in rows}
    kinds = [kind for kind in notice_kinds().values() if kind.may is None or kind.may(viewer)]
    return [_wish(kind, chosen.get(kind.key)) for kind in kinds]


def wants_mail(user_id: uuid.UUID, kind: str) -> bool:
    """Whether a person wants letters of a kind: as they chose, else as the kind says."""
    known = notice_kinds().get(kind)
    if known is None:
        chosen: Any = db.session.get(NoticeChoice, (user_id, kind))
        return chosen is None or chosen.by_mail
    return bool(_wish(known, db.session.get(NoticeChoice, (user_id, kind))).by_mail)


def _wish(kind: NoticeKind, chosen: NoticeChoice | None) -> Wish:
    if chosen is None:
        return Wish(kind, True, kind.mail)
    return Wish(kind, chosen.in_app, None if kind.mail is None else chosen.by_mail)


def belongings(person: User) -> dict[str, Any]:
    """What somebody was told, and how they want to be told."""
    told = sa.select(Notice.kind, Notice.values, Notice.url, Notice.created_at, Notice.read_at)
    wishes = sa.select(NoticeChoice.kind, NoticeChoice.in_app, NoticeChoice.by_mail)
    return {
        "notices": told.where(Notice.user_id == person.id).order_by(Notice.id),
        "notice_choices": wishes.where(NoticeChoice.user_id == person.id),
    }
