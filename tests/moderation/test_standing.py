"""MOD-07, MOD-08, S9: what administrators do about people: by rank, with a reason, in the log, and taken back in time."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.accounts.actions import standing as accounts
from kreatr.accounts.models import Role, Standing, User, UserSession
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import BadRequest, Forbidden, KreatrError
from kreatr.moderation.actions import standing
from kreatr.moderation.errors import (
    AlreadyProposed,
    AnotherPerson,
    Decided,
    NotSo,
    OwnRank,
    TooLate,
    WordsMissing,
)
from kreatr.moderation.models import Act, Case, Outcome, Reason, Verb
from kreatr.moderation.queries import people
from kreatr.moderation.queries.strikes import strikes
from tests.world import World, make_user, signed_in

WHY = "Mengirim iklan yang sama kepada dua puluh kreator."


def acts(person: User) -> list[Act]:
    """The log about somebody, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(Act).where(Act.person_id == person.id).order_by(Act.id)))


def stands(person: User) -> tuple[Standing, bool]:
    """How somebody stands now."""
    found = db.session.get_one(User, person.id, populate_existing=True)
    return found.standing, found.is_active


def suspend(viewer: User, person: User, days: int = 7) -> Act:
    """A suspension for spam."""
    return standing.suspend(viewer, person.id, days, Reason.SPAM, WHY)


def after(**time: float) -> Any:
    """So much later."""
    return time_machine.travel(clock.now() + timedelta(**time), tick=False)


def test_a_suspension_is_a_line_with_before_and_after(world: World) -> None:
    act = suspend(world.bagus, world.dewi)
    assert stands(world.dewi) == (Standing.SUSPENDED, False)
    assert (act.verb, act.actor_id, act.reason, act.words) == (Verb.SUSPEND, world.bagus.id, Reason.SPAM, WHY)
    assert act.before == {"standing": "GOOD", "until": None} and act.after["days"] == 7 and act.strike
    assert strikes(world.dewi.id) == [act]
    standing.lift(world.bagus, world.dewi.id, "Sudah dijelaskan dengan baik.")
    assert stands(world.dewi) == (Standing.GOOD, True)
    assert [one.verb for one in acts(world.dewi)] == [Verb.SUSPEND, Verb.LIFT]
    assert strikes(world.dewi.id), "what ends early was still right"
    with after(days=181):
        assert not strikes(world.dewi.id), "strikes fade"


def test_a_suspension_that_was_wrong_takes_its_strike_along(world: World) -> None:
    suspend(world.bagus, world.dewi)
    standing.lift(world.bagus, world.dewi.id, "Itu kekeliruan kami.", forgive=True)
    assert not strikes(world.dewi.id)


def test_the_clock_lifts_once(world: World) -> None:
    suspend(world.bagus, world.dewi, days=3)
    suspend(world.bagus, world.hendra, days=30)
    with after(days=2, hours=23):
        standing.lift_over()
        assert stands(world.dewi)[0] is Standing.SUSPENDED
    with after(days=3, minutes=1):
        standing.lift_over()
        standing.lift_over()
        assert stands(world.dewi) == (Standing.GOOD, True)
        assert stands(world.hendra)[0] is Standing.SUSPENDED
    lifted = [one for one in acts(world.dewi) if one.verb is Verb.LIFT]
    assert [one.actor_id for one in lifted] == [None], "the house itself, once"


def test_taking_back_what_is_over_or_was_extended_changes_nothing(world: World) -> None:
    first = suspend(world.bagus, world.dewi, days=3)
    second = suspend(world.bagus, world.dewi, days=30)
    standing.restore(first)
    assert stands(world.dewi)[0] is Standing.SUSPENDED, "the longer one stands for itself"
    standing.restore(second)
    found = db.session.get_one(User, world.dewi.id, populate_existing=True)
    assert found.suspended_until.isoformat() == first.after["until"], "what was left of the first one is left"
    with after(days=4):
        standing.lift_over()
        standing.restore(second)
        assert stands(world.dewi) == (Standing.GOOD, True)


