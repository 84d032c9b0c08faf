"""Reading inquiries. A creator sees those that arrived at their own profile; the client sees one, by its link."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.inquiries.models import Inquiry, InquiryStatus
from kreatr.kernel import tokens
from kreatr.kernel.db import Time, db
from kreatr.kernel.errors import NotFound

PAGE = 20
STATUS_LINK = "inquiry-status"
LINK_DAYS = 365
STATES = {
    "": Inquiry.status != InquiryStatus.ARCHIVED,
    "unread": Inquiry.status == InquiryStatus.UNREAD,
    "replied": Inquiry.status == InquiryStatus.REPLIED,
    "archived": Inquiry.status == InquiryStatus.ARCHIVED,
}
NEWEST_FIRST = (Inquiry.created_at.desc(), Inquiry.id.desc())


class Page(NamedTuple):
    """Some rows of an inbox, newest first; `next` is the id to go on before, or None at the end."""

    rows: list[Inquiry]
    next: uuid.UUID | None


def _arrived(viewer: User) -> tuple[Any, ...]:
    mine = sa.select(Creator.id).where(Creator.user_id == viewer.id).scalar_subquery()
    return Inquiry.creator_id == mine, Inquiry.held_reason.is_(None)


def inbox(viewer: User, state: str = "", before: uuid.UUID | None = None, limit: int = PAGE) -> Page:
    """The viewer's inquiries in a state; "" is everything that is not archived. `before` continues an earlier page."""
    select = sa.select(Inquiry).where(*_arrived(viewer), STATES[state])
    if before is not None:
        place = sa.select(Inquiry.created_at, Inquiry.id).where(*_arrived(viewer), Inquiry.id == before)
        last = db.session.execute(place).one_or_none()
        if last is not None:
            key = sa.tuple_(sa.literal(last.created_at, Time()), sa.literal(last.id, sa.Uuid()))
            select = select.where(sa.tuple_(Inquiry.created_at, Inquiry.id) < key)
    rows = list(db.session.scalars(select.order_by(*NEWEST_FIRST).limit(limit + 1)))
    return Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def counts(viewer: User) -> dict[str, int]:
    """How many inquiries the viewer has per status, and ALL that are not archived."""
    select = sa.select(Inquiry.status, sa.func.count()).where(*_arrived(viewer)).group_by(Inquiry.status)
    found = {status.value: 0 for status in InquiryStatus}
    found.update({status.value: number for status, number in db.session.execute(select)})
    return {**found, "ALL": sum(found.values()) - found["ARCHIVED"]}


def unread(viewer: User) -> int:
    """How many inquiries wait unread."""
    select = sa.select(sa.func.count(Inquiry.id)).where(*_arrived(viewer), STATES["unread"])
    return db.session.scalar(select) or 0


def find(viewer: User, inquiry_id: uuid.UUID) -> Inquiry:
    """One of the viewer's inquiries with its conversation. Raises NotFound for anybody else's."""
    inquiry = db.session.scalar(
        sa.select(Inquiry)
        .where(*_arrived(viewer), Inquiry.id == inquiry_id)
        .options(selectinload(Inquiry.messages), joinedload(Inquiry.creator))
    )
    if inquiry is None:
        raise NotFound
    return inquiry


def status_path(inquiry: Inquiry) -> str:
    """The private address under which the client follows an inquiry; good for a year after it was sent."""
    ends = inquiry.created_at + timedelta(days=LINK_DAYS)
    return f"/inquiries/{tokens.sign(STATUS_LINK, str(inquiry.id), ends.timestamp())}"


def by_token(token: str) -> Inquiry:
    """The inquiry of a status link with creator and conversation. Raises NotFound when the link is wrong or over."""
    value = tokens.read(STATUS_LINK, token)
    inquiry = value and db.session.scalar(
        sa.select(Inquiry)
        .where(Inquiry.id == uuid.UUID(value))
        .options(selectinload(Inquiry.messages), joinedload(Inquiry.creator).joinedload(Creator.avatar))
    )
    if not inquiry:
        raise NotFound
    return inquiry


def held() -> list[Inquiry]:
    """What waits for a person of the house to look at it, oldest first."""
    select = sa.select(Inquiry).where(Inquiry.held_reason.is_not(None)).order_by(Inquiry.created_at)
    return list(db.session.scalars(select.options(joinedload(Inquiry.creator)).limit(500)))
