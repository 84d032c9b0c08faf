"""Before a call costs anything: who pays, whether it may, and that it is asked once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import User
from kreatr.ai.actions import keys
from kreatr.ai.actions.asking import Question, ask, estimate
from kreatr.ai.errors import CallNotFound, NoPayer, OverBudget, TooLong, TooManyAtOnce
from kreatr.ai.models import AiCall, CallText, LimitMode, Payer, Provider, Routing
from kreatr.ai.queries import catalogue
from kreatr.ai.queries.offers import offer, offers
from kreatr.credits import queries as credits
from kreatr.credits.actions import NotEnoughCredits
from kreatr.kernel.db import db
from tests.ai.calls import make_call
from tests.ai.questions import MODEL, give, house_pays, make_key, question
from tests.credits.books import audited
from tests.world import make_user


def calls() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(AiCall)) or 0


@pytest.mark.parametrize(
    ("has_key", "has_credits", "routing", "payer"),
    [
        (True, True, None, Payer.KEY),  # nobody is charged silently once there is a key
        (False, True, None, Payer.CREDITS),
        (True, True, Routing.CREDITS_ONLY, Payer.CREDITS),
        (True, True, Routing.BYOK_THEN_CREDITS, Payer.KEY),
        (False, True, Routing.BYOK_THEN_CREDITS, Payer.CREDITS),
        (False, True, Routing.BYOK_ONLY, "NO_KEY"),
        (False, False, None, "NO_CREDITS"),
        (True, False, Routing.CREDITS_ONLY, "NO_CREDITS"),
    ],
)
@pytest.mark.one_database
def test_who_pays(app: Flask, has_key: bool, has_credits: bool, routing: Routing | None, payer: Any) -> None:
    person = make_user()
    house_pays(app)
    if has_key:
        make_key(person)
    if has_credits:
        give(person, 100_000)
    if routing:
        keys.choose(person, routing)
    if isinstance(payer, Payer):
        call = ask(person, question())
        assert call.payer is payer
        assert (call.reserved > 0) is (payer is Payer.CREDITS) is (credits.balance(person.id) < 100_000)
        assert call.key_id is not None or payer is Payer.CREDITS
    else:
        with pytest.raises(NoPayer, match="NO_PAYER") as refused:
            ask(person, question())
        assert refused.value.reason == payer and not calls()


@pytest.mark.one_database
def test_a_refused_key_does_not_fall_back_silently(app: Flask) -> None:
    person = make_user()
    house_pays(app)
    give(person, 100_000)
    key = make_key(person)
    keys.mark_refused(key.id, key.version, False)
    assert offer(person, Provider.OPENAI, MODEL).reason == "KEY_REFUSED"
    keys.choose(person, Routing.BYOK_THEN_CREDITS)
    assert ask(person, question()).payer is Payer.CREDITS, "they said so"


@pytest.mark.one_database
def test_without_a_house_key_credits_buy_nothing(app: Flask) -> None:
    person = make_user()
    give(person, 1000)
    assert offer(person, Provider.OPENAI, MODEL).reason == "NOT_OFFERED"
    house_pays(app)
    assert offer(person, Provider.OPENAI, "gpt-that-nobody-knows").reason == "MODEL_UNKNOWN"
    listed = offers(person)
    assert {one.model.provider for one in listed} >= set(Provider) - {Provider.CUSTOM, Provider.REPLICATE}
    assert all(one.possible or one.reason for one in listed)


@pytest.mark.one_database
def test_a_key_offers_what_its_provider_listed(app: Flask) -> None:
    person = make_user()
    make_key(person, models=(MODEL, "mein-feines-modell", "text-embedding-3-small"))
    make_key(person, Provider.CUSTOM, models=("llama3.2:1b",), base_url="https://llm.contoh.test")
    mine = {one.model.id: one for one in offers(person) if one.payer is Payer.KEY}
    assert set(mine) == {MODEL, "mein-feines-modell", "llama3.2:1b"}
    assert mine["llama3.2:1b"].model.input_price is None, "nobody guesses a price"


def test_one_form_is_one_call(app: Flask) -> None:
    person, stranger = make_user(), make_user()
    make_key(person)
    asked = question()
    assert ask(person, asked).id == ask(person, asked).id
    assert calls() == 1
    text = db.session.scalar(sa.select(CallText))
    assert text and text.request["messages"][1] == {"role": "user", "text": asked.messages[1].text}
    with pytest.raises(CallNotFound):
        ask(stranger, asked)


@pytest.mark.one_database
def test_an_allowance_is_kept_before_the_call(app: Flask) -> None:
    person = make_user()
    key = make_key(person, monthly=50, daily=20, mode=LimitMode.STOP)
    make_call(person, key_id=key.id, cost=1_000, usd_idr=15_000)  # Rp 15 of today's 20
    dear = question(model="gpt-4o", most_tokens=2000)
    with pytest.raises(OverBudget) as over:
        ask(person, dear)
    assert over.value.limit == "DAY" and over.value.left == 5_000_000 and not over.value.may_agree
    assert over.value.estimate > over.value.left
    with pytest.raises(OverBudget):
        ask(person, question(model="gpt-4o", most_tokens=2000, agreed=True))  # STOP is no question
    small = ask(person, question(most_tokens=100))
    assert small.estimate and small.estimate * 15_000 < 5_000_000
    keys.limit(person, key.id, 50, None, LimitMode.WARN)
    with pytest.raises(OverBudget) as warned:
        ask(person, question(model="gpt-4o", most_tokens=4000))
    assert warned.value.limit == "MONTH" and warned.value.may_agree
    assert ask(person, question(model="gpt-4o", most_tokens=4000, agreed=True)).under_way


@pytest.mark.one_database
def test_too_much_at_once_or_too_long(app: Flask) -> None:
    person = make_user()
    make_key(person)
    with pytest.raises(TooLong):
        ask(person, question("panjang " * 150_000))
    for _ in range(10):
        ask(person, question())
    with pytest.raises(TooManyAtOnce):
        ask(person, question())


@pytest.mark.one_database
def test_the_estimate_is_never_below_what_it_costs(app: Flask) -> None:
    model = catalogue.model(Provider.OPENAI, MODEL)
    asked = question("Halo, apa kabar? " * 40)
    guess = estimate(model, asked.messages, 500)
    assert guess.tokens_in >= 40 * 5 and guess.tokens_out == 500
    assert guess.cost and guess.credits and guess.credits * 25 >= guess.cost


def together(app: Flask, person: User, questions: list[Question]) -> list[Any]:
    person_id = person.id

    def run(one: Question) -> Any:
        with app.app_context():
            try:
                return ask(db.session.get_one(User, person_id), one).id
            except (NotEnoughCredits, OverBudget) as refused:
                return refused

    db.session.rollback()
    with ThreadPoolExecutor(10) as threads:
        return list(threads.map(run, questions))


def test_fifty_at_once_on_a_balance_for_ten(app: Flask, change: Any) -> None:
    change(limits_factor=10)
    person = make_user()
    house_pays(app)
    model = catalogue.model(Provider.OPENAI, MODEL)
    each = estimate(model, question().messages, 500).credits or 0
    give(person, each * 10 + each // 2)
    answers = together(app, person, [question() for _ in range(50)])
    refused = [one for one in answers if isinstance(one, NotEnoughCredits)]
    assert len(refused) == 40 and calls() == 10
    assert audited(person.id) == each // 2


def test_two_windows_do_not_share_the_last_rupiah(app: Flask) -> None:
    person = make_user()
    make_key(person, monthly=10, daily=None, mode=LimitMode.STOP)
    each = estimate(catalogue.model(Provider.OPENAI, MODEL), question().messages, 500).cost or 0
    answers = together(app, person, [question() for _ in range(12)])
    taken = [one for one in answers if not isinstance(one, OverBudget)]
    assert len(taken) == min(10, 10_000_000 // (each * 15_000)) and calls() == len(taken)
