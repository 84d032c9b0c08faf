"""A call from the question to the line in the books, over real connections to providers that behave or do not (fault 17)."""

from __future__ import annotations

import asyncio

import pytest
from flask import Flask

from kreatr.ai import caller as calling
from kreatr.ai.actions import keys
from kreatr.ai.actions.asking import ask
from kreatr.ai.actions.stopping import stop
from kreatr.ai.caller import Caller
from kreatr.ai.models import AiCall, CallStatus, KeyStatus, Payer, Provider, Routing
from kreatr.ai.queries import calls
from kreatr.ai.words.trouble import free
from kreatr.kernel import topics
from kreatr.kernel.db import unit
from tests.ai.calling import again, make, reach
from tests.ai.outside import Outside
from tests.ai.questions import give, house_pays, make_key, question
from tests.credits.books import audited, lines
from tests.hunt import Hunt
from tests.services import Valkey
from tests.world import make_user

PLENTY = 100_000


@pytest.fixture(autouse=True)
def at_the_stand_ins(app: Flask, outside: Outside) -> None:
    house_pays(app)
    reach(app, outside)


def test_an_own_key_pays_and_credits_do_not(app: Flask, outside: Outside) -> None:
    person = make_user()
    key = make_key(person)
    give(person, PLENTY)
    call = ask(person, question())
    make(app)
    done = again(call)
    assert (done.status, done.error, calls.text(done)) == (CallStatus.DONE, "", outside.text())
    assert done.counted and done.tokens_in and done.tokens_out and done.cost
    assert done.key_hint == key.hint and keys.keys.find(person, key.id).used_at
    assert audited(person.id) == PLENTY and len(lines(person.id)) == 1  # CRD-24
    told = topics.so_far(calls.topic(call.id))
    assert "".join(line.text for line in told) == outside.text() and told[-1].kind == "end"


def test_credits_pay_what_it_really_took(app: Flask, outside: Outside) -> None:
    person = make_user()
    give(person, PLENTY)
    call = ask(person, question(most_tokens=4000))
    assert audited(person.id) == PLENTY - call.reserved
    make(app)
    done = again(call)
    assert done.status is CallStatus.DONE and done.credits is not None and 0 < done.credits < done.reserved
    assert audited(person.id) == PLENTY - done.credits
    assert done.cost == done.credits * 100  # what these credits are worth, in micro-USD
    sent = outside.asked[0].headers["authorization"]
    assert sent == f"Bearer {app.config['KREATR'].ai.keys['OPENAI']}"


FAILURES = {
    "denied": "KEY_REFUSED",
    "forbidden": "FORBIDDEN",
    "limited": "RATE_LIMITED",
    "broken": "UNAVAILABLE",
    "cut": "CUT",
    "ended": "CUT",
    "garbage": "GARBAGE",
    "html": "GARBAGE",
    "redirect": "ADDRESS",
    "poor": "NO_MONEY",
}


@pytest.mark.parametrize("mode", FAILURES)
@pytest.mark.one_database
def test_a_failed_call_takes_no_credits(
    app: Flask, outside: Outside, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "LONGEST_PAUSE", 0)
    outside.behave(mode)
    person, other = make_user(), make_user()
    give(person, PLENTY)
    key = make_key(other)
    paid, own = ask(person, question()), ask(other, question())
    make(app)
    for call in (again(paid), again(own)):
        assert call.status is CallStatus.FAILED and call.error == FAILURES[mode]
        half = calls.text(call)
        assert (half in outside.text() and bool(half)) if FAILURES[mode] == "CUT" else not half
    assert audited(person.id) == PLENTY and again(paid).cost == 0
    refused = mode in ("denied", "forbidden", "limited", "poor", "broken", "redirect")
    assert again(own).cost == 0 if refused else again(own).cost and not again(own).counted, again(own).cost
    said = free(again(own))
    assert bool(said) is refused, "nobody is told it was free where the provider may have counted"
    status = keys.keys.find(other, key.id).status
    assert status is (KeyStatus.INVALID if mode == "denied" else KeyStatus.ACTIVE)


def test_a_call_that_is_tried_again_is_charged_once(app: Flask, outside: Outside) -> None:
    person = make_user()
    give(person, PLENTY)
    outside.behave("overloaded")
    call = ask(person, question())

    async def recover(_caller: Caller) -> None:
        while not outside.asked:
            await asyncio.sleep(0.01)
        outside.behave("ok")

    make(app, recover)
    done = again(call)
    assert done.status is CallStatus.DONE and len(outside.asked) == 2
    assert audited(person.id) == PLENTY - (done.credits or 0)
    assert len(lines(person.id)) == 3  # given, reserved, settled


