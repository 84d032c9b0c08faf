"""What reports weigh, and what they do together."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import User
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import Forbidden, NotFound
from kreatr.moderation.actions import hiding, reporting
from kreatr.moderation.actions.cases import close
from kreatr.moderation.models import (
    Act,
    Case,
    CaseKind,
    Outcome,
    Report,
    ReportMute,
    ReportReason,
    ReportState,
    SubjectKind,
    Verb,
)
from kreatr.moderation.queries import reports
from kreatr.portfolio.actions import arranging
from kreatr.portfolio.models import Item, ModerationStatus
from kreatr.reviews.models import Review
from tests.inquiries.letters import at_once
from tests.world import World, make_creator, make_item, make_review, make_user

WORDS = "Gambar ini diambil dari situs saya tanpa izin."


def _known(number: int) -> list[User]:
    """People whose accounts are old enough that their reports count whole."""
    return [make_user(created_at=clock.now() - timedelta(days=30)) for _ in range(number)]


def _report(person: User, kind: SubjectKind, subject: Item | Review | object, words: str = WORDS) -> Case:
    made = reporting.report(person, kind, subject.id, ReportReason.STOLEN, words)  # type: ignore[attr-defined]
    return db.session.get_one(Case, made.case_id)


def test_three_people_hide_a_work_and_two_do_not(world: World) -> None:
    work, people = world.items[0], _known(3)
    case = _report(people[0], SubjectKind.ITEM, work)
    _report(people[0], SubjectKind.ITEM, work, "Masih sama, dengan kata lain.")
    _report(people[1], SubjectKind.ITEM, work)
    db.session.refresh(case)
    assert (case.weight, case.hidden) == (200, False), "the same person counts once"
    assert db.session.get_one(Item, work.id).status is ModerationStatus.APPROVED
    assert _report(people[2], SubjectKind.ITEM, work).id == case.id
    db.session.expire_all()
    assert (case.weight, case.hidden) == (300, True)
    item = db.session.get_one(Item, work.id)
    assert (item.status, item.reason) == (ModerationStatus.FLAGGED, None)
    (act,) = db.session.scalars(sa.select(Act))
    assert (act.verb, act.actor_id, act.case_id) == (Verb.HIDE, None, case.id)
    # Whoever reported it may still change their words; others find nothing there.
    _report(people[1], SubjectKind.ITEM, work, "Saya lampirkan alamat aslinya.")
    with pytest.raises(NotFound):
        _report(world.dewi, SubjectKind.ITEM, work)


def test_what_a_report_weighs(world: World) -> None:
    (person,) = _known(1)
    fresh = make_user(created_at=clock.now())
    assert (reports.weight(person), reports.weight(fresh)) == (100, 50)
    for number, upheld in enumerate((True, False, False, False)):
        work = make_item(world.rizky, f"Karya {number}")
        case = _report(person, SubjectKind.ITEM, work)
        with unit():
            close(db.session.get_one(Case, case.id), Outcome.KEPT, world.maya)
            (ended,) = reporting.resolve(case, upheld)
        assert (ended.state, ended.upheld) == (ReportState.RESOLVED, upheld)
        assert reports.weight(person) == {0: 100, 1: 100, 2: 33, 3: 25}[number]
    with unit() as session:
        session.add(ReportMute(user_id=person.id))
    assert reports.weight(person) == 0


def test_a_troll_alone_hides_nothing_and_ones_own_cannot_be_reported(world: World) -> None:
    people = _known(2)
    with unit() as session:
        session.add_all(ReportMute(user_id=one.id) for one in people)
    for person in (*people, *[make_user(created_at=clock.now()) for _ in range(3)]):
        case = _report(person, SubjectKind.CREATOR, world.sekar)
    assert (case.weight, case.hidden) == (150, False), "three new accounts and two muted people"
    with pytest.raises(Forbidden):
        _report(world.sekar.user, SubjectKind.ITEM, world.items[0])
    with pytest.raises(NotFound):
        _report(world.dewi, SubjectKind.CREATOR, world.gani)
    with pytest.raises(NotFound):
        _report(world.dewi, SubjectKind.USER, world.hendra)


def test_a_hidden_review_leaves_the_mean(world: World) -> None:
    creator = make_creator("laras")
    make_review(creator, rating=5)
    bad = make_review(creator, rating=1, pinned=True)
    for person in _known(3):
        _report(person, SubjectKind.REVIEW, bad)
    db.session.refresh(creator)
    assert (creator.rating, creator.review_count) == (5.0, 1)
    assert hiding.show(SubjectKind.REVIEW, bad.id) and not hiding.show(SubjectKind.REVIEW, bad.id)
    db.session.refresh(creator)
    assert (creator.rating, creator.review_count) == (3.0, 2)


def test_reports_end_with_the_work(world: World) -> None:
    case = _report(world.dewi, SubjectKind.ITEM, world.items[0])
    arranging.remove(world.sekar.user, world.items[0].id)
    db.session.refresh(case)
    assert (case.kind, case.outcome) == (CaseKind.REPORT, Outcome.GONE)
    (ended,) = db.session.scalars(sa.select(Report))
    assert (ended.state, ended.upheld) == (ReportState.RESOLVED, None), (
        "nobody decided: it counts neither way"
    )


def test_three_at_the_same_moment_hide_it_once(app: Flask, world: World) -> None:
    people, work = _known(4), world.items[0]
    ids = [person.id for person in people]

    def one(person_id: uuid.UUID) -> Callable[[], str]:
        def run() -> str:
            try:
                _report(db.session.get_one(User, person_id), SubjectKind.ITEM, work)
            except NotFound:
                return "late"
            return "taken"

        return run

    answers = at_once(app, [one(id_) for id_ in ids])
    assert sorted(answers) == ["late", "taken", "taken", "taken"], "the fourth finds nothing there"
    db.session.rollback()
    assert [act.verb for act in db.session.scalars(sa.select(Act))] == [Verb.HIDE]
    (case,) = db.session.scalars(sa.select(Case).where(Case.kind == CaseKind.REPORT))
    assert (case.weight, case.hidden) == (300, True)
