"""What is decided is done, logged and closed in one step; what cannot be decided says why."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.inquiries import queries as inquiries
from kreatr.inquiries.events import InquiryHeld
from kreatr.kernel import clock, events
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import BadRequest, Conflict, Forbidden, NotFound
from kreatr.moderation.actions import cases, deciding, reporting, undoing
from kreatr.moderation.actions.deciding import OPTIONS, Decision
from kreatr.moderation.errors import Claimed, Decided, Own, TooLate
from kreatr.moderation.models import (
    Act,
    Case,
    CaseKind,
    Outcome,
    Reason,
    ReportReason,
    ReportState,
    SubjectKind,
    Verb,
)
from kreatr.moderation.queries.strikes import strikes
from kreatr.portfolio.models import DraftState, ModerationStatus
from kreatr.reviews.models import Review
from kreatr.uploads.events import UploadFinished
from kreatr.uploads.models import Purpose, Upload, UploadState
from tests.judge import Client
from tests.moderation.deciding import case_of, waiting_work
from tests.portfolio.test_deciding import revise
from tests.portfolio.test_list import fresh
from tests.portfolio.writing import PATH, STORY, drafts, fill
from tests.world import World, make_inquiry, make_review, make_user, signed_in

FLAG = Decision(Verb.FLAG, Reason.COPYRIGHT, "Logo pihak lain terlihat.")


def acts() -> list[Act]:
    """The log, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Act).order_by(Act.id)))


def reported(kind: SubjectKind, subject: object, *, times: int = 1) -> Case:
    """The case about something that so many people reported."""
    for _ in range(times):
        person = make_user(created_at=clock.now() - timedelta(days=30))
        made = reporting.report(person, kind, subject.id, ReportReason.INSULT, "Ini menghina orang lain.")  # type: ignore[attr-defined]
    return db.session.get_one(Case, made.case_id)


class TestWorks:
    def test_approval_shows_it_at_once_and_can_be_taken_back(self, world: World, app: Flask) -> None:
        item, visitor = waiting_work(world), app.test_client()
        case, public = case_of(item.id), f"/portfolio/sekarayu/{item.slug}"
        act = deciding.decide(world.maya, case.id, Decision(Verb.APPROVE))
        assert visitor.get(public).status_code == 200
        assert (act.actor_id, act.person_id) == (world.maya.id, world.sekar.user_id)
        assert (act.before["status"], act.after["status"]) == ("PENDING", "APPROVED")
        db.session.refresh(case)
        assert (case.outcome, case.closed_by_id) == (Outcome.APPROVED, world.maya.id)
        assert undoing.undo(world.maya, act.id).undoes == act.id
        assert visitor.get(public).status_code == 404 and fresh(item).published_at is None
        db.session.refresh(case)
        assert case.open and case.claimed_by_id == world.maya.id
        with pytest.raises(TooLate):
            undoing.undo(world.maya, act.id)
        deciding.decide(world.maya, case.id, Decision(Verb.REJECT, Reason.QUALITY))
        assert fresh(item).status is ModerationStatus.REJECTED
        assert [one.verb for one in acts()] == [Verb.APPROVE, Verb.UNDO, Verb.REJECT]

    def test_an_approved_revision_is_taken_back_with_its_pictures(
        self, client: Client, world: World, app: Flask
    ) -> None:
        item, visitor = world.items[0], app.test_client()
        revise(signed_in(client, world.sekar.user), item)
        before = fresh(item).content
        assert before["images"]
        with unit():
            (draft,) = drafts()
            draft.content = {**draft.content, "images": [], "tags": "lain"}
        act = deciding.decide(world.maya, case_of(item.id).id, Decision(Verb.APPROVE))
        assert visitor.get(f"/portfolio/sekarayu/{item.slug}").page.text("h1") == "Sawah Pagi"
        assert not fresh(item).images
        undoing.undo(world.maya, act.id)
        assert fresh(item).content == before and fresh(item).pictures[0][1].shown
        (draft,) = drafts()
        assert (draft.state, draft.content["title"]) == (DraftState.SUBMITTED, "Sawah Pagi")
        assert visitor.get(f"/portfolio/sekarayu/{item.slug}").page.text("h1") == "Sawah Senja"
        assert case_of(item.id).open and case_of(item.id).revision

    def test_what_its_creator_changed_since_is_not_taken_back(self, client: Client, world: World) -> None:
        item = waiting_work(world)
        act = deciding.decide(world.maya, case_of(item.id).id, Decision(Verb.REJECT, Reason.QUALITY))
        sekar = signed_in(client, world.sekar.user)
        fill(sekar, sekar.get(f"{PATH}/edit/{item.id}"), title="Lebih baik", description=STORY)
        with pytest.raises(TooLate):
            undoing.undo(world.maya, act.id)
        assert fresh(item).status is ModerationStatus.PENDING

    def test_flagging_gives_a_waiting_revision_back_too(
        self, client: Client, world: World, app: Flask
    ) -> None:
        item = world.items[0]
        revise(signed_in(client, world.sekar.user), item)
        act = deciding.decide(world.maya, case_of(item.id).id, FLAG)
        assert fresh(item).status is ModerationStatus.FLAGGED and act.strike
        assert [draft.state for draft in drafts()] == [DraftState.RETURNED] and not case_of(item.id).open
        undoing.undo(world.maya, act.id)
        assert fresh(item).status is ModerationStatus.APPROVED
        assert [draft.state for draft in drafts()] == [DraftState.SUBMITTED] and case_of(item.id).open

    def test_a_removed_work_is_gone_for_good(self, client: Client, world: World, app: Flask) -> None:
        item = waiting_work(world)
        decision = Decision(Verb.REMOVE, Reason.STOLEN, "Milik orang lain.")
        deciding.decide(world.maya, case_of(item.id).id, decision)
        sekar = signed_in(client, world.sekar.user)
        page = sekar.get(f"{PATH}/edit/{item.id}")
        assert "Milik orang lain." in page.page.text(".note.bad")
        answer = fill(sekar, page, title="Coba lagi", description=STORY)
        assert answer.status_code == 403 and "/dashboard/cases" in answer.text
        assert fresh(item).status is ModerationStatus.FLAGGED
        assert [act.verb for act in strikes(world.sekar.user_id)] == [Verb.REMOVE]

    def test_the_edition_that_was_looked_at_counts(self, client: Client, world: World) -> None:
        item = waiting_work(world)
        case = case_of(item.id)
        seen = case.version
        sekar = signed_in(client, world.sekar.user)
        fill(sekar, sekar.get(f"{PATH}/edit/{item.id}"), title="Lain sama sekali", description=STORY)
        with pytest.raises(Conflict):
            deciding.decide(world.maya, case.id, Decision(Verb.APPROVE, version=seen))
        assert fresh(item).status is ModerationStatus.PENDING and not acts()

    def test_new_works_of_everybody_need_somebody_else(self, world: World) -> None:
        """Also a moderator's own (MOD-22)."""
        item = waiting_work(world)
        case = case_of(item.id)
        with unit():
            world.sekar.user.role = world.bagus.role
        with pytest.raises(Own):
            deciding.decide(world.sekar.user, case.id, Decision(Verb.APPROVE))
        assert fresh(item).status is ModerationStatus.PENDING and not acts()


