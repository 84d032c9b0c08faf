"""What programs notice about a case: hints for the person who decides, never a decision."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import clock, limits, profanity, repeats, screening
from kreatr.kernel.db import db
from kreatr.moderation.models import Case, CaseKind, SubjectKind
from kreatr.moderation.queries import copies
from kreatr.portfolio.models import Draft, DraftState, Item, ItemImage
from kreatr.portfolio.queries import waiting
from kreatr.reviews.models import Review
from kreatr.uploads.models import Upload

LOOKED_AT = (CaseKind.WORK, CaseKind.PICTURE, CaseKind.REPORT, CaseKind.MESSAGE)
COMPARED = 300  # the newest texts of a kind
SOON = timedelta(minutes=10)
MANY = 4  # of a kind, handed in by one person within that time
SAID = ("title", "description", "prompt", "tools", "human_part", "tags")

# What is compared with what, and when and by whom it was handed in.
TEXTS: dict[SubjectKind, tuple[Any, Any]] = {
    SubjectKind.ITEM: (Item.id, Item.description),
    SubjectKind.REVIEW: (Review.id, Review.comment),
    SubjectKind.INQUIRY: (Inquiry.id, Inquiry.message),
    SubjectKind.CREATOR: (Creator.id, Creator.bio),
}


def signs(case: Case) -> dict[str, Any]:
    """What is noticed about a case now, as code → detail (`words/signs.py`); nothing is no sign."""
    if case.kind not in LOOKED_AT:
        return {}
    person = db.session.get(User, case.person_id) if case.person_id else None
    text, compared = _READ[case.subject_kind](case) if case.subject_kind in _READ else ("", "")
    found = {
        "profanity": list(profanity.found(text)),
        "spam": _spam(text),
        "links": _links(text),
        "repetition": _repetition(case, compared),
        "speed": _speed(case, person),
        "scan": _scans(case),
        "copy": copies.elsewhere(copies.of(case), person.id) if person else [],
    }
    noticed = {code: detail for code, detail in found.items() if detail}
    if person is not None and limits.is_new(person.created_at):
        noticed["new_account"] = int((clock.now() - person.created_at).total_seconds() // 3600)
    return noticed


def _item(case: Case) -> tuple[str, str]:
    item = db.session.get(Item, case.subject_id)
    revision = waiting.revision(case.subject_id) if case.kind is CaseKind.WORK else None
    content = revision.content if revision else item.content if item else {}
    return "\n".join(str(content.get(name) or "") for name in SAID), str(content.get("description") or "")


def _review(case: Case) -> tuple[str, str]:
    review = db.session.get(Review, case.subject_id)
    return (review.comment, review.comment) if review else ("", "")


def _inquiry(case: Case) -> tuple[str, str]:
    inquiry = db.session.get(Inquiry, case.subject_id)
    return (f"{inquiry.subject}\n{inquiry.message}", inquiry.message) if inquiry else ("", "")


def _creator(case: Case) -> tuple[str, str]:
    creator = db.session.get(Creator, case.subject_id)
    return (f"{creator.display_name}\n{creator.place}\n{creator.bio}", creator.bio) if creator else ("", "")


_READ: dict[SubjectKind, Callable[[Case], tuple[str, str]]] = {
    SubjectKind.ITEM: _item,
    SubjectKind.REVIEW: _review,
    SubjectKind.INQUIRY: _inquiry,
    SubjectKind.CREATOR: _creator,
}


def _spam(text: str) -> str | None:
    reason = screening.suspicious(text, spare=screening.ABOUT_WORK)
    return None if reason == screening.FOUL else reason


def _links(text: str) -> int:
    number = len(screening.LINK.findall(text))
    return number if number >= screening.MOST_LINKS else 0


def _repetition(case: Case, text: str) -> int:
    """How many of the newest other texts of the kind say nearly the same."""
    mine = repeats.groups(text)
    if not mine:
        return 0
    key, column = TEXTS[case.subject_kind]
    newest = sa.select(column).where(key != case.subject_id).order_by(key.desc()).limit(COMPARED)
    return sum(repeats.alike(mine, repeats.groups(other)) for other in db.session.scalars(newest))


def _speed(case: Case, person: User | None) -> int:
    """How many of the kind the person handed in within ten minutes, if these are many."""
    since = clock.now() - SOON
    if person is None:
        return 0
    select = sa.select(sa.func.count())
    if case.subject_kind is SubjectKind.ITEM:
        mine = Item.creator_id.in_(sa.select(Creator.id).where(Creator.user_id == person.id))
        select = select.select_from(Item).where(mine, Item.submitted_at > since)
    elif case.subject_kind is SubjectKind.REVIEW:
        select = select.select_from(Review).where(Review.reviewer_id == person.id, Review.created_at > since)
    elif case.subject_kind is SubjectKind.INQUIRY:
        select = select.select_from(Inquiry).where(Inquiry.sender_id == person.id, Inquiry.created_at > since)
    else:
        return 0
    number = db.session.scalar(select) or 0
    return number if number >= MANY else 0


def _scans(case: Case) -> list[str]:
    """Why pictures of a work are held."""
    if case.subject_kind is not SubjectKind.ITEM:
        return []
    held = (
        sa.select(Upload.held_reason)
        .join(ItemImage, ItemImage.upload_id == Upload.id)
        .where(ItemImage.item_id == case.subject_id, Upload.held_reason.is_not(None))
    )
    return sorted({reason for reason in db.session.scalars(held) if reason})


def waiting_with(upload_id: uuid.UUID) -> list[uuid.UUID]:
    """The open cases about works that show an upload, or would once their revision is approved."""
    hung = list(db.session.scalars(sa.select(ItemImage.item_id).where(ItemImage.upload_id == upload_id)))
    revisions = (
        sa.select(Draft)
        .join(Creator, Creator.id == Draft.creator_id)
        .join(Upload, Upload.owner_id == Creator.user_id)
        .where(Upload.id == upload_id, Draft.state == DraftState.SUBMITTED)
    )
    for draft in db.session.scalars(revisions):
        if any(str(one["id"]) == str(upload_id) for one in draft.content.get("images", [])):
            hung += [draft.item_id] if draft.item_id else []
    return _open(*hung)


def about(item_id: uuid.UUID) -> list[uuid.UUID]:
    """The open case about a work that waits, if there is one."""
    return _open(item_id)


def _open(*item_ids: uuid.UUID) -> list[uuid.UUID]:
    waits = Case.subject_id.in_(item_ids), Case.kind == CaseKind.WORK, Case.closed_at.is_(None)
    return list(db.session.scalars(sa.select(Case.id).where(*waits))) if item_ids else []
