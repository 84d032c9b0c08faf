"""The worker's part: lines and letters about inquiries, and the clock's small jobs.

A line in the house is left first, then the letter is sent to those who want it. Listeners load, let go of the database, send, then record: an SMTP server that takes its time must not keep a
transaction open.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app
from sqlalchemy.orm import joinedload

from kreatr.creators.models import Creator
from kreatr.inquiries import queries
from kreatr.inquiries.actions import keeping
from kreatr.inquiries.events import (
    InquiryAnswered,
    InquiryContinued,
    InquiryReceived,
    ProjectConfirmed,
    ProjectDeclined,
    ProjectFinished,
)
from kreatr.inquiries.models import Inquiry, InquiryMessage
from kreatr.kernel import mail
from kreatr.kernel.db import db
from kreatr.notices import actions as notices
from kreatr.notices.queries import wants_mail


def mail_creator(event: InquiryReceived, key: uuid.UUID) -> None:
    """The inquiry itself, to its creator; an answer by mail reaches the client (INQ-09, NTF-01).

    Who wants no letter has it in the inbox at once, so it counts as delivered with the line about it.
    """
    if (inquiry := _load(event.inquiry_id)) is not None:
        _tell_creator("inquiry_received", inquiry, key, template="inquiry")
        keeping.mark_delivered(event.inquiry_id)


def mail_receipt(event: InquiryReceived, key: uuid.UUID) -> None:
    """The private link to the client, under which they can follow what becomes of their message."""
    if (inquiry := _load(event.inquiry_id)) is not None:
        _send_to_client("inquiry_receipt", inquiry, key)


def mail_answer(event: InquiryAnswered, key: uuid.UUID) -> None:
    """What the creator wrote, to the client."""
    inquiry, message = _load(event.inquiry_id), db.session.get(InquiryMessage, event.message_id)
    if inquiry is not None and message is not None:
        _tell_client("inquiry_answered", inquiry, key)
        _send_to_client("answer", inquiry, key, message=message)


def mail_continuation(event: InquiryContinued, key: uuid.UUID) -> None:
    """What the client wrote again, to the creator."""
    inquiry, message = _load(event.inquiry_id), db.session.get(InquiryMessage, event.message_id)
    if inquiry is not None and message is not None:
        _tell_creator("inquiry_continued", inquiry, key, template="inquiry_reply", message=message)


def mail_done(event: ProjectFinished, key: uuid.UUID) -> None:
    """Asks the client whether the project is done, unless the creator took it back."""
    inquiry = _load(event.inquiry_id)
    if inquiry is not None and inquiry.done_at is not None and inquiry.confirmed_at is None:
        _tell_client("project_done", inquiry, key)
        _send_to_client("project_done", inquiry, key)


def mail_confirmed(event: ProjectConfirmed, key: uuid.UUID) -> None:
    """The client agreed: to the creator."""
    if (inquiry := _load(event.inquiry_id)) is not None:
        _tell_creator("project_confirmed", inquiry, key, template="project_confirmed")


def mail_declined(event: ProjectDeclined, key: uuid.UUID) -> None:
    """The client did not agree: to the creator."""
    if (inquiry := _load(event.inquiry_id)) is not None:
        _tell_creator("project_declined", inquiry, key, template="project_declined")


def forget_origins() -> None:
    """Clock job: see `keeping.forget_origins`."""
    keeping.forget_origins()


def _load(inquiry_id: uuid.UUID) -> Inquiry | None:
    whole = joinedload(Inquiry.creator).joinedload(Creator.user)
    return db.session.get(Inquiry, inquiry_id, options=[whole])


def _tell_creator(kind: str, inquiry: Inquiry, key: uuid.UUID, *, template: str, **context: Any) -> None:
    """A line for the creator, and the letter if they want this kind."""
    user_id = inquiry.creator.user_id
    notices.tell(
        user_id, kind, f"/dashboard/inquiries/{inquiry.id}", key, name=inquiry.name, subject=inquiry.subject
    )
    if wants_mail(user_id, kind):
        _send_to_creator(template, inquiry, key, **context)


def _tell_client(kind: str, inquiry: Inquiry, key: uuid.UUID) -> None:
    """A line for a client who was signed in as they wrote; the letter goes to the address they gave in any case."""
    if inquiry.sender_id is not None:
        values = {"name": inquiry.creator.display_name, "subject": inquiry.subject}
        notices.tell(inquiry.sender_id, kind, queries.status_path(inquiry), key, **values)


def _send_to_creator(template: str, inquiry: Inquiry, key: uuid.UUID, **context: Any) -> None:
    creator = inquiry.creator
    _send(
        template,
        to=creator.contact_email or creator.user.email,
        locale=creator.user.locale,
        key=key,
        reply_to=inquiry.email,
        inquiry=inquiry,
        creator=creator,
        link=_link(f"/dashboard/inquiries/{inquiry.id}"),
        **context,
    )


def _send_to_client(template: str, inquiry: Inquiry, key: uuid.UUID, **context: Any) -> None:
    _send(
        template,
        to=inquiry.email,
        locale=inquiry.locale,
        key=key,
        inquiry=inquiry,
        creator=inquiry.creator,
        link=_link(queries.status_path(inquiry)),
        **context,
    )


def _send(template: str, **context: Any) -> None:
    letter = mail.compose(template, **context)
    db.session.rollback()
    mail.send(letter)


def _link(path: str) -> str:
    return f"{current_app.config['KREATR'].base_url}{path}"
