"""Two moderators, one case, at the same moment: one decision, one line in the log, one letter, and the second is told."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.db import db, unit
from kreatr.kernel.outbox import Delivery
from kreatr.moderation.actions import cases, deciding
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.errors import Decided
from kreatr.moderation.models import Act, Case, CaseKind, Outcome, Reason, SubjectKind, Verb
from kreatr.portfolio.models import Item, ItemCategory
from tests.mailbox import Mailbox
from tests.world import World

ROUNDS = 100
CHOICES = (Decision(Verb.APPROVE), Decision(Verb.REJECT, Reason.QUALITY))
OUTCOMES = {Verb.APPROVE: Outcome.APPROVED, Verb.REJECT: Outcome.REJECTED}
Answer = Act | str


def _cases(creator: Creator) -> list[uuid.UUID]:
    """A hundred works that wait. Their maker is hidden: what the marketplace does with a shown work is not the point."""
    with unit() as session:
        items = [
            Item(
                creator_id=creator.id,
                slug=f"karya-{number}",
                title=f"Karya {number}",
                description="Menunggu.",
                category=ItemCategory.AI_CONTENT,
            )
            for number in range(ROUNDS)
        ]
        session.add_all(items)
        session.flush()
        return [
            cases.open_case(
                CaseKind.WORK, SubjectKind.ITEM, item.id, person=creator.user, title=item.title
            ).id
            for item in items
        ]


def _race(app: Flask, moderators: tuple[User, User], case_ids: list[uuid.UUID]) -> list[tuple[Answer, ...]]:
    """Both decide each case at once, one approving and the other one not; what each got."""
    start = Barrier(2)
    people = [moderator.id for moderator in moderators]

    def work(place: int) -> list[Answer]:
        answers: list[Answer] = []
        with app.app_context():
            for number, case_id in enumerate(case_ids):
                viewer = db.session.get_one(User, people[place])
                start.wait(timeout=20)
                try:
                    answers.append(deciding.decide(viewer, case_id, CHOICES[(place + number) % 2]))
                except Decided as error:
                    answers.append(error.message)
        return answers

    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(work, (0, 1)))
    return list(zip(*both, strict=True))


def _only_letters() -> None:
    """Leaves out the other news, which cost their time and are tested elsewhere."""
    with unit() as session:
        session.execute(sa.delete(Delivery).where(Delivery.listener.not_like("%mail_decision")))


def test_of_two_moderators_one_decides(
    app: Flask, world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    case_ids = _cases(world.gani)
    answers = _race(app, (world.maya, world.bagus), case_ids)
    for pair in answers:
        told = [one for one in pair if isinstance(one, str)]
        assert len(told) == 1 and "sudah memutuskan" in told[0], pair
    db.session.rollback()
    acts = list(db.session.scalars(sa.select(Act)))
    assert sorted(act.case_id for act in acts if act.case_id) == sorted(case_ids)
    assert len({act.actor_id for act in acts}) == 2, "both came first at times"
    for case in db.session.scalars(sa.select(Case).where(Case.id.in_(case_ids))):
        (act,) = [one for one in acts if one.case_id == case.id]
        assert (case.closed_by_id, case.outcome) == (act.actor_id, OUTCOMES[act.verb])
    _only_letters()
    deliver()
    told = [letter["Subject"] for letter in mailbox.to(world.gani.user.email)]
    assert len(told) == len(set(told)) == ROUNDS