def test_what_is_missing_or_out_of_range_is_refused(world: World) -> None:
    for days in (0, 366):
        with pytest.raises(BadRequest):
            suspend(world.bagus, world.dewi, days)
    with pytest.raises(WordsMissing):
        standing.suspend(world.bagus, world.dewi.id, 7, Reason.SPAM, "  singkat ")
    with pytest.raises(NotSo):
        standing.lift(world.bagus, world.dewi.id, WHY)
    assert not acts(world.dewi) and stands(world.dewi) == (Standing.GOOD, True)


VERBS: dict[str, Callable[[User, User], Any]] = {
    "suspend": suspend,
    "lift": lambda viewer, person: standing.lift(viewer, person.id, WHY),
    "ban": lambda viewer, person: standing.propose_ban(viewer, person.id, Reason.FRAUD, WHY),
    "role": lambda viewer, person: standing.change_role(viewer, person.id, Role.MODERATOR, WHY),
    "sessions": lambda viewer, person: standing.end_sessions(viewer, person.id, WHY),
    "mute": lambda viewer, person: standing.mute(viewer, person.id, WHY),
    "unmute": lambda viewer, person: standing.unmute(viewer, person.id, WHY),
}


@pytest.mark.one_database
def test_nobody_acts_on_their_own_rank_or_above(world: World) -> None:
    house = [world.maya, world.bagus, world.ratna]
    for verb, do in VERBS.items():
        for viewer in [world.dewi, *house]:
            for person in house:
                if viewer is world.ratna and person is not world.ratna:
                    continue
                if viewer is world.bagus and person is world.maya:
                    continue
                with pytest.raises(Forbidden):
                    do(viewer, person)
                    pytest.fail(f"{viewer.username} did {verb} to {person.username}")
        with pytest.raises(Forbidden):
            do(world.maya, world.dewi)
    assert not db.session.scalar(sa.select(sa.func.count(Act.id)))


def test_a_role_that_was_taken_meanwhile_allows_nothing(world: World) -> None:
    accounts.give_role(world.bagus.id, Role.USER)
    with pytest.raises(Forbidden):
        suspend(world.bagus, world.dewi)


def test_roles_are_given_from_above(app: Flask, world: World) -> None:
    signed_in(app.test_client(), world.dewi)  # type: ignore[arg-type]
    act = standing.change_role(world.bagus, world.dewi.id, Role.MODERATOR, WHY)
    assert (act.before, act.after) == ({"role": "USER"}, {"role": "MODERATOR"})
    sessions = sa.select(sa.func.count(UserSession.id)).where(UserSession.user_id == world.dewi.id)
    assert not db.session.scalar(sessions), "who has other rights signs in anew (S6)"
    for role in (Role.ADMIN, Role.OWNER):
        with pytest.raises(Forbidden):
            standing.change_role(world.bagus, world.dewi.id, role, WHY)
    with pytest.raises(NotSo):
        standing.change_role(world.ratna, world.dewi.id, Role.MODERATOR, WHY)
    standing.change_role(world.ratna, world.dewi.id, Role.ADMIN, WHY)
    with pytest.raises(OwnRank):
        standing.change_role(world.bagus, world.dewi.id, Role.USER, WHY)
    with pytest.raises(OwnRank):
        standing.change_role(world.ratna, world.ratna.id, Role.USER, WHY)


