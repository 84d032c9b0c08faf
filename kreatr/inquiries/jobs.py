"""The worker's part: letters about inquiries, and the clock's small jobs.

Listeners load, let go of the database, send, then record: an SMTP server that takes its time must not keep a
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
from kreatr.inquiries.events import InquiryAnswered, InquiryContinued, InquiryReceived
from kreatr.inquiries.models import Inquiry, InquiryMessage
from kreatr.kernel import mail
from kreatr.kernel.db import db


def mail_creator(event: InquiryReceived, key: uuid.UUID) -> None:
    """The inquiry itself, to its creator; an answer by mail reaches the client (INQ-09, NTF-01)."""
    inquiry = _load(event.inquiry_id)
    if inquiry is None:
        return
    _send_to_creator("inquiry", inquiry, key)
    keeping.mark_delivered(event.inquiry_id)


def mail_receipt(event: InquiryReceived, key: uuid.UUID) -> None:
    """The private link to the client, under which they can follow what becomes of their message."""
    inquiry = _load(event.inquiry_id)
    if inquiry is not None:
        _send_to_client("inquiry_receipt", inquiry, key)


def mail_answer(event: InquiryAnswered, key: uuid.UUID) -> None:
    """What the creator wrote, to the client."""
    inquiry, message = _load(event.inquiry_id), db.session.get(InquiryMessage, event.message_id)
    if inquiry is not None and message is not None:
        _send_to_client("answer", inquiry, key, message=message)


def mail_continuation(event: InquiryContinued, key: uuid.UUID) -> None:
    """What the client wrote again, to the creator."""
    inquiry, message = _load(event.inquiry_id), db.session.get(InquiryMessage, event.message_id)
    if inquiry is not None and message is not None:
        _send_to_creator("inquiry_reply", inquiry, key, message=message)


def forget_origins() -> None:
    """Clock job: see `keeping.forget_origins`."""
    keeping.forget_origins()


def _load(inquiry_id: uuid.UUID) -> Inquiry | None:
    whole = joinedload(Inquiry.creator).joinedload(Creator.user)
    return db.session.get(Inquiry, inquiry_id, options=[whole])


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
