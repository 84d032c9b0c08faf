"""Sending an inquiry: stored once, within the limits, and either on its way or held for a person to look at."""

from __future__ import annotations

import hashlib
import math
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.inquiries import words
from kreatr.inquiries.events import InquiryHeld, InquiryReceived
from kreatr.inquiries.models import HONEYPOT, Inquiry
from kreatr.kernel import clock, events, limits, screening, tokens
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import MISTAKES, Forbidden, NotFound, TooManyRequests, Unavailable

log = structlog.get_logger()
WINDOW = timedelta(seconds=limits.INQUIRY_WINDOW_SECONDS)
# Made once: what a statement is made of costs more than what it asks.
STORED = sa.select(Inquiry).where(Inquiry.submission_key == sa.bindparam("key"))
OWNER = sa.select(Creator.user_id).where(Creator.id == sa.bindparam("creator"))
BY_EMAIL, BY_ORIGIN = (
    sa.select(Inquiry.created_at)
    .where(column == sa.bindparam("who"), Inquiry.created_at > sa.bindparam("since"))
    .order_by(Inquiry.created_at.desc())
    .limit(sa.bindparam("most"))
    for column in (Inquiry.email, Inquiry.origin)
)


@dataclass(frozen=True)
class Draft:
    """A checked message. `client_id` came with the form; `trapped` means that a field nobody sees was filled in."""

    name: str
    email: str
    subject: str
    message: str
    budget: str
    timeline: str
    client_id: str
    trapped: bool

    def key(self, creator_id: uuid.UUID) -> str:
        """The same for a repeated sending of the same form, another one as soon as a word differs."""
        typed = (self.name, self.email, self.subject, self.message, self.budget, self.timeline)
        return submission_key(str(creator_id), self.client_id, *typed)


def submission_key(*parts: str) -> str:
    """One word for what was sent, by which a repetition is recognised."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def send_inquiry(
    creator_id: uuid.UUID, draft: Draft, *, sender: User | None, address: str, locale: str
) -> Inquiry:
    """Stores an inquiry and, unless it is held, its event; sending the same form again returns the same row.

    `address` is the client's as `limits.client_address` gives it. Raises TooManyRequests with the seconds to wait
    (INQ-11, C15), NotFound for a creator who is gone, Forbidden for a message to oneself and Unavailable while the
    database cannot take it.
    """
    try:
        return _store(creator_id, draft, sender, address, locale)
    except OperationalError as error:
        if str(error.orig).startswith(MISTAKES):
            raise
        log.error("inquiry_not_stored", error=str(error.orig)[:200])
        raise Unavailable(retry_after=5) from error


@action
def _store(creator_id: uuid.UUID, draft: Draft, sender: User | None, address: str, locale: str) -> Inquiry:
    origin, key = tokens.origin(address), draft.key(creator_id)
    # Counting and storing must not interleave; always in this order, so that nobody waits for each other.
    lock(db.session(), "inquiry-email", draft.email)
    lock(db.session(), "inquiry-origin", origin)
    stored = db.session.scalar(STORED, {"key": key})
    if stored is not None:
        return stored
    _check_creator(creator_id, sender)
    _check_email(draft.email)
    inquiry = Inquiry(
        creator_id=creator_id,
        sender_id=sender.id if sender else None,
        name=draft.name,
        email=draft.email,
        subject=draft.subject,
        message=draft.message,
        budget=draft.budget or None,
        timeline=draft.timeline or None,
        locale=locale,
        held_reason=_held_reason(draft, origin),
        submission_key=key,
        origin=origin,
    )
    db.session.add(inquiry)
    db.session.flush()
    if inquiry.held:
        log.info("inquiry_held", inquiry=str(inquiry.id), reason=inquiry.held_reason)
        events.record(InquiryHeld(inquiry.id))
    else:
        events.record(InquiryReceived(inquiry.id))
    return inquiry


def _check_creator(creator_id: uuid.UUID, sender: User | None) -> None:
    owner = db.session.scalar(OWNER, {"creator": creator_id})
    if owner is None:
        raise NotFound(_("Creator not found"))
    if sender is not None and owner == sender.id:
        raise Forbidden(str(words.OWN_PORTFOLIO))


def _check_email(email: str) -> None:
    most = limits.amount(limits.INQUIRIES_PER_EMAIL)
    blocking = _nth(_newest(BY_EMAIL, email, most), most)
    limits.counted("inquiries-email", blocking is None)
    if blocking is not None:
        until = blocking + WINDOW
        raise TooManyRequests(words.daily_limit(most, until), retry_after=_seconds_until(until))


def _held_reason(draft: Draft, origin: str) -> str | None:
    most = limits.amount(limits.INQUIRIES_PER_ORIGIN)
    sent = _newest(BY_ORIGIN, origin, most)
    blocking = _nth(sent, most)
    limits.counted("inquiries-origin", blocking is None)
    if blocking is not None:
        raise TooManyRequests(
            _("Too many messages come from this network today. Please try again later."),
            retry_after=_seconds_until(blocking + WINDOW),
        )
    if draft.trapped:
        return HONEYPOT
    if _nth(sent, limits.amount(limits.INQUIRIES_PER_ORIGIN_HELD)) is not None:
        return "many from one origin"
    return screening.suspicious(draft.message, draft.name, draft.subject)


def _newest(select: Any, who: str, most: int) -> list[datetime]:
    """When somebody's inquiries of the last 24 hours were sent, the newest first, at most so many."""
    asked = {"who": who, "since": clock.now() - WINDOW, "most": most}
    return list(db.session.scalars(select, asked))


def _nth(sent: list[datetime], n: int) -> datetime | None:
    """The n-th newest, or None when there are fewer."""
    return sent[n - 1] if len(sent) >= n else None


def _seconds_until(moment: datetime) -> int:
    return max(1, math.ceil((moment - clock.now()).total_seconds()))
