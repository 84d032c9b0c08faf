"""Telling people something."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.kernel.db import action, db
from kreatr.notices.models import Notice, NoticeChoice


@action
def tell(user_id: uuid.UUID, kind: str, url: str, key: object, **values: str | int) -> None:
    """Leaves a line for a person, unless they do not want this kind. The same `key` again changes nothing.

    `kind` is a `NoticeKind.key`, `url` a path of the house, `values` fill the places of the kind's text.
    """
    chosen = db.session.get(NoticeChoice, (user_id, kind))
    told = db.session.scalar(sa.select(Notice.id).where(Notice.key == f"{kind}:{key}"))
    if told is None and (chosen is None or chosen.in_app):
        db.session.add(Notice(user_id=user_id, kind=kind, url=url, key=f"{kind}:{key}", values=values))
