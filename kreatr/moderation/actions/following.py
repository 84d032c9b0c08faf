"""Projections: the queue follows what waits, in the transaction that makes it wait or ends it."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.inquiries.events import InquiryHeld, InquiryReceived
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import cache
from kreatr.kernel.db import db
from kreatr.moderation.actions import cases
from kreatr.moderation.events import ActRecorded
from kreatr.moderation.models import Case, CaseKind, Outcome, SubjectKind
from kreatr.portfolio.events import ItemChanged, ItemDecided, ItemSubmitted
from kreatr.portfolio.models import Item, ModerationStatus
from kreatr.portfolio.queries import waiting
from kreatr.uploads.events import UploadFinished
from kreatr.uploads.models import Upload, UploadState


def follow_item(event: ItemChanged | ItemSubmitted | ItemDecided) -> None:
    """A new work or the revision of one waits; what was decided, taken away or taken back does not any more."""
    whole = joinedload(Item.creator).joinedload(Creator.user)
    item = db.session.get(Item, event.item_id, options=[whole])
    revision = waiting.revision(event.item_id) if item else None
    waits = item is not None and (item.status is ModerationStatus.PENDING or revision is not None)
    if item is None or not waits:
        _close(CaseKind.WORK, event.item_id)
        return
    title = str(revision.content["title"]) if revision else item.title
    case = cases.open_case(
        CaseKind.WORK,
        SubjectKind.ITEM,
        item.id,
        person=item.creator.user,
        title=title,
        revision=revision is not None,
        version=(revision or item).version,
    )
    case.opened_at = (revision or item).submitted_at or case.opened_at


def follow_inquiry(event: InquiryHeld | InquiryReceived) -> None:
    """A held message waits until it is on its way. It is about who wrote it: its creator does not know of it yet."""
    if isinstance(event, InquiryReceived) and not event.released:
        return  # it never waited
    inquiry = db.session.get_one(Inquiry, event.inquiry_id)
    if not inquiry.waits:
        _close(CaseKind.MESSAGE, inquiry.id)
        return
    case = cases.open_case(
        CaseKind.MESSAGE,
        SubjectKind.INQUIRY,
        inquiry.id,
        person=db.session.get(User, inquiry.sender_id) if inquiry.sender_id else None,
        title=inquiry.subject,
        signs={"held": inquiry.held_reason},
    )
    case.opened_at = inquiry.created_at


def follow_upload(event: UploadFinished) -> None:
    """A picture that a scanner held waits until somebody looked at it."""
    upload = db.session.get_one(Upload, event.upload_id, options=[joinedload(Upload.owner)])
    if upload.state is not UploadState.HELD:
        _close(CaseKind.PICTURE, upload.id)
        return
    cases.open_case(
        CaseKind.PICTURE,
        SubjectKind.UPLOAD,
        upload.id,
        person=upload.owner,
        title=upload.owner.username,
        signs={"held": upload.held_reason},
    )


def renew_log(_event: ActRecorded) -> None:
    """The public log is built anew."""
    cache.bump("moderation-log")


def _close(kind: CaseKind, subject_id: uuid.UUID) -> None:
    """Whoever decides closes the case afterwards with what was decided; this is for what went away by itself."""
    case = db.session.scalar(
        sa.select(Case).where(Case.kind == kind, Case.subject_id == subject_id, Case.closed_at.is_(None))
    )
    if case is not None:
        cases.close(case, Outcome.GONE, None)
