"""Projections: what a sign of ours keeps out of sight waits for a person, in the transaction that hides it, and its author reads why."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kreatr.accounts.models import User
from kreatr.creators.events import ProfileHeld
from kreatr.creators.models import Creator
from kreatr.kernel import i18n
from kreatr.kernel.db import db
from kreatr.moderation.actions import acting, cases, reporting
from kreatr.moderation.models import Case, CaseKind, Outcome, SubjectKind, Verb
from kreatr.moderation.words import signs
from kreatr.reviews.events import ReviewHeld, ReviewRemoved
from kreatr.reviews.models import Review


def follow_review(event: ReviewHeld) -> None:
    """A held review waits among the messages, unless it is reported and waits already."""
    whole = joinedload(Review.creator), joinedload(Review.reviewer)
    review = db.session.get_one(Review, event.review_id, options=whole)
    if any(case.kind is CaseKind.REPORT for case in _open(review)):
        return
    with i18n.speaking(review.reviewer.locale):
        title = signs.review_title(review.reviewer_name, review.creator.display_name)
    case = cases.open_case(
        CaseKind.MESSAGE, SubjectKind.REVIEW, review.id, person=review.reviewer, title=title
    )
    _hold(case, event.reason, review.reviewer)


def follow_removed(event: ReviewRemoved) -> None:
    """What its author took away needs no decision any more."""
    review_id = event.review_id
    waiting = Case.subject_id == review_id, Case.kind != CaseKind.APPEAL, Case.closed_at.is_(None)
    for case in db.session.scalars(sa.select(Case).where(*waiting)):
        cases.close(case, Outcome.GONE, None)
        reporting.resolve(case, None)


def follow_profile(event: ProfileHeld) -> None:
    """A held profile waits among what was reported."""
    creator = db.session.get_one(Creator, event.creator_id, options=[joinedload(Creator.user)])
    case = cases.open_case(
        CaseKind.REPORT, SubjectKind.CREATOR, creator.id, person=creator.user, title=creator.display_name
    )
    _hold(case, event.reason, creator.user)


def _open(review: Review) -> list[Case]:
    return list(
        db.session.scalars(sa.select(Case).where(Case.subject_id == review.id, Case.closed_at.is_(None)))
    )


def _hold(case: Case, reason: str, author: User) -> None:
    """Its author is told once, however often it is changed while it waits."""
    case.signs = {**case.signs, "held": reason}
    if case.hidden:
        return
    case.hidden = True
    with i18n.speaking(author.locale):
        why = signs.kindly(reason)
    acting.record_on(
        case,
        Verb.HIDE,
        actor=None,
        words=why,
        before={"hidden": False},
        after={"hidden": True, "held": reason},
    )
