"""The house's own part: what was delivered, what was held and is released, what is forgotten."""

from __future__ import annotations

import uuid
from datetime import timedelta

import sqlalchemy as sa

from kreatr.inquiries.events import InquiryReceived
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
    """Sends a held inquiry on its way after somebody looked at it. Raises NotFound when it is not held."""
    lock(db.session(), "inquiry", str(inquiry_id))
    inquiry = db.session.get(Inquiry, inquiry_id)
    if inquiry is None or not inquiry.held:
        raise NotFound
    inquiry.held_reason = None
    events.record(InquiryReceived(inquiry.id))
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
