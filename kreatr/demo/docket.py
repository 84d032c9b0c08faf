"""What lies on the moderators' desk in the demo world: decisions of the last weeks, and what waits for the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.demo import library
from kreatr.demo.cast import Cast
from kreatr.demo.gallery import REVIEW_TIME
from kreatr.demo.moments import Moments
from kreatr.inquiries.events import InquiryHeld
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import search
from kreatr.kernel.db import db, uuid7
from kreatr.moderation.actions import appealing, following, reporting
from kreatr.moderation.models import (
    Act,
    Case,
    CaseKind,
    Outcome,
    Reason,
    Report,
    ReportReason,
    SubjectKind,
    Verb,
)
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item, ModerationStatus
from kreatr.reviews.models import Review

MODERATOR = "tika"
OLDEST = 3.3  # hours that the first work has waited
ENDS = {
    ModerationStatus.APPROVED: (Verb.APPROVE, Outcome.APPROVED, None),
    ModerationStatus.REJECTED: (Verb.REJECT, Outcome.REJECTED, Reason.UNDISCLOSED),
    ModerationStatus.FLAGGED: (Verb.FLAG, Outcome.FLAGGED, Reason.STOLEN),
}


def pile_up(cast: Cast, moments: Moments, items: dict[str, Item]) -> dict[str, int]:
    """Stores it all; returns how much there is of what."""
    docket: dict[str, Any] = library.read("docket")
    appealed = {one["work"]: moments.ago(one["hours"] + 20) for one in docket["appeals"]}
    acts = {
        name: _decided(item, cast.users[MODERATOR], appealed.get(name))
        for name, item in items.items()
        if item.status in ENDS
    }
    for place, item in enumerate(one for one in items.values() if one.status is ModerationStatus.PENDING):
        item.submitted_at = moments.ago(OLDEST / (place + 1))
        following.follow_item(ItemChanged(item.creator_id, item.id))
    for inquiry_id in db.session.scalars(sa.select(Inquiry.id).where(Inquiry.held_reason.is_not(None))).all():
        following.follow_inquiry(InquiryHeld(inquiry_id))
    reports = [*_works_reported(docket, cast, items), *_reviews_reported(docket, cast)]
    for one, report in reports:
        _date(report, moments.ago(one["hours"]))
    for one in docket["appeals"]:
        person = items[one["work"]].creator.user
        case = appealing.appeal(person, acts[one["work"]].id, one["words"])
        case.opened_at = moments.ago(one["hours"])
    return {"decisions": len(acts), "reports": len(reports), "appeals": len(docket["appeals"])}


def _decided(item: Item, moderator: User, moment: datetime | None) -> Act:
    """A case that was closed, and its line in the log."""
    verb, outcome, reason = ENDS[item.status]
    at = moment or item.created_at + REVIEW_TIME
    item.moderated_at, person = at, item.creator.user_id
    about: dict[str, Any] = {"subject_kind": SubjectKind.ITEM, "subject_id": item.id, "title": item.title}
    case = Case(
        kind=CaseKind.WORK,
        person_id=person,
        words=search.plain(f"{item.title} {item.creator.username}"),
        opened_at=at - REVIEW_TIME,
        closed_at=at,
        closed_by_id=moderator.id,
        outcome=outcome,
        **about,
    )
    db.session.add(case)
    db.session.flush()
    act = Act(
        id=uuid7(at=at),  # the log is read in the order of its keys
        case_id=case.id,
        actor_id=moderator.id,
        verb=verb,
        person_id=person,
        reason=reason,
        words=item.reason or "",
        strike=verb is Verb.FLAG,
        created_at=at,
        **about,
    )
    db.session.add(act)
    db.session.flush()
    return act


def _works_reported(
    docket: dict[str, Any], cast: Cast, items: dict[str, Item]
) -> Iterator[tuple[dict[str, Any], Report]]:
    for one in docket["reports"]:
        reason = ReportReason(one["reason"])
        subject = SubjectKind.ITEM, items[one["work"]].id
        yield one, reporting.report(cast.users[one["by"]], *subject, reason, one["words"])


def _reviews_reported(docket: dict[str, Any], cast: Cast) -> Iterator[tuple[dict[str, Any], Report]]:
    for one in docket["reviews"]:
        about = Creator.username == one["creator"], Review.rating == one["stars"]
        review = db.session.scalars(sa.select(Review.id).join(Review.creator).where(*about)).one()
        reason = ReportReason(one["reason"])
        yield one, reporting.report(cast.users[one["by"]], SubjectKind.REVIEW, review, reason, one["words"])


def _date(report: Report, moment: datetime) -> None:
    report.created_at = moment
    report.case.opened_at = min(report.case.opened_at, moment)
