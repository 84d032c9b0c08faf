"""The worker's part: telling reporters what came of it, and people of messages in their cases."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app
from sqlalchemy.orm import joinedload

from kreatr.accounts.access import may_moderate
from kreatr.accounts.models import User
from kreatr.kernel import mail
from kreatr.kernel.db import db
from kreatr.moderation.events import CaseToldOf, ReportDecided
from kreatr.moderation.models import Case, CaseMessage, Report, Voice
from kreatr.moderation.queries import rooms
from kreatr.moderation.words.reports import ANSWERED, KEPT, SPOKEN, UPHELD
from kreatr.notices import actions as notices
from kreatr.notices.queries import wants_mail

QUEUE = "/admin/marketplace/moderation"


def tell_reporter(event: ReportDecided, key: uuid.UUID) -> None:
    """A line that it was decided, unless the decision was taken back meanwhile."""
    report = _report(event.report_id)
    if report is not None and report.upheld is not None:
        path = rooms.path(report.reporter, report.case)
        notices.tell(report.reporter_id, _kind(report), path, key, title=report.case.title)


def mail_reporter(event: ReportDecided, key: uuid.UUID) -> None:
    """The same by letter."""
    report = _report(event.report_id)
    if report is None or report.upheld is None or not wants_mail(report.reporter_id, _kind(report)):
        return
    path = rooms.path(report.reporter, report.case)
    _send("report_decided", report.reporter, path, key, report=report, title=report.case.title)


def tell_message(event: CaseToldOf, key: uuid.UUID) -> None:
    """A line that somebody wrote in a case: to people it concerns, or to those of the house who work on it."""
    if (found := _message(event)) is not None:
        person, case, message = found
        notices.tell(person.id, _spoken(message), _place(person, case, message), key, title=case.title)


def mail_message(event: CaseToldOf, key: uuid.UUID) -> None:
    """What the house wrote, by letter to those whom it concerns."""
    found = _message(event)
    if found is None or found[2].voice is not Voice.MODERATOR or not wants_mail(found[0].id, SPOKEN):
        return
    person, case, message = found
    _send("case_message", person, rooms.path(person, case), key, message=message, title=case.title)


def _report(report_id: uuid.UUID) -> Report | None:
    return db.session.get(Report, report_id, options=[joinedload(Report.case), joinedload(Report.reporter)])


def _kind(report: Report) -> str:
    return UPHELD if report.upheld else KEPT


def _message(event: CaseToldOf) -> tuple[User, Case, CaseMessage] | None:
    """Who is told, of what; None where one of them is gone, or is not of the house any more and was told as such."""
    message, person = db.session.get(CaseMessage, event.message_id), db.session.get(User, event.user_id)
    case = db.session.get(Case, message.case_id) if message else None
    if message is None or person is None or case is None:
        return None
    if message.voice is not Voice.MODERATOR and not may_moderate(person):
        return None
    return person, case, message


def _spoken(message: CaseMessage) -> str:
    return SPOKEN if message.voice is Voice.MODERATOR else ANSWERED


def _place(person: User, case: Case, message: CaseMessage) -> str:
    return rooms.path(person, case) if message.voice is Voice.MODERATOR else f"{QUEUE}/{case.id}"


def _send(template: str, reader: User, path: str, key: uuid.UUID, **context: Any) -> None:
    letter = mail.compose(
        template,
        to=reader.email,
        locale=reader.locale,
        key=key,
        name=reader.username,
        link=f"{current_app.config['KREATR'].base_url}{path}",
        **context,
    )
    db.session.rollback()
    mail.send(letter)