@pytest.mark.parametrize("payer", Payer)
@pytest.mark.one_database
def test_what_came_before_a_stop_is_kept_and_paid(
    app: Flask, outside: Outside, payer: Payer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "BEAT_SECONDS", 0.05)
    outside.words, outside.delay = tuple(f"kata{n} " for n in range(500)), 0.02
    person = make_user()
    give(person, PLENTY)
    if payer is Payer.KEY:
        make_key(person)
    call = ask(person, question())

    async def tire(_caller: Caller) -> None:
        while len(outside.sent) < 5:
            await asyncio.sleep(0.01)
        await asyncio.to_thread(_stop, app, call)

    make(app, tire)
    done = again(call)
    text = calls.text(done)
    assert done.status is CallStatus.STOPPED and not done.error
    assert text and outside.text().startswith(text) and len(text) < len(outside.text())
    assert not done.counted and done.cost
    assert outside.left, "the provider was told that nobody listens"
    spent = done.credits or 0
    assert audited(person.id) == PLENTY - spent and bool(spent) is (payer is Payer.CREDITS)


def _stop(app: Flask, call: AiCall) -> None:
    with app.app_context():
        from kreatr.accounts.queries import by_id

        viewer = by_id(call.user_id)
        assert viewer
        stop(viewer, call.id)


@pytest.mark.one_database
def test_a_stop_before_anybody_came_costs_nothing(app: Flask, outside: Outside) -> None:
    person = make_user()
    give(person, PLENTY)
    call = ask(person, question())
    assert stop(person, call.id).status is CallStatus.STOPPED
    make(app)
    assert not outside.asked and audited(person.id) == PLENTY


@pytest.mark.one_database
def test_a_key_counts_as_it_is_when_the_call_is_made(app: Flask, outside: Outside) -> None:
    person = make_user()
    key = make_key(person)
    removed = ask(person, question())
    keys.remove(person, key.id)
    make(app)
    assert again(removed).error == "NO_KEY" and not outside.asked
    first = make_key(person)
    replaced = ask(person, question())
    make_key(person)
    make(app)
    fresh = keys.keys.door(keys.keys.find(person, first.id)).key
    assert again(replaced).status is CallStatus.DONE
    assert outside.asked[0].headers["authorization"] == f"Bearer {fresh}"


@pytest.mark.breaks
@pytest.mark.one_database
def test_a_key_that_cannot_be_opened_fails_the_call_and_not_the_caller(app: Flask, outside: Outside) -> None:
    person, other = make_user(), make_user()
    key = make_key(person)
    with unit():
        key.sealed = key.sealed[:-8] + "AAAAAAAA"
    make_key(other)
    locked, fine = ask(person, question()), ask(other, question())
    make(app)
    assert again(locked).error == "KEY_LOCKED" and again(fine).status is CallStatus.DONE


@pytest.mark.parametrize("provider", [one for one in Provider if one is not Provider.CUSTOM])
@pytest.mark.one_database
def test_every_provider_answers(app: Flask, outside: Outside, provider: Provider) -> None:
    person = make_user()
    model = "acme/mine" if provider is Provider.REPLICATE else "a-model"
    make_key(person, provider, models=(model,))
    call = ask(person, question(provider=provider, model=model))
    make(app)
    assert (again(call).status, calls.text(again(call))) == (CallStatus.DONE, outside.text())
    assert again(call).cost is None, "a price nobody knows is not guessed"


def test_two_callers_take_a_call_once(app: Flask, outside: Outside) -> None:
    person = make_user()
    make_key(person)
    keys.choose(person, Routing.BYOK_ONLY)
    for _ in range(8):
        ask(person, question())

    async def second(_caller: Caller) -> None:
        other = Caller(app)
        task = asyncio.create_task(other.run())
        await asyncio.sleep(0.5)
        other.ending.set()
        await task

    make(app, second)
    assert len(outside.asked) == 8


def test_the_end_of_the_house_is_told(app: Flask, outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "GRACE_SECONDS", 0.1)
    outside.words, outside.delay = tuple(f"kata{n} " for n in range(500)), 0.02
    person = make_user()
    give(person, PLENTY)
    call = ask(person, question())

    async def close(caller: Caller) -> None:
        while len(outside.sent) < 5:
            await asyncio.sleep(0.01)
        caller.ending.set()

    make(app, close)
    assert again(call).error == "INTERRUPTED" and calls.text(again(call))
    assert audited(person.id) == PLENTY


@pytest.mark.parametrize("mode", ["ok", "denied", "cut", "html", "broken", "redirect"])
@pytest.mark.one_database("postgresql")
def test_no_word_of_a_key_is_left(
    app: Flask,
    outside: Outside,
    valkey: Valkey,
    mode: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calling, "LONGEST_PAUSE", 0)
    outside.behave(mode)
    person, paid = make_user(), make_user()
    give(paid, PLENTY)
    own = keys.keys.door(make_key(person)).key
    house = app.config["KREATR"].ai.keys["OPENAI"]
    ask(person, question())
    ask(paid, question())
    make(app)
    assert {one.headers["authorization"] for one in outside.asked} == {f"Bearer {own}", f"Bearer {house}"}
    printed = capfd.readouterr()
    for place, content in Hunt(app, valkey, [], [printed.out, printed.err]).places().items():
        for secret in (own, house):
            assert secret not in content and secret[4:30] not in content, f"a key lies in the {place}"
