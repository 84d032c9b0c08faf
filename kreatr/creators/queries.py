"""Reading profiles."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.pictures import Picture

# Whom visitors see: public profiles of accounts that are not suspended (A5).
SEEN = (Creator.is_public, Creator.user.has(User.is_active))


def shown(viewer: User | None, username: str) -> Creator:
    """A profile the viewer may see: public ones, and one's own. Raises NotFound "Creator not found"."""
    creator = db.session.scalar(
        sa.select(Creator)
        .join(Creator.user)
        .where(Creator.username == username.lower(), User.is_active)
        .options(
            joinedload(Creator.avatar),
            joinedload(Creator.banner),
            selectinload(Creator.skill_links),
            selectinload(Creator.kind_links),
        )
    )
    if creator is None or not (creator.is_public or _owns(viewer, creator)):
        raise NotFound(_("Creator not found"))
    return creator


def of(viewer: User) -> Creator | None:
    """The viewer's own profile, if there is one."""
    return db.session.scalar(sa.select(Creator).where(Creator.user_id == viewer.id))


def face(viewer: User) -> dict[str, Any]:
    """How the house shows the viewer to themself: {name, pic}."""
    row = db.session.execute(
        sa.select(Creator.display_name, Picture)
        .outerjoin(Picture, Picture.id == Creator.avatar_id)
        .where(Creator.user_id == viewer.id)
    ).first()
    if row is None:
        return {"name": viewer.username, "pic": None}
    return {"name": row.display_name, "pic": row.Picture.brief() if row.Picture else None}


def uses(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of ids of pictures, those that are somebody's avatar or banner."""
    worn = sa.select(Creator.avatar_id, Creator.banner_id)
    rows = db.session.execute(worn.where(Creator.avatar_id.in_(ids) | Creator.banner_id.in_(ids)))
    return {id_ for row in rows for id_ in row} & set(ids)


def sees(viewer: User, picture_id: uuid.UUID) -> bool:
    """Whether a picture is the viewer's own avatar or banner."""
    worn = (Creator.avatar_id == picture_id) | (Creator.banner_id == picture_id)
    return bool(db.session.scalar(sa.select(sa.exists().where(Creator.user_id == viewer.id, worn))))


def _owns(viewer: Any, creator: Creator) -> bool:
    return viewer is not None and creator.user_id == viewer.id
