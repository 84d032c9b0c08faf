"""Pictures of other people that look like those of a case."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from kreatr.creators.models import Creator
from kreatr.kernel import prints
from kreatr.kernel.db import db
from kreatr.kernel.pictures import Picture, PicturePrint
from kreatr.moderation.models import Case, CaseKind, SubjectKind
from kreatr.portfolio.models import Item, ItemImage
from kreatr.portfolio.queries import waiting
from kreatr.uploads.models import Upload

MOST = 3  # works that are named
CANDIDATES = 500  # pictures that share a band; more would be one drawing of everybody's


def of(case: Case) -> list[uuid.UUID]:
    """The finished pictures that a case is about; of a revision, those that it would show."""
    if case.subject_kind is SubjectKind.UPLOAD:
        upload = db.session.get(Upload, case.subject_id)
        return [upload.picture_id] if upload and upload.picture_id else []
    if case.subject_kind is not SubjectKind.ITEM:
        return []
    revision = waiting.revision(case.subject_id) if case.kind is CaseKind.WORK else None
    if revision is None:
        hung = sa.select(ItemImage.picture_id).where(ItemImage.item_id == case.subject_id)
        return [id_ for id_ in db.session.scalars(hung) if id_ is not None]
    ids = [uuid.UUID(str(one["id"])) for one in revision.content.get("images", [])]
    sent = sa.select(Upload.picture_id).where(Upload.id.in_(ids), Upload.picture_id.is_not(None))
    kept = sa.select(Picture.id).where(Picture.id.in_(ids))
    return [id_ for id_ in db.session.scalars(sa.union(sent, kept)) if id_ is not None]


def elsewhere(picture_ids: Collection[uuid.UUID], person_id: uuid.UUID) -> list[dict[str, Any]]:
    """Works of others that show the same or nearly the same pictures, the most alike first: {item, title, by, case}, at most three.

    `case` is the one that is open about that work, if there is one.
    """
    near = _near(picture_ids)
    shows = (
        sa.select(Item.id, Item.title, Creator.username, ItemImage.picture_id, Case.id.label("case"))
        .join(ItemImage, ItemImage.item_id == Item.id)
        .join(Creator, Creator.id == Item.creator_id)
        .outerjoin(
            Case,
            sa.and_(Case.subject_id == Item.id, Case.kind == CaseKind.WORK, Case.closed_at.is_(None)),
        )
        .where(ItemImage.picture_id.in_(near), Creator.user_id != person_id)
    )
    rows = db.session.execute(shows).all() if near else []
    found: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: (near[row.picture_id], row.id)):
        case = str(row.case) if row.case else None
        found.setdefault(
            str(row.id), {"item": str(row.id), "title": row.title, "by": row.username, "case": case}
        )
    return list(found.values())[:MOST]


def _near(picture_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """These pictures and those that look like them, with the bits in which their prints differ."""
    near = dict.fromkeys(picture_ids, 0)
    for print_ in _bands(picture_ids).values():
        shares = [
            sa.and_(PicturePrint.band == band, PicturePrint.value.in_(prints.neighbours(value)))
            for band, value in enumerate(print_)
        ]
        alike = sa.select(PicturePrint.picture_id).where(sa.or_(*shares)).distinct().limit(CANDIDATES)
        for id_, other in _bands(list(db.session.scalars(alike))).items():
            bits = prints.distance(print_, other)
            if bits <= prints.NEAR:
                near[id_] = min(bits, near.get(id_, bits))
    return near


def _bands(picture_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[int]]:
    rows = sa.select(PicturePrint).where(PicturePrint.picture_id.in_(picture_ids)).order_by(PicturePrint.band)
    bands: dict[uuid.UUID, list[int]] = defaultdict(list)
    for row in db.session.scalars(rows):
        bands[row.picture_id].append(row.value)
    return bands
