"""Sending an inquiry: stored once, within the limits, and either on its way or held for a person to look at."""

from __future__ import annotations

import hashlib
import math
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
import structlog
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import make_transient_to_detached

from kreatr.accounts.models import User
from kreatr.creators import queries as creators
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.inquiries import words
from kreatr.inquiries.events import InquiryHeld, InquiryReceived
from kreatr.inquiries.models import HONEYPOT, Inquiry, InquiryStatus
from kreatr.kernel import clock, events, limits, screening, tokens
from kreatr.kernel.db import action, db, insert, locks, rows, uuid7
from kreatr.kernel.errors import MISTAKES, Forbidden, TooManyRequests, Unavailable

log = structlog.get_logger()
COUNTED = {"preserve_rowcount": True}  # else SQLAlchemy looks at it for UPDATE and DELETE only
WINDOW = timedelta(seconds=limits.INQUIRY_WINDOW_SECONDS)


def _sent_by(what: str, column: Any) -> sa.Select[Any]:
    """The newest inquiries of one sender: those since a moment, at most so many."""
    newest = (
        sa.select(Inquiry.id, Inquiry.created_at)
        .where(column == sa.bindparam(what), Inquiry.created_at > sa.bindparam("since"))
        .order_by(Inquiry.created_at.desc())
        .limit(sa.bindparam(f"most_{what}"))
        .subquery()
    )
    return sa.select(sa.literal(what), newest.c.id, newest.c.created_at)


# Everything a message is judged by, in one question, made once: whom it is for, and its sender's others.
ASKED: sa.CompoundSelect[Any] = sa.union_all(
    sa.select(sa.literal("creator").label("what"), Creator.id, Creator.created_at).where(
        Creator.username == sa.bindparam("username"), *SEEN
    ),
    sa.select(sa.literal("account"), Creator.user_id, Creator.created_at).where(
        Creator.username == sa.bindparam("username")
    ),
    _sent_by("email", Inquiry.email),
    _sent_by("origin", Inquiry.origin),
)
STORED = sa.select(Inquiry).where(Inquiry.submission_key == sa.bindparam("key"))


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


def send_inquiry(username: str, draft: Draft, *, sender: User | None, address: str, locale: str) -> Inquiry:
    """Stores an inquiry to a creator and, unless it is held, its event; sending the same form again returns the same row.

    `address` is the client's as `limits.client_address` gives it. Raises TooManyRequests with the seconds to wait
    (INQ-11, C15), NotFound and Renamed as `creators.shown`, Forbidden for a message to oneself and Unavailable while the
    database cannot take it.
    """
    # Read before anything is locked: others must not wait for it.
    suspicious = HONEYPOT if draft.trapped else screening.suspicious(draft.message, draft.name, draft.subject)
    try:
        return _store(username, draft, sender, address, locale, suspicious)
    except OperationalError as error:
        if str(error.orig).startswith(MISTAKES):
            raise
        log.error("inquiry_not_stored", error=str(error.orig)[:200])
        raise Unavailable(retry_after=5) from error


@action
def _store(
    username: str,
    draft: Draft,
    sender: User | None,
    address: str,
    locale: str,
    suspicious: str | None,
) -> Inquiry:
    origin = tokens.origin(address)
    # Counting and storing must not interleave; always in this order, so that nobody waits for each other.
    locks(db.session(), ("inquiry-email", draft.email), ("inquiry-origin", origin))
    past = _past(username, draft.email, origin)
    if sender is not None and past.account == sender.id:
        raise Forbidden(str(words.OWN_PORTFOLIO))
    creator_id = past.creator or creators.named(sender, username).id  # which says why there is none
    key = draft.key(creator_id)
    try:
        _check_email(past.by_email)
        held_reason = _held_reason(past.by_origin, suspicious)
    except TooManyRequests:
        if stored := db.session.scalar(STORED, {"key": key}):
            return stored
        raise
    inquiry = _write(
        id=uuid7(),
        creator_id=creator_id,
        sender_id=sender.id if sender else None,
        name=draft.name,
        email=draft.email,
        subject=draft.subject,
        message=draft.message,
        budget=draft.budget or None,
        timeline=draft.timeline or None,
        locale=locale,
        status=InquiryStatus.UNREAD,
        held_reason=held_reason,
        submission_key=key,
        origin=origin,
        created_at=clock.now(),
    )
    if inquiry is None:
        return db.session.scalars(STORED, {"key": key}).one()
    if inquiry.held:
        log.info("inquiry_held", inquiry=str(inquiry.id), reason=inquiry.held_reason)
        events.record(InquiryHeld(inquiry.id))
    else:
        events.record(InquiryReceived(inquiry.id))
    return inquiry


def _write(**values: Any) -> Inquiry | None:
    """The new row, by a statement of its own: to have the session find out what there is to write costs more than the writing. None
    when the same form was stored before."""
    new = insert(Inquiry).on_conflict_do_nothing(index_elements=[Inquiry.submission_key])
    if not db.session.connection().execute(new, values, execution_options=COUNTED).rowcount:
        return None
    inquiry = Inquiry(**values)
    make_transient_to_detached(inquiry)
    db.session.add(inquiry)
    return inquiry


class _Past(NamedTuple):
    """What was there before: the creator, if they are to be seen, their account, and when the sender's last were sent, the
    newest first."""

    creator: uuid.UUID | None
    account: uuid.UUID | None
    by_email: list[datetime]
    by_origin: list[datetime]


def _past(username: str, email: str, origin: str) -> _Past:
    found = rows(
        ASKED,
        username=username.lower(),
        email=email,
        origin=origin,
        since=clock.now() - WINDOW,
        most_email=limits.amount(limits.INQUIRIES_PER_EMAIL),
        most_origin=limits.amount(limits.INQUIRIES_PER_ORIGIN),
    )
    creator, account = (
        next((row.id for row in found if row.what == what), None) for what in ("creator", "account")
    )
    by_email, by_origin = (
        sorted((row.created_at for row in found if row.what == what), reverse=True)
        for what in ("email", "origin")
    )
    return _Past(creator, account, by_email, by_origin)


def _check_email(sent: list[datetime]) -> None:
    most = limits.amount(limits.INQUIRIES_PER_EMAIL)
    blocking = _nth(sent, most)
    limits.counted("inquiries-email", blocking is None)
    if blocking is not None:
        until = blocking + WINDOW
        raise TooManyRequests(words.daily_limit(most, until), retry_after=_seconds_until(until))


def _held_reason(sent: list[datetime], suspicious: str | None) -> str | None:
    most = limits.amount(limits.INQUIRIES_PER_ORIGIN)
    blocking = _nth(sent, most)
    limits.counted("inquiries-origin", blocking is None)
    if blocking is not None:
        raise TooManyRequests(
            _("Too many messages come from this network today. Please try again later."),
            retry_after=_seconds_until(blocking + WINDOW),
        )
    many = _nth(sent, limits.amount(limits.INQUIRIES_PER_ORIGIN_HELD)) is not None
    return "many from one origin" if many and suspicious != HONEYPOT else suspicious


def _nth(sent: list[datetime], n: int) -> datetime | None:
    """The n-th newest, or None when there are fewer."""
    return sent[n - 1] if len(sent) >= n else None


def _seconds_until(moment: datetime) -> int:
    return max(1, math.ceil((moment - clock.now()).total_seconds()))
