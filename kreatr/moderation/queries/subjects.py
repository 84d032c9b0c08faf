"""What a case is about, with everything that somebody who decides must see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from kreatr.creators.models import Creator
from kreatr.inquiries.models import Inquiry
from kreatr.kernel.db import db
from kreatr.kernel.pictures import Picture
from kreatr.moderation.models import Case, SubjectKind
from kreatr.moderation.queries.changes import Change, changes
from kreatr.portfolio.models import Draft, Item, ItemImage
from kreatr.portfolio.queries import waiting
from kreatr.reviews.models import Review
from kreatr.uploads.models import Upload


class Shot(NamedTuple):
    """A picture of what a case is about. `state` is "new" or "gone" for what a revision changes, "making" while it is not made."""

    picture: Picture | None
    alt: str
    state: str = ""


@dataclass(frozen=True)
class Subject:
    """What a case is about; what it is not, is None. `profile` is that of whom it is about, or who gets the message.

    Of a revision `changes` are the fields that differ, and `shots` the pictures that come, stay or go.
    """

    item: Item | None = None
    review: Review | None = None
    inquiry: Inquiry | None = None
    upload: Upload | None = None
    profile: Creator | None = None
    shots: list[Shot] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def there(self) -> bool:
        """Whether it still exists."""
        return any((self.item, self.review, self.inquiry, self.upload, self.profile))


WITH_FACE = joinedload(Creator.avatar)


def of(case: Case) -> Subject:
    """What the case is about."""
    about = {
        SubjectKind.ITEM: _item,
        SubjectKind.REVIEW: _review,
        SubjectKind.INQUIRY: _inquiry,
        SubjectKind.UPLOAD: _upload,
    }
    return about.get(case.subject_kind, _profile)(case)


def _item(case: Case) -> Subject:
    select = (
        sa.select(Item)
        .join(Item.creator)
        .where(Item.id == case.subject_id)
        .options(
            contains_eager(Item.creator).options(WITH_FACE),
            joinedload(Item.images).joinedload(ItemImage.upload),
            selectinload(Item.tags),
        )
    )
    item = db.session.scalars(select).unique().one_or_none()
    if item is None:
        return Subject(profile=_of_person(case.person_id))
    draft = waiting.revision(item.id) if case.revision and case.open else None
    if draft is None:
        return Subject(item=item, profile=item.creator, shots=[_shot(image) for image in item.images])
    return Subject(
        item=item,
        profile=item.creator,
        shots=_changed_shots(item, draft),
        changes=changes(item.content, draft.content),
    )


def _shot(image: ItemImage, state: str = "") -> Shot:
    return Shot(image.picture, image.alt, state if image.picture else "making")


def _changed_shots(item: Item, draft: Draft) -> list[Shot]:
    """The pictures as they would hang, then those that would be taken down."""
    hung = {image.key: image for image in item.images}
    wanted = {str(one["id"]): str(one.get("alt", "")) for one in draft.content.get("images", [])}
    sent = [uuid.UUID(key) for key in wanted if key not in hung]
    select = sa.select(Upload).where(Upload.id.in_(sent), Upload.owner_id == item.creator.user_id)
    uploads = {str(one.id): one for one in db.session.scalars(select)} if sent else {}
    shots = []
    for key, alt in wanted.items():
        if key in hung:
            shots.append(Shot(hung[key].picture, alt, "" if hung[key].alt == alt else "words"))
        elif key in uploads:
            picture = uploads[key].picture
            shots.append(Shot(picture, alt, "new" if picture else "making"))
    return shots + [_shot(image, "gone") for key, image in hung.items() if key not in wanted]


def _review(case: Case) -> Subject:
    whole = (joinedload(Review.creator).options(WITH_FACE), joinedload(Review.reviewer))
    review = db.session.get(Review, case.subject_id, options=whole)
    return Subject(review=review, profile=review.creator if review else None)


def _inquiry(case: Case) -> Subject:
    whole = (joinedload(Inquiry.creator).options(WITH_FACE),)
    inquiry = db.session.get(Inquiry, case.subject_id, options=whole)
    return Subject(inquiry=inquiry, profile=inquiry.creator if inquiry else None)


def _upload(case: Case) -> Subject:
    upload = db.session.get(Upload, case.subject_id, options=[joinedload(Upload.owner)])
    shots = [Shot(upload.picture, "", "" if upload.picture else "making")] if upload else []
    return Subject(upload=upload, shots=shots, profile=_of_person(case.person_id))


def _profile(case: Case) -> Subject:
    whole = (WITH_FACE, joinedload(Creator.banner))
    where = Creator.id == case.subject_id
    if case.subject_kind is SubjectKind.USER:
        where = Creator.user_id == case.subject_id
    creator = db.session.scalar(sa.select(Creator).where(where).options(*whole))
    worn = (creator.avatar, creator.banner) if creator else ()
    return Subject(profile=creator, shots=[Shot(picture, "") for picture in worn if picture])


def _of_person(user_id: uuid.UUID | None) -> Creator | None:
    return db.session.scalar(sa.select(Creator).where(Creator.user_id == user_id).options(WITH_FACE))
