"""What can be reported, what people reported, and what a person's reports weigh."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager, joinedload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.creators.queries import SEEN
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.kernel.errors import Forbidden, NotFound
from kreatr.moderation.models import Case, CaseKind, Report, ReportMute, SubjectKind
from kreatr.portfolio.models import Item
from kreatr.portfolio.queries import SHOWN
from kreatr.reviews.models import Review
from kreatr.reviews.queries import IN_SIGHT

WHOLE, LEAST, NEW = 100, 10, 50  # percent
DECIDED = 3  # reports that must be decided before their share counts
NEW_FOR = timedelta(days=1)


class Public(NamedTuple):
    """Something that visitors see: whose it is, what it is called, and where it stands."""

    kind: SubjectKind
    id: uuid.UUID
    person: User
    title: str
    path: str


def public(kind: SubjectKind, subject_id: uuid.UUID) -> Public:
    """A work, profile or review that visitors see. Raises NotFound for everything else."""
    found = _FIND[kind](subject_id) if kind in _FIND else None
    if found is None:
        raise NotFound
    return found


class Target(NamedTuple):
    """What somebody reports, and what they said about it before. Without a `path` it is out of sight meanwhile."""

    kind: SubjectKind
    id: uuid.UUID
    title: str
    path: str | None
    report: Report | None


def target(viewer: User, kind: SubjectKind, subject_id: uuid.UUID) -> Target:
    """What the viewer may report: what visitors see, and what they reported already.

    Raises NotFound for everything else, and Forbidden for one's own.
    """
    known = by(viewer, kind, subject_id)
    found = _FIND[kind](subject_id) if kind in _FIND else None
    if found is None and known is None:
        raise NotFound
    if found is None:
        return Target(kind, subject_id, known.case.title if known else "", None, known)
    if found.person.id == viewer.id:
        raise Forbidden(_("This is yours. You can change or remove it yourself."))
    return Target(kind, subject_id, found.title, found.path, known)


def _item(item_id: uuid.UUID) -> Public | None:
    whole = joinedload(Item.creator).joinedload(Creator.user)
    select = sa.select(Item).join(Item.creator).where(Item.id == item_id, *SHOWN, *SEEN).options(whole)
    item = db.session.scalar(select)
    if item is None:
        return None
    path = f"/portfolio/{item.creator.username}/{item.slug}"
    return Public(SubjectKind.ITEM, item.id, item.creator.user, item.title, path)


def _creator(creator_id: uuid.UUID) -> Public | None:
    select = sa.select(Creator).where(Creator.id == creator_id, *SEEN).options(joinedload(Creator.user))
    creator = db.session.scalar(select)
    if creator is None:
        return None
    path = f"/portfolio/{creator.username}"
    return Public(SubjectKind.CREATOR, creator.id, creator.user, creator.display_name, path)


def _review(review_id: uuid.UUID) -> Public | None:
    select = (
        sa.select(Review)
        .join(Review.creator)
        .where(Review.id == review_id, IN_SIGHT, *SEEN)
        .options(joinedload(Review.creator), joinedload(Review.reviewer))
    )
    review = db.session.scalar(select)
    if review is None:
        return None
    title = _("%(name)s about %(creator)s", name=review.reviewer_name, creator=review.creator.display_name)
    path = f"/portfolio/{review.creator.username}#ulasan"
    return Public(SubjectKind.REVIEW, review.id, review.reviewer, title, path)


_FIND = {SubjectKind.ITEM: _item, SubjectKind.CREATOR: _creator, SubjectKind.REVIEW: _review}


def path(kind: SubjectKind, subject_id: uuid.UUID) -> str | None:
    """Where visitors see something; None while they do not."""
    found = _FIND[kind](subject_id) if kind in _FIND else None
    return found.path if found else None


def weight(reporter: User) -> int:
    """What a report of this person weighs today, in percent.

    100 until three of their reports were decided, then the share that was upheld, at least 10; at most 50 while the account is
    younger than a day; 0 for people whose reports count no more.
    """
    if db.session.get(ReportMute, reporter.id) is not None:
        return 0
    decided, upheld = db.session.execute(
        sa.select(sa.func.count(), sa.func.count().filter(Report.upheld.is_(True))).where(
            Report.reporter_id == reporter.id, Report.upheld.is_not(None)
        )
    ).one()
    share = WHOLE if decided < DECIDED else max(LEAST, round(WHOLE * upheld / decided))
    return min(share, NEW) if clock.now() - reporter.created_at < NEW_FOR else share


def by(reporter: User, kind: SubjectKind, subject_id: uuid.UUID) -> Report | None:
    """The viewer's report of something, while it is not decided."""
    select = sa.select(Report).join(Report.case).options(contains_eager(Report.case))
    waits = (
        Case.kind == CaseKind.REPORT,
        Case.subject_kind == kind,
        Case.subject_id == subject_id,
        Case.closed_at.is_(None),
    )
    return db.session.scalar(select.where(*waits, Report.reporter_id == reporter.id))
