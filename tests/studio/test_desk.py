"""Writing a piece of work down: the form, its price, asking once."""

from __future__ import annotations

import pytest
from flask import Flask

from kreatr.ai.models import AiCall, CallStatus, Payer, Provider
from kreatr.kernel.db import db, unit
from kreatr.studio.tasks import TASKS
from tests.ai.questions import MODEL, give, house_pays, make_key
from tests.inquiries.letters import says
from tests.judge import Client
from tests.page import words
from tests.portfolio.writing import errors
from tests.studio.working import HOME, TOPIC, ask, asked, count, finish, latest, write
from tests.world import World, signed_in


def test_asking_writes_the_run_and_its_call(sekar: Client, world: World) -> None:
    answer = write(sekar, platform="tiktok", audience="anak kos", length="short")
    run = latest()
    assert answer.status_code == 303 and answer.location == f"{HOME}/runs/{run.id}?sent=1"
    assert run.task == "caption" and run.language == "id" and run.title == TOPIC
    assert run.given["audience"] == "anak kos" and run.given["length"] == "short"
    call = run.call
    assert call.status is CallStatus.QUEUED and call.payer is Payer.KEY and call.model == MODEL
    assert call.most_tokens == TASKS["caption"].tokens["short"] and call.estimate
    system, user = asked()
    assert "TikTok" in system["text"] and TOPIC in user["text"] and "anak kos" in user["text"]


@pytest.mark.one_database
def test_every_task_has_a_page_and_answers_in_the_chosen_language(sekar: Client, world: World) -> None:
    home = sekar.get(HOME).page
    links = [link.get("href") for link in home.all(".crafts a")]
    assert links == [f"{HOME}/{key}" for key in TASKS]
    assert all("Rp" in words(row) for row in home.all(".crafts .lead")), "a list is a price list"
    for key, fields in (
        ("script", {"topic": "Cara melipat kain", "language": "en"}),
        ("product", {"name": "Tas anyam", "facts": "Daun pandan, 30 cm, Rp 120.000", "language": "en"}),
        ("prompt", {"prompt": "gambar pasar pagi", "language": "en"}),
        ("translation", {"text": "Selamat pagi", "language": "en"}),
        ("story", {"language": "en"}),
    ):
        assert ask(sekar, key, **fields).language == "en"
        assert asked()[0]["text"].startswith("You ")
    assert ask(sekar, "chat", message="Halo").thread_id
    assert sekar.get(f"{HOME}/nothing").status_code == 404


@pytest.mark.one_database
def test_the_story_takes_a_works_words_along(sekar: Client, world: World) -> None:
    page = sekar.get(f"{HOME}/story")
    offered = [words(option) for option in page.page.all("select[name=work] option")]
    assert {"Sawah Senja"} <= set(offered)
    item = next(one for one in world.items if one.title == "Sawah Senja")
    run = ask(sekar, "story", work=str(item.id), notes="Difoto dulu, lalu dilukis ulang")
    assert run.title == "Sawah Senja" and "Gambar Sawah Senja" in asked()[1]["text"]
    assert "dilukis ulang" in asked()[1]["text"]
    forged = sekar.submit(sekar.get(f"{HOME}/story"), "form#tulis", work=str(world.rizky.id))
    assert forged.status_code == 422 and count() == 1


@pytest.mark.one_database
def test_without_works_there_is_no_story_to_write(client: Client, world: World) -> None:
    page = signed_in(client, world.dewi).get(f"{HOME}/story").page
    assert not page.all("form#tulis") and page.one("main a.go").get("href") == "/dashboard/portfolio/new"


def test_one_form_is_one_run(sekar: Client) -> None:
    form = sekar.get(f"{HOME}/caption")
    first = sekar.submit(form, "form#tulis", topic=TOPIC)
    again = sekar.submit(form, "form#tulis", topic=TOPIC)
    assert first.location == again.location and count() == 1
    other = sekar.submit(form, "form#tulis", topic=f"{TOPIC} Buka tiap Sabtu.")
    assert other.location != first.location and count() == 2, "who goes back and changes it asks anew"


@pytest.mark.one_database
def test_what_is_missing_is_said(sekar: Client) -> None:
    for fields in ({"topic": ""}, {"tone": "marah"}, {"model": "OPENAI:tidak-ada"}, {"model": "OPENAI"}):
        answer = write(sekar, **fields)
        assert answer.status_code == 422 and errors(answer), fields
    assert count() == 0 and TOPIC in write(sekar, tone="marah").page.text("textarea[name=topic]")


@pytest.mark.one_database
def test_the_price_stands_beside_the_button(sekar: Client) -> None:
    form = sekar.get(f"{HOME}/caption")
    dear = form.page.text("#perkiraan")
    assert says("up to") in dear and "Rp" in dear and "$" in dear
    live = sekar.post(
        f"{HOME}/caption/estimate",
        data={"csrf_token": form.page.one("#tulis input[name=csrf_token]").get("value"), "length": "short"},
        htmx=True,
    )
    assert live.status_code == 200 and live.page.text("#perkiraan p.keep") != form.page.text(
        "#perkiraan p.keep"
    )
    assert live.page.one("#model-kini").get("hx-swap-oob") == "true"
    assert count() == 0