class TestRules:
    def test_reasons_and_words_are_asked_for(self, world: World) -> None:
        case = case_of(waiting_work(world).id)
        for wrong in (
            Decision(Verb.REJECT),
            Decision(Verb.FLAG, words="Tanpa alasan."),
            Decision(Verb.REMOVE, Reason.OTHER),
            Decision(Verb.NOTE),
            Decision(Verb.DELIVER),
            Decision(Verb.REJECT, Reason.SPAM, "x" * 2001),
        ):
            with pytest.raises(BadRequest):
                deciding.decide(world.maya, case.id, wrong)
        assert not acts()

    def test_every_option_has_its_deed(self) -> None:
        assert {(kind, verb) for kind, verbs in OPTIONS.items() for verb in verbs} == set(deciding.DEEDS)

    def test_a_claim_keeps_others_out_for_a_while(self, world: World) -> None:
        case = case_of(waiting_work(world).id)
        cases.claim(world.maya, case.id)
        with pytest.raises(Claimed):
            deciding.decide(world.bagus, case.id, Decision(Verb.APPROVE))
        with time_machine.travel(clock.now() + timedelta(minutes=16)):
            deciding.decide(world.bagus, case.id, Decision(Verb.APPROVE))
        with pytest.raises(Decided):
            deciding.decide(world.maya, case.id, Decision(Verb.APPROVE))

    def test_several_are_decided_each_for_itself(self, world: World) -> None:
        items = [waiting_work(world, title) for title in ("Satu", "Dua", "Tiga")]
        found = [case_of(item.id).id for item in items]
        deciding.decide(world.bagus, found[1], Decision(Verb.APPROVE))
        done, refused = deciding.decide_all(world.maya, found, Decision(Verb.REJECT, Reason.SPAM))
        assert [act.subject_id for act in done] == [items[0].id, items[2].id]
        assert [one.case_id for one in refused] == [found[1]] and "memutuskan" in refused[0].why
        assert len(acts()) == 3

    def test_undoing_is_for_who_did_it_or_administrators_and_for_a_quarter_of_an_hour(
        self, world: World
    ) -> None:
        act = deciding.decide(world.maya, case_of(waiting_work(world).id).id, FLAG)
        with pytest.raises(Forbidden):
            undoing.undo(make_user(role=world.maya.role), act.id)
        with time_machine.travel(clock.now() + timedelta(minutes=16)):
            assert not undoing.undoable(act)
            with pytest.raises(TooLate):
                undoing.undo(world.bagus, act.id)
        assert strikes(world.sekar.user_id)
        undoing.undo(world.bagus, act.id)
        assert not strikes(world.sekar.user_id), "what was taken back does not count"
        with pytest.raises(NotFound):
            undoing.undo(world.bagus, uuid.uuid4())

    def test_strikes_fade(self, world: World) -> None:
        deciding.decide(world.maya, case_of(waiting_work(world).id).id, FLAG)
        with time_machine.travel(clock.now() + timedelta(days=181)):
            assert not strikes(world.sekar.user_id)


