"""Giving, taking back, and what sign-up brings (CRD-03)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.actions import create_user
from kreatr.accounts.events import AccountRegistered
from kreatr.accounts.models import User
from kreatr.credits import queries
from kreatr.credits.actions import (
    CallIsClosed,
    CorrectionTooLarge,
    FormUsedBefore,
    NotEnoughCredits,
    correct,
    grant,
    release,
    reserve,
    settle,
    welcome,
)
from kreatr.credits.models import EntryKind
from kreatr.kernel.db import unit, uuid7
from tests.credits.books import ABOUT, audited, give, lines
from tests.world import make_user


def test_a_call_from_reservation_to_settlement(app: Flask) -> None:
    person, call = make_user(), uuid7()
    give(person.id, 1_000)
    reserve(person.id, call, 812, ABOUT)
    assert queries.standing(person) == (188, 812)
    assert settle(call, 640) == 640 and settle(call, 12) == 640, "it is settled once"
    assert not release(call) and queries.standing(person) == (360, 0)
    with pytest.raises(CallIsClosed):
        reserve(person.id, call, 10, ABOUT)
    kinds = [(line.kind, line.amount) for line in lines(person.id)]
    assert kinds[1:] == [(EntryKind.RESERVATION, -812), (EntryKind.SETTLEMENT, 172)]
    assert audited(person.id) == 360


def test_what_fails_is_given_back_and_a_lost_unit_took_nothing(app: Flask) -> None:
    person, call = make_user(), uuid7()
    give(person.id, 100)
    with pytest.raises(ZeroDivisionError), unit():
        reserve(person.id, call, 60, ABOUT)
        raise ZeroDivisionError
    assert audited(person.id) == 100
    with pytest.raises(NotEnoughCredits, match="101") as refused:
        reserve(person.id, call, 101, ABOUT)
    assert (refused.value.needed, refused.value.left, refused.value.status) == (101, 100, 402)
    reserve(person.id, call, 60, ABOUT)
    assert release(call) and settle(call, 60) == 0 and audited(person.id) == 100
    assert settle(uuid7(), 5) == 0 and not release(uuid7()), "who reserved nothing pays nothing (CRD-24)"


def test_what_exceeds_the_reservation_is_taken_as_far_as_there_is_any(app: Flask) -> None:
    person, call, other = make_user(), uuid7(), uuid7()
    give(person.id, 150)
    reserve(person.id, call, 100, ABOUT)
    assert settle(call, 120) == 120 and audited(person.id) == 30
    reserve(person.id, other, 20, ABOUT)
    assert settle(other, 70) == 30 and audited(person.id) == 0
    assert lines(person.id)[-1].about == "untaken:40"


@pytest.mark.parametrize("verb", [lambda one: reserve(one, uuid7(), 0, ""), lambda one: grant(one, -5, "x")])
def test_nothing_is_made_by_a_number_below_one(app: Flask, verb: Callable[[Any], Any]) -> None:
    person = make_user()
    with pytest.raises(ValueError):
        verb(person.id)
    with pytest.raises(ValueError):
        settle(uuid7(), -1)
    assert lines(person.id) == []


def test_corrections_never_go_below_zero(app: Flask) -> None:
    person, admin, form = make_user(), make_user(), uuid7()
    assert grant(person.id, 500, "Lomba", admin.id, form) and not grant(
        person.id, 500, "Lomba", admin.id, form
    )
    with pytest.raises(FormUsedBefore):
        grant(person.id, 900, "Lomba", admin.id, form)
    with pytest.raises(CorrectionTooLarge):
        correct(person.id, 501, "Salah", admin.id)
    assert correct(person.id, 500, "Salah", admin.id, form) and audited(person.id) == 0
    assert [line.actor_id for line in lines(person.id)] == [admin.id, admin.id]


def test_sign_up_brings_credits_once_where_the_operator_wants_it(
    app: Flask, change: Callable[..., None]
) -> None:
    without = create_user(username="ayu", email="ayu@contoh.test", password="panjang-dan-aneh-7")
    change(ai=replace(app.config["KREATR"].ai, signup_credits=2_000))
    person = create_user(username="bayu", email="bayu@contoh.test", password="panjang-dan-aneh-7")
    for _again in range(2):
        with unit():
            welcome(AccountRegistered(person.id))
    assert (audited(without.id), audited(person.id), len(lines(person.id))) == (0, 2_000, 1)


def test_the_ledger_outlives_who_wrote_it_and_goes_with_its_person(app: Flask) -> None:
    person, admin = make_user(), make_user()
    grant(person.id, 500, "Lomba", admin.id)
    with unit() as session:
        session.execute(sa.delete(User).where(User.id == admin.id))
    assert [line.actor_id for line in lines(person.id)] == [None] and audited(person.id) == 500
    with unit() as session:
        session.execute(sa.delete(User).where(User.id == person.id))
    assert lines(person.id) == [] and queries.balance(person.id) == 0