@pytest.mark.one_database
def test_the_price_without_a_script(sekar: Client) -> None:
    form = sekar.get(f"{HOME}/caption").page
    button = form.one("form#tulis noscript button")
    assert button.get("formaction") == f"{HOME}/caption/estimate"
    token = form.one("#tulis input[name=csrf_token]").get("value")
    page = sekar.post(
        button.get("formaction"), data={"csrf_token": token, "topic": "Nasi goreng", "length": "long"}
    ).page
    assert page.text("textarea[name=topic]") == "Nasi goreng"
    assert page.text("#perkiraan p.keep") != form.text("#perkiraan p.keep") and count() == 0


@pytest.mark.one_database
def test_an_unknown_price_is_said_to_be_unknown(client: Client, world: World) -> None:
    make_key(world.sekar.user, Provider.CUSTOM, models=("llama3.2:1b",), base_url="https://llm.contoh.test")
    form = signed_in(client, world.sekar.user).get(f"{HOME}/caption")
    assert says("price unknown") in form.page.text("#perkiraan")
    assert client.submit(form, "form#tulis", topic=TOPIC).status_code == 303
    assert latest().call.estimate is None


@pytest.mark.one_database
def test_models_say_who_pays_or_why_not(sekar: Client, app: Flask) -> None:
    page = sekar.get(f"{HOME}/caption").page
    rows = page.all("label.model")
    off = [row for row in rows if "off" in row.get("class", "")]
    assert off and all(words(row).endswith(says("no key yet")) for row in off)
    assert all(row.find("input").get("disabled") is not None for row in off)
    mine = [words(row) for row in rows if row not in off]
    assert len(mine) == 2 and all("Rp" in row and "token" in row for row in mine)


@pytest.mark.one_database
def test_the_last_model_is_remembered(sekar: Client) -> None:
    first = sekar.get(f"{HOME}/caption").page.one("input[name=model][checked]").get("value")
    assert first != "OPENAI:gpt-4o"
    ask(sekar, model="OPENAI:gpt-4o")
    assert sekar.get(f"{HOME}/product").page.one("input[name=model][checked]").get("value") == "OPENAI:gpt-4o"


@pytest.mark.one_database
def test_the_same_fields_again(sekar: Client, world: World, app: Flask) -> None:
    run = ask(sekar, audience="anak kos", tone="playful", model="OPENAI:gpt-4o")
    finish()
    page = sekar.get(f"{HOME}/caption?from={run.id}").page
    assert page.text("textarea[name=topic]") == TOPIC
    assert page.one("input[name=tone][checked]").get("value") == "playful"
    assert page.one("input[name=model][checked]").get("value") == "OPENAI:gpt-4o"
    stranger = signed_in(app.test_client(), world.dewi)
    assert stranger.get(f"{HOME}/caption?from={run.id}").status_code == 404
    assert sekar.get(f"{HOME}/caption?from=nothing").status_code == 404


@pytest.mark.one_database
def test_without_a_payer_nothing_is_sent(client: Client, world: World) -> None:
    signed_in(client, world.dewi)
    home = client.get(HOME).page
    assert says("Please add API key or purchase credits") in home.text("main")
    assert {link.get("href") for link in home.all(".note a")} == {"/dashboard/api-keys", "/dashboard/credits"}
    answer = write(client)
    assert answer.status_code == 402 and count() == 0
    assert says("Please add API key or purchase credits") in answer.page.text("#pilihan h2")
    assert TOPIC in answer.page.text("textarea[name=topic]")


@pytest.mark.one_database
def test_credits_pay_where_there_is_no_key(client: Client, world: World, app: Flask) -> None:
    house_pays(app)
    give(world.dewi, 100_000)
    signed_in(client, world.dewi)
    assert says("paid with credits") in client.get(f"{HOME}/caption").page.text("#perkiraan")
    call = ask(client).call
    assert call.payer is Payer.CREDITS and call.reserved > 0


@pytest.mark.one_database
def test_visitors_sign_in_first(client: Client) -> None:
    for path in (HOME, f"{HOME}/caption", f"{HOME}/history"):
        answer = client.get(path)
        assert answer.status_code == 303 and "/login" in answer.location


@pytest.mark.one_database
def test_a_form_that_lay_too_long_keeps_what_was_typed(sekar: Client) -> None:
    answer = sekar.post(f"{HOME}/caption", data={"csrf_token": "alt", "topic": TOPIC})
    assert answer.status_code == 403 and TOPIC in answer.page.text("textarea[name=topic]") and count() == 0


@pytest.mark.one_database
def test_calls_elsewhere_do_not_choose_the_model(sekar: Client, world: World) -> None:
    with unit() as session:
        call = db.session.get_one(AiCall, ask(sekar).call_id)
        call.model = "gone-since"
        session.flush()
    assert sekar.get(f"{HOME}/caption").status_code == 200