class TestReported:
    def test_keeping_shows_it_again_and_the_reports_were_wrong(self, world: World, app: Flask) -> None:
        item, visitor = world.items[0], app.test_client()
        case = reported(SubjectKind.ITEM, item, times=3)
        public = f"/portfolio/sekarayu/{item.slug}"
        assert visitor.get(public).status_code == 404
        act = deciding.decide(world.maya, case.id, Decision(Verb.KEEP))
        assert visitor.get(public).status_code == 200
        db.session.refresh(case)
        assert (case.outcome, case.hidden) == (Outcome.KEPT, False)
        states = sa.text("SELECT DISTINCT state, upheld FROM reports")
        assert [tuple(row) for row in db.session.execute(states)] == [(ReportState.RESOLVED, False)]
        undoing.undo(world.maya, act.id)
        assert visitor.get(public).status_code == 404
        db.session.refresh(case)
        assert case.open and case.hidden
        assert [tuple(row) for row in db.session.execute(states)] == [(ReportState.PENDING, None)]

    def test_a_review_is_hidden_and_shown_again_when_that_is_undone(self, world: World, app: Flask) -> None:
        review = make_review(world.rizky, world.dewi, rating=1, comment="Kasar sekali.")
        case, visitor = reported(SubjectKind.REVIEW, review), app.test_client()
        assert deciding.options(case) == (Verb.KEEP, Verb.HIDE, Verb.NOTE)
        act = deciding.decide(world.maya, case.id, Decision(Verb.HIDE, Reason.INSULT))
        assert "Kasar sekali." not in visitor.get("/portfolio/rizkypratama").page.text("main")
        assert (act.person_id, act.strike) == (world.dewi.id, True)
        undoing.undo(world.maya, act.id)
        assert "Kasar sekali." in visitor.get("/portfolio/rizkypratama").page.text("main")
        assert db.session.get_one(Review, review.id).hidden_at is None

    def test_a_profile_is_hidden_with_everything_on_it(self, world: World, app: Flask) -> None:
        case = reported(SubjectKind.CREATOR, world.rizky)
        deciding.decide(world.maya, case.id, Decision(Verb.HIDE, Reason.FRAUD))
        assert app.test_client().get("/portfolio/rizkypratama").status_code == 404


class TestHeld:
    def _held(self, world: World) -> Case:
        inquiry = make_inquiry(world.sekar, world.dewi, held_reason="gambling")
        with unit():
            events.record(InquiryHeld(inquiry.id))
        return case_of(inquiry.id, CaseKind.MESSAGE)

    def test_a_message_arrives_when_it_is_delivered(self, world: World) -> None:
        case = self._held(world)
        assert case.person_id == world.dewi.id, "its receiver does not know of it"
        act = deciding.decide(world.maya, case.id, Decision(Verb.DELIVER))
        assert len(inquiries.inbox(world.sekar.user).rows) == 1
        assert not undoing.undoable(act), "it is on its way"
        with pytest.raises(TooLate):
            undoing.undo(world.maya, act.id)

    def test_a_discarded_message_never_arrives_unless_that_is_undone(self, world: World) -> None:
        case = self._held(world)
        act = deciding.decide(world.maya, case.id, Decision(Verb.DISCARD, Reason.SPAM))
        assert (
            inquiries.inbox(world.sekar.user).rows == []
            and not case_of(case.subject_id, CaseKind.MESSAGE).open
        )
        undoing.undo(world.maya, act.id)
        deciding.decide(world.maya, case.id, Decision(Verb.DELIVER))
        assert len(inquiries.inbox(world.sekar.user).rows) == 1

    @pytest.mark.one_database
    @pytest.mark.parametrize(
        ("decision", "state"),
        [
            (Decision(Verb.APPROVE), UploadState.READY),
            (Decision(Verb.REJECT, Reason.SEXUAL), UploadState.REFUSED),
        ],
    )
    def test_a_picture_is_used_or_not(self, world: World, decision: Decision, state: UploadState) -> None:
        with unit() as session:
            upload = Upload(
                owner_id=world.sekar.user_id,
                purpose=Purpose.WORK,
                state=UploadState.HELD,
                held_reason="nudity",
                bytes=1,
                digest="0" * 64,
            )
            session.add(upload)
            session.flush()
            events.record(UploadFinished(upload.id))
        case = case_of(upload.id, CaseKind.PICTURE)
        deciding.decide(world.maya, case.id, decision)
        db.session.refresh(upload)
        assert upload.state is state and not case_of(upload.id, CaseKind.PICTURE).open
