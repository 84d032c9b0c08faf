"""What people say in the demo world: reviews, inquiries and their threads."""

from __future__ import annotations

import hashlib
import statistics
from datetime import timedelta
from typing import Any

from kreatr.creators.models import Creator
from kreatr.demo import library
from kreatr.demo.cast import Cast
from kreatr.demo.moments import Moments
from kreatr.inquiries.models import Author, Inquiry, InquiryMessage, InquiryStatus
from kreatr.kernel.db import db
from kreatr.reviews.models import Review

DELIVERY = timedelta(seconds=4)


def praise(cast: Cast, moments: Moments) -> int:
    """Stores all reviews and what follows for the creators' ratings; returns how many."""
    rows: list[Review] = []
    for username, creator in cast.creators.items():
        said = library.reviews(username)
        dates = moments.reviews(username, len(said))
        for (stars, reviewer, words, *answer), written in zip(said, dates, strict=True):
            review = Review(
                creator=creator,
                reviewer=cast.users[reviewer],
                reviewer_name=cast.names[reviewer],
                rating=stars,
                comment=words,
                answer=answer[0] if answer else "",
                created_at=written,
            )
            rows.append(review)
        creator.review_count = len(said)
        creator.rating = round(statistics.mean(stars for stars, *_ in said), 2)
    db.session.add_all(rows)
    return len(rows)


def correspond(cast: Cast, moments: Moments) -> int:
    """Stores the inquiries in all their states and the reply times they show; returns how many."""
    rows = [_inquiry(letter, cast, moments) for letter in library.read("inquiries")]
    db.session.add_all(rows)
    for creator in {row.creator.username: row.creator for row in rows}.values():
        _measure(creator, [row for row in rows if row.creator is creator])
    return len(rows)


def _inquiry(letter: dict[str, Any], cast: Cast, moments: Moments) -> Inquiry:
    sent = moments.ago(letter["hours"])
    sender = cast.users[letter["sender"]] if letter["sender"] else None
    copied = ("name", "subject", "message", "budget", "timeline", "locale")
    inquiry = Inquiry(
        creator=cast.creators[letter["creator"]],
        sender_id=sender.id if sender else None,
        email=sender.email if sender else letter["email"],
        held_reason=letter.get("held_reason"),
        submission_key=hashlib.sha256(f"demo {letter['subject']}".encode()).hexdigest(),
        created_at=sent,
        delivered_at=None if "held_reason" in letter else sent + DELIVERY,
        **{name: letter[name] for name in copied},
    )
    inquiry.messages = [
        InquiryMessage(author=Author(author), body=body, created_at=sent + timedelta(hours=after))
        for author, after, body in letter.get("thread", ())
    ]
    _progress(inquiry, letter)
    return inquiry


def _progress(inquiry: Inquiry, letter: dict[str, Any]) -> None:
    """How far an inquiry came: read, answered, closed, put away."""
    inquiry.status = InquiryStatus.UNREAD
    if "read_after" in letter:
        inquiry.status = InquiryStatus.ARCHIVED if letter.get("archived") else InquiryStatus.READ
        inquiry.read_at = inquiry.created_at + timedelta(hours=letter["read_after"])
    answers = [message.created_at for message in inquiry.messages if message.author is Author.CREATOR]
    if answers:
        inquiry.status, inquiry.replied_at = InquiryStatus.REPLIED, answers[0]
    if "closed_after" in letter:
        inquiry.closed_at = inquiry.created_at + timedelta(hours=letter["closed_after"])


def _measure(creator: Creator, rows: list[Inquiry]) -> None:
    times = [(row.replied_at - row.created_at).total_seconds() for row in rows if row.replied_at]
    if times:
        creator.reply_count, creator.reply_median_seconds = len(times), round(statistics.median(times))
