"""The rows of what is said in a crowd and of what waits for a moderator, table by table, and the feed's lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import sqlalchemy as sa

from kreatr.community.models import Activity, ActivityType
from kreatr.demo.talk import Talk
from kreatr.inquiries.models import Inquiry, InquiryMessage
from kreatr.kernel import search
from kreatr.moderation.models import Case, CaseKind, Report, ReportReason, ReportState, SubjectKind
from kreatr.portfolio.models import ModerationStatus
from kreatr.reviews.models import Review

Rows = list[dict[str, Any]]
TOLD = 10  # of so many people who joined, one stands in the feed
HELD = "many links"
WEIGHT = 100  # percent, of a report


def of(people: list[SimpleNamespace], talk: Talk) -> Iterator[tuple[sa.Table, Rows]]:
    """Tables with their rows, in the order in which they may be inserted; their people are there already."""
    letters = [(person, one) for person in people for one in person.inquiries]
    yield _table(Review), [review for person in people for review in person.reviews]
    yield _table(Inquiry), [_inquiry(*letter) for letter in letters]
    yield _table(InquiryMessage), [_answer(talk, one) for _, one in letters if one["waited"]]
    reported = [person for person in people if person.reported]
    yield (
        _table(Case),
        [
            *(_work(person, item) for person in people for item in person.items if _waits(item)),
            *(_held(one) for _, one in letters if one["held"]),
            *(_reported(person) for person in reported),
        ],
    )
    yield _table(Report), [_report(person) for person in reported]
    yield _table(Activity), [_joined(person) for person in people[::TOLD]]


def _table(model: Any) -> sa.Table:
    return cast(sa.Table, model.__table__)


def _waits(item: SimpleNamespace) -> bool:
    return item.status is ModerationStatus.PENDING


def _inquiry(person: SimpleNamespace, one: dict[str, Any]) -> dict[str, Any]:
    letter, writer, sent = one["letter"], one["writer"], one["sent"]
    return {
        "id": one["id"],
        "creator_id": person.id,
        "sender_id": writer.user_id,
        "name": writer.display_name,
        "email": f"{writer.username}@crowd.test",
        "subject": letter["subject"],
        "message": letter["message"],
        "budget": letter["budget"],
        "timeline": letter["timeline"],
        "words": one["words"],
        "locale": letter["locale"],
        "status": one["status"],
        "held_reason": HELD if one["held"] else None,
        "submission_key": f"crowd-{one['id']}",
        "created_at": sent,
        "delivered_at": None if one["held"] else sent,
        "read_at": one["read"],
        "replied_at": sent + timedelta(seconds=one["waited"]) if one["waited"] else None,
    }


def _answer(talk: Talk, one: dict[str, Any]) -> dict[str, Any]:
    at = one["sent"] + timedelta(seconds=one["waited"])
    return {"id": one["answer_id"], "inquiry_id": one["id"], **talk.answer(), "created_at": at}


def _case(kind: CaseKind, subject: SubjectKind, id_: Any, **more: Any) -> dict[str, Any]:
    case = {
        "kind": kind,
        "subject_kind": subject,
        "subject_id": id_,
        "revision": False,
        "version": None,
        "signs": {},
        "weight": 0,
        "hidden": False,
        **more,
    }
    return {**case, "words": search.plain(case["words"])}


def _work(person: SimpleNamespace, item: SimpleNamespace) -> dict[str, Any]:
    about = {"person_id": person.user_id, "title": item.title, "words": f"{item.title} {person.username}"}
    more = {**about, "id": item.case_id, "version": 0, "opened_at": item.submitted_at}
    return _case(CaseKind.WORK, SubjectKind.ITEM, item.id, **more)


def _held(one: dict[str, Any]) -> dict[str, Any]:
    title, writer = one["letter"]["subject"], one["writer"]
    about = {"person_id": writer.user_id, "title": title, "words": f"{title} {writer.username}"}
    more = {**about, "id": one["case_id"], "signs": {"held": HELD}, "opened_at": one["sent"]}
    return _case(CaseKind.MESSAGE, SubjectKind.INQUIRY, one["id"], **more)


def _reported(person: SimpleNamespace) -> dict[str, Any]:
    name = person.display_name
    about = {"person_id": person.user_id, "title": name, "words": f"{name} {person.username}"}
    more = {**about, "id": person.report_id, "weight": WEIGHT, "opened_at": person.created_at}
    return _case(CaseKind.REPORT, SubjectKind.CREATOR, person.id, **more)


def _report(person: SimpleNamespace) -> dict[str, Any]:
    return {
        "id": person.report_id,
        "case_id": person.report_id,
        "reporter_id": person.reported.user_id,
        "reason": next(iter(ReportReason)),
        "words": "",
        "weight": WEIGHT,
        "state": ReportState.PENDING,
        "created_at": person.created_at,
    }


def _joined(person: SimpleNamespace) -> dict[str, Any]:
    texts = dict.fromkeys(("title", "title_en", "text", "text_en", "author", "link"), "")
    return {
        "id": person.line_id,
        "type": ActivityType.CREATOR_JOINED,
        **texts,
        "actor_id": person.id,
        "key": f"joined-{person.id}",
        "details": {},
        "version": 1,
        "created_at": person.created_at,
    }