class TestBan:
    def test_needs_a_second_person(self, app: Flask, world: World) -> None:
        case = standing.propose_ban(world.bagus, world.dewi.id, Reason.FRAUD, WHY)
        assert stands(world.dewi) == (Standing.GOOD, True), "nothing happens before a second person agrees"
        with pytest.raises(AlreadyProposed):
            standing.propose_ban(world.ratna, world.dewi.id, Reason.FRAUD, WHY)
        with pytest.raises(AnotherPerson):
            standing.agree_ban(world.bagus, case)
        with pytest.raises(Forbidden):
            standing.agree_ban(world.maya, case)
        browser = signed_in(app.test_client(), world.dewi)  # type: ignore[arg-type]
        act = standing.agree_ban(world.ratna, case)
        assert stands(world.dewi) == (Standing.BANNED, False)
        assert (act.reason, act.words, act.case_id) == (Reason.FRAUD, WHY, case.id)
        assert db.session.get_one(Case, case.id, populate_existing=True).outcome is Outcome.BANNED
        assert browser.get("/dashboard/settings").status_code == 303, "the session ended with it"
        with pytest.raises(Decided):
            standing.agree_ban(world.ratna, case)

    def test_can_be_declined(self, world: World) -> None:
        case = standing.propose_ban(world.bagus, world.dewi.id, Reason.FRAUD, WHY)
        with pytest.raises(AnotherPerson):
            standing.decline_ban(world.bagus, case, WHY)
        standing.decline_ban(world.ratna, case, "Sekali saja, dan sudah minta maaf.")
        assert stands(world.dewi) == (Standing.GOOD, True)
        assert db.session.get_one(Case, case.id, populate_existing=True).outcome is Outcome.DECLINED

    def test_is_taken_back_once_within_a_day(self, world: World) -> None:
        suspension = suspend(world.bagus, world.dewi, days=10)
        case = standing.propose_ban(world.bagus, world.dewi.id, Reason.FRAUD, WHY)
        act = standing.agree_ban(world.ratna, case)
        with after(hours=23):
            undone = standing.undo_ban(world.bagus, act.id)
            assert (undone.verb, undone.undoes) == (Verb.UNBAN, act.id)
            found = db.session.get_one(User, world.dewi.id, populate_existing=True)
            assert found.standing is Standing.SUSPENDED, "the suspension from before goes on"
            assert suspension.after["until"] == found.suspended_until.isoformat()
            with pytest.raises(TooLate):
                standing.undo_ban(world.bagus, act.id)

    def test_stays_after_a_day(self, world: World) -> None:
        case = standing.propose_ban(world.bagus, world.dewi.id, Reason.FRAUD, WHY)
        act = standing.agree_ban(world.ratna, case)
        with after(hours=25):
            with pytest.raises(TooLate):
                standing.undo_ban(world.ratna, act.id)
            with pytest.raises(TooLate):
                standing.undo_last_ban(world.ratna, world.dewi.id, WHY)
        assert stands(world.dewi) == (Standing.BANNED, False)


def test_muting_and_ending_sessions(app: Flask, world: World) -> None:
    standing.mute(world.bagus, world.dewi.id, WHY)
    with pytest.raises(NotSo):
        standing.mute(world.bagus, world.dewi.id, WHY)
    assert people.card(world.dewi).muted
    standing.unmute(world.bagus, world.dewi.id, WHY)
    assert not people.card(world.dewi).muted
    browser = signed_in(app.test_client(), world.dewi)  # type: ignore[arg-type]
    assert standing.end_sessions(world.bagus, world.dewi.id, WHY).before == {"sessions": 1}
    assert browser.get("/dashboard/settings").status_code == 303
    assert len(acts(world.dewi)) == 3 and all(one.words == WHY for one in acts(world.dewi))


def test_two_clocks_and_two_administrators_at_once(app: Flask, world: World) -> None:
    people_ = [make_user() for _one in range(6)]
    for person in people_:
        suspend(world.bagus, person, days=1)
    case = standing.propose_ban(world.ratna, world.hendra.id, Reason.FRAUD, WHY)
    with unit():
        past = clock.now() - timedelta(minutes=1)
        db.session.execute(
            sa.update(User).values(suspended_until=past).where(User.standing == Standing.SUSPENDED)
        )
    second = make_user("admin2", role=Role.ADMIN)
    viewers, case_id = [world.bagus.id, second.id] * 3, case.id

    def agree(viewer_id: uuid.UUID) -> Any:
        return standing.agree_ban(db.session.get_one(User, viewer_id), db.session.get_one(Case, case_id)).verb

    verbs = [lambda viewer=viewer: agree(viewer) for viewer in viewers]
    answers = _together(app, [standing.lift_over] * 4 + verbs)
    assert sum(answer is Verb.BAN for answer in answers) == 1, "one of them bans"
    assert sum(isinstance(answer, Decided) for answer in answers) == 5, "the others are told"
    assert [one.verb for one in acts(world.hendra)] == [Verb.PROPOSE_BAN, Verb.BAN]
    for person in people_:
        assert [one.verb for one in acts(person)] == [Verb.SUSPEND, Verb.LIFT]


def _together(app: Flask, verbs: list[Callable[[], Any]]) -> list[Any]:
    def run(verb: Callable[[], Any]) -> Any:
        with app.app_context():
            try:
                return verb()
            except KreatrError as error:
                return error

    with ThreadPoolExecutor(10) as threads:
        return list(threads.map(run, verbs))
