"""An answer: while it comes, at its end, when it breaks off; and what can be done with it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.ai.models import AiCall, CallStatus, CallText
from kreatr.kernel.db import db
from kreatr.portfolio.models import Draft
from kreatr.studio.models import StudioRun
from tests.inquiries.letters import says
from tests.judge import Client
from tests.page import words
from tests.portfolio.writing import drafts
from tests.studio.working import ANSWER, HOME, TOPIC, ask, count, finish, latest
from tests.world import World, make_item, signed_in


def path(run: StudioRun, more: str = "") -> str:
    return f"{HOME}/runs/{run.id}{more}"


def press(client: Client, run: StudioRun, verb: str, **more: Any) -> Any:
    """Presses the button of a form on the run's page."""
    return client.submit(client.get(path(run)), f"form[action={path(run, verb)}]", **more)


def test_while_it_comes(sekar: Client) -> None:
    run = ask(sekar)
    page = sekar.get(path(run)).page
    part = page.one(f"#jawaban-{run.id}")
    assert part.get("data-stream") == path(run, "/stream") and part.get("aria-busy") == "true"
    assert page.one("noscript meta").get("content") == "4", "without a script the page looks again by itself"
    assert TOPIC in page.text("details.asked") and says("Relaxed") in page.text("details.asked")
    assert not page.all(".receipt") and not page.all("[data-copy]")
    again = sekar.get(path(run, "/answer"), htmx=True).page
    assert again.one(".answer").get("data-stream")


@pytest.mark.one_database
def test_it_is_streamed_and_ends(sekar: Client) -> None:
    run = ask(sekar)
    finish()
    answer = sekar.get(path(run, "/stream"))
    assert answer.mimetype == "text/event-stream" and "event:end" in answer.text


def test_at_its_end_it_is_rendered_with_its_receipt(sekar: Client) -> None:
    run = ask(sekar)
    finish(f"{ANSWER}\n\n<script>alert(1)</script> [x](javascript:alert(1))")
    whole = sekar.get(path(run)).page
    part = sekar.get(path(run, "/answer"), htmx=True).page
    for page in (whole, part):
        assert page.text(".machine strong") == "pelan" and len(page.all(".machine li")) == 2
        assert not page.all(".machine script") and not page.all(".machine a")
        assert "**pelan**" in page.text("pre"), "what is copied is what the model wrote"
        receipt = page.text(".receipt")
        assert "800" in receipt and "200" in receipt and "Rp" in receipt and "$" in receipt
        assert latest().call.key_hint in receipt
    assert not whole.all("noscript meta") and not whole.all("[data-stream]")


@pytest.mark.one_database
def test_stopping(sekar: Client) -> None:
    run = ask(sekar)
    part = press(sekar, run, "/stop", htmx=True).page
    assert not part.all("[data-stream]") and says("You stopped it before anything came.") in part.text(
        ".answer"
    )
    other = ask(sekar, tone="warm")
    assert press(sekar, other, "/stop").location == path(other)
    assert latest().call.status is CallStatus.STOPPED and latest().call.cost == 0


@pytest.mark.one_database
def test_one_that_broke_off_keeps_what_came_and_can_be_tried_again(sekar: Client) -> None:
    run = ask(sekar)
    finish("Setengah jal", "CUT")
    page = sekar.get(path(run)).page
    assert "Setengah jal" in page.text(".machine") and page.one("main .note.bad").get("role") == "alert"
    again = press(sekar, run, "/repetition")
    assert count() == 2 and again.location == f"{path(latest())}?sent=1"
    assert latest().given == run.given and latest().call.model == run.call.model
    form = sekar.get(path(run))
    twice = {sekar.submit(form, f"form[action={path(run, '/repetition')}]").location for _ in range(2)}
    assert len(twice) == 1 and count() == 3, "one press is one call"


@pytest.mark.one_database
@pytest.mark.parametrize("code", ["KEY_REFUSED", "KEY_LOCKED", "RATE_LIMITED", "TOO_LONG", "INTERRUPTED"])
def test_each_trouble_says_what_helps(sekar: Client, code: str) -> None:
    run = ask(sekar)
    finish("Setengah" if code == "INTERRUPTED" else "", code)
    page = sekar.get(path(run)).page
    to_keys = [a for a in page.all(".note.bad a") if a.get("href") == "/dashboard/api-keys"]
    again = page.all(f"form[action={path(run, '/repetition')}]")
    assert (says("What had come is kept above.") in page.text(".note.bad")) is (code == "INTERRUPTED")
    assert bool(to_keys) is code.startswith("KEY")
    assert bool(again) is (code in ("RATE_LIMITED", "INTERRUPTED"))
    assert page.all(f".note.bad a[href={HOME}/caption?from={run.id}]"), (
        "everything can be changed and sent again"
    )


