"""The conversation after an inquiry: reading, answering, writing again, putting away."""

from __future__ import annotations

import statistics
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.creators.events import CreatorChanged
from kreatr.creators.models import Creator
from kreatr.inquiries import queries
from kreatr.inquiries.actions.sending import submission_key
from kreatr.inquiries.events import InquiryAnswered, InquiryContinued
from kreatr.inquiries.models import Author, Inquiry, InquiryMessage, InquiryStatus
from kreatr.kernel import clock, events
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict

MEASURED = 500  # the newest answers decide the median, so that it stays a habit and stays quick
SHOWN_FROM = 3  # answers; a median of fewer says nothing


@action
def read(viewer: User, inquiry_id: uuid.UUID) -> Inquiry:
    """Marks one of the viewer's inquiries as read. Raises NotFound."""
    inquiry = _mine(viewer, inquiry_id)
    _mark_read(inquiry)
    return inquiry


@action
def unread(viewer: User, inquiry_id: uuid.UUID) -> Inquiry:
    """Marks one of the viewer's inquiries as unread again, out of the archive too. Raises NotFound."""
    inquiry = _mine(viewer, inquiry_id)
    inquiry.status = InquiryStatus.UNREAD
    return inquiry


@action
def answer(viewer: User, inquiry_id: uuid.UUID, body: str, client_id: str) -> Inquiry:
    """Stores the creator's message and its event, once per form; the first one is measured. Raises NotFound.

    An answer takes an archived or closed inquiry up again.
    """
    inquiry = _mine(viewer, inquiry_id)
    message = _add(inquiry, Author.CREATOR, body, client_id)
    if message is None:
        return inquiry
    _mark_read(inquiry)
    first = inquiry.replied_at is None
    inquiry.replied_at = inquiry.replied_at or clock.now()
    inquiry.status, inquiry.closed_at = InquiryStatus.REPLIED, None
    db.session.flush()
    if first:
        _measure(inquiry.creator)
    events.record(InquiryAnswered(inquiry.id, message.id))
    return inquiry


@action
def continue_(inquiry_id: uuid.UUID, body: str, client_id: str) -> Inquiry:
    """Stores a further message of the client and its event, once per form, and makes the inquiry unread again.

    Raises Conflict while the inquiry is held or after it was closed.
    """
    lock(db.session(), "inquiry", str(inquiry_id))
    inquiry = db.session.get_one(Inquiry, inquiry_id)
    message = _add(inquiry, Author.CLIENT, body, client_id)
    if message is None:
        return inquiry
    if inquiry.held or inquiry.closed_at is not None:
        raise Conflict(_("This conversation takes no more messages."))
    inquiry.status = InquiryStatus.UNREAD
    db.session.flush()
    events.record(InquiryContinued(inquiry.id, message.id))
    return inquiry


@action
def archive(viewer: User, inquiry_id: uuid.UUID) -> Inquiry:
    """Puts one of the viewer's inquiries out of the way. Raises NotFound."""
    inquiry = _mine(viewer, inquiry_id)
    _mark_read(inquiry)
    inquiry.status = InquiryStatus.ARCHIVED
    return inquiry


@action
def restore(viewer: User, inquiry_id: uuid.UUID) -> Inquiry:
    """Takes an archived inquiry back to where it belongs. Raises NotFound."""
    inquiry = _mine(viewer, inquiry_id)
    if inquiry.status is InquiryStatus.ARCHIVED:
        inquiry.status = InquiryStatus.REPLIED if inquiry.replied_at else InquiryStatus.READ
    return inquiry


@action
def close(viewer: User, inquiry_id: uuid.UUID) -> Inquiry:
    """Ends the conversation for the client, until the creator writes again. Raises NotFound."""
    inquiry = _mine(viewer, inquiry_id)
    _mark_read(inquiry)
    inquiry.closed_at = inquiry.closed_at or clock.now()
    return inquiry


def _mine(viewer: User, inquiry_id: uuid.UUID) -> Inquiry:
    lock(db.session(), "inquiry", str(inquiry_id))
    return queries.find(viewer, inquiry_id)


def _mark_read(inquiry: Inquiry) -> None:
    inquiry.read_at = inquiry.read_at or clock.now()
    if inquiry.status is InquiryStatus.UNREAD:
        answered = inquiry.messages and inquiry.messages[-1].author is Author.CREATOR
        inquiry.status = InquiryStatus.REPLIED if answered else InquiryStatus.READ


def _add(inquiry: Inquiry, author: Author, body: str, client_id: str) -> InquiryMessage | None:
    """The new message, or None when this form was sent before."""
    key = submission_key(str(inquiry.id), author.value, client_id, body)
    if db.session.scalar(sa.select(InquiryMessage.id).where(InquiryMessage.submission_key == key)):
        return None
    message = InquiryMessage(author=author, body=body, submission_key=key)
    inquiry.messages.append(message)
    return message


def _measure(creator: Creator) -> None:
    """Keeps the creator's count of answered inquiries and the median time to the first answer, in seconds."""
    lock(db.session(), "inquiry-answers", str(creator.id))
    answered = Inquiry.creator_id == creator.id, Inquiry.replied_at.is_not(None)
    times = db.session.execute(
        sa.select(Inquiry.created_at, Inquiry.replied_at)
        .where(*answered)
        .order_by(Inquiry.replied_at.desc())
        .limit(MEASURED)
    ).all()
    creator.reply_count = db.session.scalar(sa.select(sa.func.count(Inquiry.id)).where(*answered)) or 0
    waited = [(replied - sent).total_seconds() for sent, replied in times if replied is not None]
    creator.reply_median_seconds = round(statistics.median(waited))
    if creator.reply_count >= SHOWN_FROM:
        events.record(CreatorChanged(creator.id))
