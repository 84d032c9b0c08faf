"""Reading inquiries. A creator sees those that arrived at their own profile; the client sees one, by its link."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import g
from sqlalchemy.orm import joinedload, selectinload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.inquiries.models import Inquiry, InquiryMessage, InquiryStatus, ReplyTemplate
from kreatr.kernel import search, tokens
from kreatr.kernel.db import Time, db
from kreatr.kernel.errors import NotFound

PAGE = 20
MOST_WORDS = 8  # of a search
STATUS_LINK = "inquiry-status"
LINK_DAYS = 365
STATES = {
    "": Inquiry.status != InquiryStatus.ARCHIVED,
    "unread": Inquiry.status == InquiryStatus.UNREAD,
    "read": Inquiry.status == InquiryStatus.READ,
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


def inbox(
    viewer: User, state: str = "", before: uuid.UUID | None = None, limit: int = PAGE, q: str = ""
) -> Page:
    """The viewer's inquiries in a state that hold every word of `q`; "" is everything that is not archived.

    `before` continues an earlier page.
    """
    select = sa.select(Inquiry).where(*_arrived(viewer), STATES[state], *_holding(q))
    if before is not None and (place := _place(viewer, before)) is not None:
        select = select.where(sa.tuple_(Inquiry.created_at, Inquiry.id) < place)
    rows = list(db.session.scalars(select.order_by(*NEWEST_FIRST).limit(limit + 1)))
    return Page(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def _place(viewer: User, inquiry_id: uuid.UUID) -> sa.ColumnElement[Any] | None:
    """Where one of the viewer's inquiries stands among the others."""
    select = sa.select(Inquiry.created_at, Inquiry.id).where(*_arrived(viewer), Inquiry.id == inquiry_id)
    row = db.session.execute(select).one_or_none()
    return row and sa.tuple_(sa.literal(row.created_at, Time()), sa.literal(row.id, sa.Uuid()))


def _holding(q: str) -> list[sa.ColumnElement[bool]]:
    """That each word of `q` stands somewhere in the inquiry or in one message of its conversation."""
    said = sa.select(InquiryMessage.id).where(InquiryMessage.inquiry_id == Inquiry.id)
    return [
        Inquiry.words.contains(word, autoescape=True)
        | said.where(InquiryMessage.words.contains(word, autoescape=True)).exists()
        for word in dict.fromkeys(search.plain(q).split()[:MOST_WORDS])
    ]


def counts(viewer: User, q: str = "") -> dict[str, int]:
    """How many inquiries the viewer has per status (that hold `q`), and ALL that are not archived."""
    select = (
        sa.select(Inquiry.status, sa.func.count())
        .where(*_arrived(viewer), *_holding(q))
        .group_by(Inquiry.status)
    )
    found = {status.value: 0 for status in InquiryStatus}
    found.update({status.value: number for status, number in db.session.execute(select)})
    if not q:
        g.unread_inquiries = viewer.id, found["UNREAD"]  # the menu asks for it next
    return {**found, "ALL": sum(found.values()) - found["ARCHIVED"]}


def unread(viewer: User) -> int:
    """How many inquiries wait unread."""
    whose, number = g.get("unread_inquiries", (None, 0))
    if whose == viewer.id:
        return int(number)
    select = sa.select(sa.func.count(Inquiry.id)).where(*_arrived(viewer), STATES["unread"])
    return db.session.scalar(select) or 0


def newest(viewer: User) -> uuid.UUID | None:
    """The viewer's newest inquiry."""
    return db.session.scalar(sa.select(Inquiry.id).where(*_arrived(viewer)).order_by(*NEWEST_FIRST).limit(1))


def arrived_after(viewer: User, inquiry_id: uuid.UUID | None) -> int:
    """How many unread inquiries are newer than one of the viewer's own; without one, how many there are."""
    select = sa.select(sa.func.count(Inquiry.id)).where(*_arrived(viewer), STATES["unread"])
    if inquiry_id is not None and (place := _place(viewer, inquiry_id)) is not None:
        select = select.where(sa.tuple_(Inquiry.created_at, Inquiry.id) > place)
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


def templates(viewer: User) -> list[ReplyTemplate]:
    """The viewer's answers at hand, by title."""
    select = sa.select(ReplyTemplate).join(Creator, Creator.id == ReplyTemplate.creator_id)
    return list(
        db.session.scalars(
            select.where(Creator.user_id == viewer.id).order_by(ReplyTemplate.title, ReplyTemplate.id)
        )
    )


def template(viewer: User, template_id: uuid.UUID) -> ReplyTemplate:
    """One of the viewer's answers at hand. Raises NotFound for anybody else's."""
    select = sa.select(ReplyTemplate).join(Creator, Creator.id == ReplyTemplate.creator_id)
    found = db.session.scalar(select.where(Creator.user_id == viewer.id, ReplyTemplate.id == template_id))
    if found is None:
        raise NotFound
    return found


def may_review(viewer: User, creator: Creator) -> bool:
    """Whether the viewer wrote to this creator and was answered, or agreed that a project is done (REV-06).

    An inquiry is theirs when they were signed in as they sent it, or when it came from the address they confirmed.
    """
    theirs = Inquiry.sender_id == viewer.id
    if viewer.email_confirmed_at is not None:
        theirs |= Inquiry.email == viewer.email
    worked = Inquiry.replied_at.is_not(None) | Inquiry.confirmed_at.is_not(None)
    linked = sa.select(Inquiry.id).where(Inquiry.creator_id == creator.id, theirs, worked).exists()
    return creator.user_id != viewer.id and bool(db.session.scalar(sa.select(linked)))


def belongings(person: User) -> dict[str, Any]:
    """The messages that somebody sent and got, with their conversations, and their templates."""
    what = (
        Inquiry.id,
        Inquiry.subject,
        Inquiry.message,
        Inquiry.budget,
        Inquiry.timeline,
        Inquiry.created_at,
    )
    got = (*what, Inquiry.name, Inquiry.email, Inquiry.status, Inquiry.replied_at, Inquiry.closed_at)
    mine = Creator.user_id == person.id
    arrived = Inquiry.held_reason.is_(None)
    said = (InquiryMessage.inquiry_id.label("inquiry"), InquiryMessage.author, InquiryMessage.body)
    talk = sa.select(*said, InquiryMessage.created_at).join(Inquiry, Inquiry.id == InquiryMessage.inquiry_id)
    templates = sa.select(ReplyTemplate.title, ReplyTemplate.body, ReplyTemplate.created_at)
    return {
        "inquiries_received": sa.select(*got).join(Inquiry.creator).where(mine, arrived).order_by(Inquiry.id),
        "inquiries_sent": sa.select(Creator.username.label("to"), *what)
        .join(Inquiry.creator)
        .where(Inquiry.sender_id == person.id)
        .order_by(Inquiry.id),
        "conversations": talk.join(Inquiry.creator)
        .where((mine & arrived) | (Inquiry.sender_id == person.id))
        .order_by(InquiryMessage.id),
        "reply_templates": templates.join(Creator, Creator.id == ReplyTemplate.creator_id).where(mine),
    }