@pytest.mark.one_database
def test_an_answer_that_reached_its_length_says_so(sekar: Client) -> None:
    run = ask(sekar, length="short")
    finish()
    assert says("It reached the length you chose, so it may end in the middle.") not in sekar.get(
        path(run)
    ).page.text("main")
    with db.engine.begin() as connection:
        connection.execute(sa.update(AiCall).values(tokens_out=AiCall.most_tokens))
    assert says("It reached the length you chose, so it may end in the middle.") in sekar.get(
        path(run)
    ).page.text("main")


def test_to_a_portfolio_draft_once(sekar: Client, world: World) -> None:
    run = ask(sekar)
    finish()
    sent = press(sekar, run, "/draft")
    (draft,) = drafts()
    assert sent.location == f"/dashboard/portfolio/edit/{draft.id}"
    assert draft.content["description"] == ANSWER and draft.content["title"] == TOPIC
    editor = sekar.get(sent.location).page
    assert "rasa kelapa" in editor.text("textarea[name=description]")
    assert says("Open the draft") in sekar.get(path(run)).page.text("main")
    assert press(sekar, run, "/draft").location == sent.location and len(drafts()) == 1
    with db.engine.begin() as connection:
        connection.execute(sa.delete(Draft))
    assert press(sekar, run, "/draft").status_code == 303 and len(drafts()) == 1, (
        "one that was removed comes anew"
    )


@pytest.mark.one_database
def test_a_story_goes_to_its_work_and_takes_nothing_away(sekar: Client, world: World) -> None:
    item = make_item(world.sekar, "Layang-layang", description="Cerita yang lama.")
    run = ask(sekar, "story", work=str(item.id))
    finish("Cerita yang baru.")
    assert press(sekar, run, "/draft").location == f"/dashboard/portfolio/edit/{item.id}"
    (draft,) = drafts()
    assert draft.item_id == item.id and draft.content["title"] == "Layang-layang"
    assert draft.content["description"].split("\n\n---\n\n") == ["Cerita yang baru.", "Cerita yang lama."]
    assert draft.content["images"], "the rest of the work stays as it is"


@pytest.mark.one_database
def test_without_a_profile_the_way_to_one_is_shown(client: Client, world: World, app: Flask) -> None:
    from tests.ai.questions import make_key

    make_key(world.dewi)
    run = ask(signed_in(client, world.dewi))
    finish()
    answer = press(client, run, "/draft")
    assert answer.status_code == 403 and "/dashboard/settings/marketplace" in answer.text and not drafts()


def test_deleting_takes_the_words_and_leaves_the_numbers(sekar: Client) -> None:
    run = ask(sekar)
    url, call_id = path(run), run.call_id
    finish()
    press(sekar, run, "/removal")
    assert count() == 0 and not db.session.scalar(sa.select(sa.func.count()).select_from(CallText))
    call = db.session.get_one(AiCall, call_id)
    assert call.cost and call.tokens_in == 800
    assert sekar.get(url).status_code == 404


@pytest.mark.one_database
def test_deleting_one_that_is_being_written_stops_it(sekar: Client) -> None:
    run = ask(sekar)
    call_id = run.call_id
    token = sekar.get(path(run)).page.one("main input[name=csrf_token]").get("value")
    sekar.post(path(run, "/removal"), data={"csrf_token": token})
    assert db.session.get_one(AiCall, call_id).status is CallStatus.STOPPED and count() == 0


@pytest.mark.one_database
def test_nobody_else_finds_it(sekar: Client, world: World, app: Flask) -> None:
    run = ask(sekar)
    for person in (world.dewi, world.bagus, world.ratna):
        other = signed_in(app.test_client(), person)
        for more in ("", "/answer", "/stream"):
            assert other.get(path(run, more)).status_code == 404


@pytest.mark.one_database
def test_words_and_language_of_the_page(sekar: Client) -> None:
    run = ask(sekar)
    finish()
    sekar.set_cookie("locale", "en")
    page = sekar.get(path(run)).page
    assert words(page.one("h1")) == "Caption" and "To a portfolio draft" in page.text("main")
    assert json.dumps(run.given)  # what was typed is kept as plain values
