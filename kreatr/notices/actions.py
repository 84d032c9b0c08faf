"""Telling people something, and their having read it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel import clock, events
from kreatr.kernel.db import action, db
from kreatr.notices import queries
from kreatr.notices.events import Told
from kreatr.notices.models import Notice, NoticeChoice

KEPT = timedelta(days=180)


@action
def tell(user_id: uuid.UUID, kind: str, url: str, key: object, **values: str | int) -> None:
    """Leaves a line for a person, unless they do not want this kind. The same `key` again changes nothing.

    `kind` is a `NoticeKind.key`, `url` a path of the house, `values` fill the places of the kind's text. Whoever tells it in
    other ways follows `Told`; without a line in the house the same news may come again there, with the same key.
    """
    chosen = db.session.get(NoticeChoice, (user_id, kind))
    told = db.session.scalar(sa.select(Notice.id).where(Notice.key == f"{kind}:{key}"))
    if told is None and (chosen is None or chosen.in_app):
        db.session.add(Notice(user_id=user_id, kind=kind, url=url, key=f"{kind}:{key}", values=values))
    if told is None:
        events.record(Told(user_id, kind, url, f"{kind}:{key}"))


@action
def read(viewer: User, notice_id: uuid.UUID) -> Notice:
    """Marks one of the viewer's notices as read. Raises NotFound."""
    notice = queries.find(viewer, notice_id)
    notice.read_at = notice.read_at or clock.now()
    return notice


@action
def read_all(viewer: User) -> None:
    """Marks all of the viewer's notices as read."""
    unread = Notice.user_id == viewer.id, Notice.read_at.is_(None)
    db.session.execute(sa.update(Notice).where(*unread).values(read_at=clock.now()))


@action
def choose(viewer: User, wanted: dict[str, tuple[bool, bool]]) -> None:
    """Keeps what the viewer wants: by kind, whether in the house and whether by mail."""
    for kind, (in_app, by_mail) in sorted(wanted.items()):
        db.session.merge(NoticeChoice(user_id=viewer.id, kind=kind, in_app=in_app, by_mail=by_mail))


@action
def forget_old() -> int:
    """Forgets what people were told half a year ago; returns how many lines."""
    gone = db.session.execute(sa.delete(Notice).where(Notice.created_at < clock.now() - KEPT))
    return int(gone.rowcount)  # type: ignore[attr-defined]
