"""The pictures of cases: what stands for them before they are loaded, and that moderators may load them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa

from kreatr.accounts.access import may_moderate
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.kernel.pictures import Picture
from kreatr.moderation.models import Case, SubjectKind
from kreatr.portfolio.models import Item, ItemImage
from kreatr.uploads.models import Upload


class Thumb(NamedTuple):
    """The colours of a picture and of its thirds, as `Picture` keeps them."""

    color: str
    placeholder: str


def of(cases: Iterable[Case]) -> dict[uuid.UUID, Thumb]:
    """The first picture of each work or upload that a case is about, by its id; in one query."""
    items = [case.subject_id for case in cases if case.subject_kind is SubjectKind.ITEM]
    uploads = [case.subject_id for case in cases if case.subject_kind is SubjectKind.UPLOAD]
    parts: list[Any] = []
    if items:
        parts.append(
            sa.select(ItemImage.item_id, Picture.color, Picture.placeholder, ItemImage.position)
            .join(Picture, Picture.id == ItemImage.picture_id)
            .where(ItemImage.item_id.in_(items))
        )
    if uploads:
        parts.append(
            sa.select(Upload.id, Picture.color, Picture.placeholder, sa.literal(0))
            .join(Picture, Picture.id == Upload.picture_id)
            .where(Upload.id.in_(uploads))
        )
    if not parts:
        return {}
    rows = sorted(db.session.execute(sa.union_all(*parts)), key=lambda row: -row[3])
    return {row[0]: Thumb(row[1], row[2]) for row in rows}


def sees(viewer: Any, picture_id: uuid.UUID) -> bool:
    """Whether a picture belongs to what a case is about, and the viewer is one of those who decide.

    The pictures of a revision hang nowhere yet: they are among the uploads of whom the case is about.
    """
    if not may_moderate(viewer):
        return False
    hung = (
        sa.select(ItemImage.id)
        .join(Item, Item.id == ItemImage.item_id)
        .join(Case, Case.subject_id == Item.id)
        .where(ItemImage.picture_id == picture_id)
    )
    sent = (
        sa.select(Upload.id)
        .join(Case, Case.person_id == Upload.owner_id)
        .where(Upload.picture_id == picture_id, Case.closed_at.is_(None))
    )
    worn = (
        sa.select(Creator.id)
        .join(Case, Case.person_id == Creator.user_id)
        .where((Creator.avatar_id == picture_id) | (Creator.banner_id == picture_id))
    )
    return bool(db.session.scalar(sa.select(sa.or_(hung.exists(), sent.exists(), worn.exists()))))
