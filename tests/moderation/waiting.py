"""Cases for tests: works that wait, revisions, held messages, and many of them at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.inquiries.events import InquiryHeld
from kreatr.kernel import clock, events, search
from kreatr.kernel.db import db, unit, uuid7
from kreatr.moderation.models import Case, CaseKind, SubjectKind
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Draft, DraftState, Item, ItemImage, ModerationStatus
from kreatr.uploads.models import Purpose, Upload, UploadState
from tests.pictures import make_picture
from tests.world import make_inquiry, make_item

PATH = "/admin/marketplace/moderation"


def open_case(subject_id: Any) -> Case:
    """The open case about something."""
    select = sa.select(Case).where(Case.subject_id == subject_id, Case.closed_at.is_(None))
    return db.session.scalars(select.execution_options(populate_existing=True)).one()


def make_waiting(creator: Creator, title: str, hours: float = 1, **fields: Any) -> Case:
    """A new work that has waited for so long."""
    since = clock.now() - timedelta(hours=hours)
    item = make_item(creator, title, status=ModerationStatus.PENDING, submitted_at=since, **fields)
    return open_case(item.id)


def make_revision(item: Item, owner: User, **changed: Any) -> Case:
    """A revision of a shown work that waits, with these fields changed."""
    with unit() as session:
        content = {**item.content, **changed}
        draft = Draft(
            creator_id=item.creator_id,
            item_id=item.id,
            content=content,
            state=DraftState.SUBMITTED,
            submitted_at=clock.now() - timedelta(minutes=30),
        )
        session.add(draft)
        session.flush()
        events.record(ItemChanged(item.creator_id, item.id))
    return open_case(item.id)


def make_upload(owner: User, color: str = "#345678") -> Upload:
    """A picture that somebody sent and that is made."""
    picture = make_picture(color)
    with unit() as session:
        upload = Upload(
            owner_id=owner.id,
            purpose=Purpose.WORK,
            state=UploadState.READY,
            bytes=9000,
            digest="0" * 64,
            picture_id=picture.id,
        )
        session.add(upload)
        session.flush()
    return upload


def make_held(creator: Creator, **fields: Any) -> Case:
    """A message that is held before the creator gets it."""
    inquiry = make_inquiry(creator, held_reason="origin", **fields)
    with unit():
        events.record(InquiryHeld(inquiry.id))
    return open_case(inquiry.id)


def make_many(creator: Creator, number: int) -> None:
    """Waiting works by the thousand, written at once: each with its picture and its case."""
    picture, now = make_picture(), clock.now()
    titles = [f"Karya menunggu nomor {n}" for n in range(number)]
    items = [
        {
            "id": uuid7(),
            "creator_id": creator.id,
            "slug": f"menunggu-{n}",
            "title": title,
            "description": "Dibuat untuk pameran kecil.",
            "category": "AI_CONTENT",
            "status": "PENDING",
            "submitted_at": now - timedelta(seconds=number - n),
        }
        for n, title in enumerate(titles)
    ]
    with unit() as session:
        session.execute(sa.insert(Item), items)
        images = [{"item_id": one["id"], "picture_id": picture.id, "position": 0} for one in items]
        session.execute(sa.insert(ItemImage), images)
        cases = [
            {
                "kind": CaseKind.WORK,
                "subject_kind": SubjectKind.ITEM,
                "subject_id": one["id"],
                "person_id": creator.user_id,
                "title": one["title"],
                "words": search.plain(f"{one['title']} {creator.username}"),
                "version": 0,
                "signs": {},
                "opened_at": one["submitted_at"],
            }
            for one in items
        ]
        session.execute(sa.insert(Case), cases)
