"""The house's own part: what was delivered, what was held and is released, what is forgotten."""

from __future__ import annotations

import uuid
from datetime import timedelta

import sqlalchemy as sa

from kreatr.inquiries.events import InquiryHeld, InquiryReceived
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import clock, events
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import NotFound

ORIGIN_KEPT = timedelta(hours=48)


@action
def mark_delivered(inquiry_id: uuid.UUID) -> None:
    """Records when the creator's mail was accepted; a repeated delivery changes nothing."""
    db.session.execute(
        sa.update(Inquiry)
        .where(Inquiry.id == inquiry_id, Inquiry.delivered_at.is_(None))
        .values(delivered_at=clock.now())
    )


@action
def release(inquiry_id: uuid.UUID) -> Inquiry:
    """Sends a held inquiry, or one that was discarded, on its way after somebody looked at it. Raises NotFound when it is not held."""
    inquiry = _held(inquiry_id)
    inquiry.held_reason = inquiry.discarded_at = None
    events.record(InquiryReceived(inquiry.id, released=True))
    return inquiry


@action
def discard(inquiry_id: uuid.UUID) -> Inquiry:
    """Keeps a held inquiry from arriving, after somebody looked at it. Raises NotFound when it is not held."""
    inquiry = _held(inquiry_id)
    inquiry.discarded_at = inquiry.discarded_at or clock.now()
    return inquiry


@action
def hold_again(inquiry_id: uuid.UUID) -> Inquiry:
    """Has a discarded inquiry wait for a person again. Raises NotFound when it was not discarded."""
    inquiry = _held(inquiry_id)
    if inquiry.discarded_at is None:
        raise NotFound
    inquiry.discarded_at = None
    events.record(InquiryHeld(inquiry.id))
    return inquiry


def _held(inquiry_id: uuid.UUID) -> Inquiry:
    lock(db.session(), "inquiry", str(inquiry_id))
    inquiry = db.session.get(Inquiry, inquiry_id, populate_existing=True)
    if inquiry is None or not inquiry.held:
        raise NotFound
    return inquiry


@action
def forget_origins() -> int:
    """Clears where inquiries came from once the limits need it no more; returns how many."""
    before = clock.now() - ORIGIN_KEPT
    cleared = db.session.execute(
        sa.update(Inquiry)
        .where(Inquiry.origin.is_not(None), Inquiry.created_at <= before)
        .values(origin=None)
    )
    return int(cleared.rowcount)  # type: ignore[attr-defined]
