"""Answers at hand: what a creator writes again and again."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.creators import queries as creators
from kreatr.inquiries import queries
from kreatr.inquiries.models import ReplyTemplate
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict, NotFound

MOST_TEMPLATES = 20


@action
def add_template(viewer: User, title: str, body: str) -> ReplyTemplate:
    """Keeps an answer for the viewer. Raises NotFound without a profile, Conflict when there are twenty."""
    creator = creators.of(viewer)
    if creator is None:
        raise NotFound
    lock(db.session(), "reply-templates", str(creator.id))
    mine = sa.select(sa.func.count(ReplyTemplate.id)).where(ReplyTemplate.creator_id == creator.id)
    if (db.session.scalar(mine) or 0) >= MOST_TEMPLATES:
        raise Conflict(_("You keep %(most)s templates already. Remove one first.", most=MOST_TEMPLATES))
    template = ReplyTemplate(creator_id=creator.id, title=title, body=body)
    db.session.add(template)
    return template


@action
def change_template(viewer: User, template_id: uuid.UUID, title: str, body: str) -> ReplyTemplate:
    """Other words for one of the viewer's templates. Raises NotFound."""
    template = queries.template(viewer, template_id)
    template.title, template.body = title, body
    return template


@action
def remove_template(viewer: User, template_id: uuid.UUID) -> None:
    """Takes one of the viewer's templates away. Raises NotFound."""
    db.session.delete(queries.template(viewer, template_id))
