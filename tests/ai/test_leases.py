"""Calls whose caller is gone, and limits that are near: what the clock and the end of a call see to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.ai.actions import running, settling
from kreatr.ai.actions.asking import ask
from kreatr.ai.actions.settling import Outcome
from kreatr.ai.adapters.protocol import Count
from kreatr.ai.models import CallStatus, LimitMode
from kreatr.ai.queries import calls
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.notices.models import Notice
from tests.ai.calling import again
from tests.ai.calls import make_call
from tests.ai.questions import give, house_pays, make_key, question
from tests.credits.books import audited
from tests.world import make_user

PLENTY = 100_000


@pytest.fixture(autouse=True)
def credits_can_pay(app: Flask) -> None:
    house_pays(app)


def test_the_clock_frees_what_a_dead_caller_held(app: Flask) -> None:
    person = make_user()
    give(person, PLENTY)
    call = ask(person, question())
    (job,) = running.claim(10)
    assert not running.release_lost(), "its lease still holds"
    with time_machine.travel(clock.now() + running.LEASE + timedelta(seconds=1), tick=True):
        assert running.release_lost() == 1 and not running.release_lost()
    freed = again(call)
    assert (freed.status, freed.error, freed.credits) == (CallStatus.FAILED, "INTERRUPTED", 0)
    assert audited(person.id) == PLENTY
    assert not settling.settle(job.call_id, Outcome("zu spät"))  # the dead one comes back
    assert audited(person.id) == PLENTY and not calls.text(freed)


@pytest.mark.one_database
def test_a_lease_that_is_kept_does_not_end(app: Flask) -> None:
    person = make_user()
    make_key(person)
    call = ask(person, question())
    running.claim(10)
    with time_machine.travel(clock.now() + running.LEASE - timedelta(seconds=2), tick=True):
        running.keep([call.id])
    with time_machine.travel(clock.now() + running.LEASE + timedelta(seconds=5), tick=True):
        assert not running.release_lost()
        assert running.ended([call.id]) == set()


@pytest.mark.one_database
def test_a_call_that_nobody_came_for_is_given_up(app: Flask) -> None:
    person = make_user()
    give(person, PLENTY)
    call = ask(person, question())
    assert not running.release_lost()
    with time_machine.travel(clock.now() + running.WAITS_AT_MOST + timedelta(seconds=1), tick=True):
        assert running.release_lost() == 1
    assert again(call).error == "INTERRUPTED" and audited(person.id) == PLENTY


def test_a_limit_that_is_near_is_told_once(app: Flask, deliver: Callable[[], int]) -> None:
    person = make_user()
    key = make_key(person, monthly=100, daily=None, mode=LimitMode.WARN)
    make_call(person, key_id=key.id, cost=5_000, usd_idr=15_000)  # Rp 75 of 100
    for _ in range(3):
        call = ask(person, question(most_tokens=10, agreed=True))
        running.claim(1)
        settling.settle(call.id, Outcome("Halo", Count(2_000, 200)))  # Rp 6.30 each
    deliver()
    told = [
        notice.values for notice in db.session.scalars(sa.select(Notice)) if notice.kind == "key_allowance"
    ]
    assert [values["percent"] for values in told] == [80]
    make_call(person, key_id=key.id, cost=1_000, usd_idr=15_000)
    call = ask(person, question(most_tokens=10, agreed=True))
    running.claim(1)
    settling.settle(call.id, Outcome("Halo", Count(2_000, 200)))
    deliver()
    told = [
        notice.values for notice in db.session.scalars(sa.select(Notice)) if notice.kind == "key_allowance"
    ]
    assert sorted(values["percent"] for values in told) == [80]
