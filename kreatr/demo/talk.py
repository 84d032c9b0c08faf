"""What is said to and about a crowd: reviews, inquiries and their threads. Most people have few, some have hundreds."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from statistics import median
from types import SimpleNamespace
from typing import Any

from kreatr.demo import library
from kreatr.inquiries.models import Author, InquiryStatus
from kreatr.kernel import search

MOST_REVIEWS, MOST_INQUIRIES = 400, 500  # of one creator
REVIEW_TAIL, INQUIRY_TAIL = 1.4, 1.3  # exponents of the Pareto distributions: the lower, the longer the tail
STARS = (5,) * 34 + (4,) * 11 + (3,) * 3 + (2, 1)  # as often as people give them
HELD, REPORTED = 1 / 150, 1 / 800  # of inquiries, of creators


def tail(chance: Random, exponent: float, most: int) -> int:
    """How many somebody has: 0 for most people, up to `most` for a few."""
    return min(most, int(chance.paretovariate(exponent)) - 1)


class Talk:
    """Gives people of a crowd what others wrote; who writes is one of them too."""

    def __init__(self, now: datetime, seed: str, keys: Iterator[uuid.UUID]) -> None:
        self.now, self.chance, self.keys = now, Random(f"talk {seed}"), keys
        rows = [row for said in library.read("reviews").values() for row in said]
        self.said = {stars: [row[2] for row in rows if row[0] == stars] or [""] for stars in set(STARS)}
        self.letters = library.read("inquiries")
        threads = [line for one in self.letters for line in one.get("thread", ())]
        self.answers = [
            {"author": Author.CREATOR, "body": body, "words": search.plain(body)}
            for author, _hours, body in threads
            if author == Author.CREATOR
        ]
        self.plain = {
            one["subject"]: search.plain(f"{one['subject']} {one['message']}") for one in self.letters
        }

    def spread(self, people: list[SimpleNamespace]) -> None:
        """Sets `reviews`, `inquiries`, `reported` and what creators' own rows say of them."""
        for person in people:
            person.words = search.plain(f"{person.display_name} {person.username}")
        for place, person in enumerate(people):
            person.reviews = list(self._reviews(people, place))
            person.review_count = len(person.reviews)
            stars = [review["rating"] for review in person.reviews]
            person.rating = round(sum(stars) / len(stars), 2) if stars else None
            person.projects_completed = len(stars) + int(self.chance.expovariate(0.2))
            person.inquiries = list(self._inquiries(people, place))
            waited = [one["waited"] for one in person.inquiries if one["waited"]]
            person.reply_count, person.reply_median_seconds = (
                len(waited),
                int(median(waited)) if waited else None,
            )
            person.reported = people[place - 1] if self.chance.random() < REPORTED else None

    def _reviews(self, people: list[SimpleNamespace], place: int) -> Iterator[dict[str, Any]]:
        number = min(tail(self.chance, REVIEW_TAIL, MOST_REVIEWS), len(people) - 1)
        first = int(self.chance.random() * len(people))
        others = [people[(first + n) % len(people)] for n in range(number + 1)]
        for writer in [one for one in others if one is not people[place]][:number]:
            stars = self._one(STARS)
            yield {
                "id": next(self.keys),
                "creator_id": people[place].id,
                "reviewer_id": writer.user_id,
                "reviewer_name": writer.display_name,
                "rating": stars,
                "comment": self._one(self.said[stars]),
                "answer": "",
                "pinned": False,
                "created_at": self._moment(people[place].created_at),
            }

    def _inquiries(self, people: list[SimpleNamespace], place: int) -> Iterator[dict[str, Any]]:
        for _n in range(tail(self.chance, INQUIRY_TAIL, MOST_INQUIRIES)):
            writer, letter = self._one(people), self._one(self.letters)
            sent, held = self._moment(people[place].created_at), self.chance.random() < HELD
            yield {
                **{name: next(self.keys) for name in ("id", "answer_id", "case_id")},
                "letter": letter,
                "words": f"{writer.words} {self.plain[letter['subject']]}",
                "writer": writer,
                "held": held,
                "sent": sent,
                **self._progress(sent, held),
            }

    def _progress(self, sent: datetime, held: bool) -> dict[str, Any]:
        """How far an inquiry came, and after how many seconds it was answered, if it was."""
        fate = self.chance.random()
        if held or fate < 0.15:
            return {"status": InquiryStatus.UNREAD, "read": None, "waited": None}
        read = sent + timedelta(seconds=self.chance.expovariate(1 / 20_000))
        if fate < 0.35:
            return {"status": InquiryStatus.READ, "read": read, "waited": None}
        status = InquiryStatus.REPLIED if fate < 0.85 else InquiryStatus.ARCHIVED
        return {"status": status, "read": read, "waited": int((read - sent).total_seconds()) + 600}

    def answer(self) -> dict[str, Any]:
        """What a creator wrote back."""
        answer: dict[str, Any] = self._one(self.answers)
        return answer

    def _moment(self, since: datetime) -> datetime:
        return since + (self.now - since) * self.chance.random()

    def _one(self, values: Any) -> Any:
        return values[int(self.chance.random() * len(values))]
