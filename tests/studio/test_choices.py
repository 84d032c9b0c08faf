"""When something may cost more than is left, the choice comes before the call."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from kreatr.ai.models import LimitMode, Payer
from kreatr.credits import queries as credits
from tests.ai.questions import give, house_pays, make_key
from tests.inquiries.letters import says
from tests.judge import Client
from tests.page import words
from tests.studio.working import HOME, TOPIC, count, latest, write
from tests.world import World, signed_in

pytestmark = pytest.mark.one_database


def ways(answer: Any) -> dict[str, str]:
    """What the page offers, as label → what its button sends."""
    return {words(one): one.get("value", "") for one in answer.page.all("#pilihan button")}


def over(client: Client, world: World, mode: LimitMode = LimitMode.STOP, daily: int = 100) -> Any:
    """Something dear, with a key that has little left."""
    make_key(world.sekar.user, daily=daily, mode=mode)
    signed_in(client, world.sekar.user)
    return write(client, model="OPENAI:gpt-4o", length="long", audience="anak kos")


def test_nothing_is_sent_and_nothing_is_lost(client: Client, world: World) -> None:
    answer = over(client, world)
    assert answer.status_code == 402 and count() == 0
    assert "Rp 100" in answer.page.text("#pilihan") and says(
        "This could cost more than you allowed."
    ) in answer.page.text("h2")
    assert TOPIC in answer.page.text("textarea[name=topic]")
    assert answer.page.one("input[name=audience]").get("value") == "anak kos"


def test_a_cheaper_model_is_named_with_its_price(client: Client, world: World) -> None:
    answer = over(client, world)
    (cheaper,) = [value for value in ways(answer).values() if value.startswith("model=")]
    assert cheaper == "model=OPENAI:gpt-4o-mini"
    assert "Rp" in answer.page.text("#pilihan li")
    sent = client.submit(answer, "form#tulis", button=f"#pilihan button[value={cheaper}]")
    assert sent.status_code == 303 and latest().call.model == "gpt-4o-mini"
    assert latest().given["length"] == "long" and latest().given["audience"] == "anak kos"


def test_a_shorter_answer(client: Client, world: World) -> None:
    answer = over(client, world, daily=200)
    sent = client.submit(answer, "form#tulis", button="#pilihan button[value^=length]")
    assert sent.status_code == 303
    assert latest().call.model == "gpt-4o" and latest().given["length"] in ("short", "middle")


def test_who_wants_to_be_warned_may_go_on(client: Client, world: World) -> None:
    answer = over(client, world, LimitMode.WARN)
    assert says("Send it anyway") in ways(answer)
    sent = client.submit(answer, "form#tulis", button="#pilihan button[value^=agreed]")
    assert sent.status_code == 303 and latest().given["length"] == "long"


def test_who_wants_to_be_stopped_may_not(client: Client, world: World) -> None:
    answer = over(client, world, LimitMode.STOP)
    assert says("Send it anyway") not in ways(answer)
    typed = {"swap": "agreed=1", "topic": TOPIC, "model": "OPENAI:gpt-4o", "length": "long"}
    token = answer.page.one("#tulis input[name=csrf_token]").get("value")
    usual = {"platform": "instagram", "tone": "warm", "language": "id", "csrf_token": token}
    assert client.post(f"{HOME}/caption", data={**usual, **typed}).status_code == 402 and count() == 0


def test_too_few_credits(client: Client, world: World, app: Flask) -> None:
    house_pays(app)
    give(world.dewi, 60)
    signed_in(client, world.dewi)
    answer = write(client, model="OPENAI:gpt-4o", length="long")
    assert answer.status_code == 402 and count() == 0
    assert "60" in answer.page.text("#pilihan") and credits.balance(world.dewi.id) == 60
    cheaper = next(value for value in ways(answer).values() if value.startswith("model="))
    sent = client.submit(answer, "form#tulis", button=f"#pilihan button[value={cheaper}]")
    assert sent.status_code == 303 and latest().call.payer is Payer.CREDITS
    assert 0 <= credits.balance(world.dewi.id) < 60


def test_stopping_is_a_choice_too(client: Client, world: World) -> None:
    links = [link.get("href") for link in over(client, world).page.all("#pilihan a")]
    assert links == ["/dashboard/api-keys", HOME]
