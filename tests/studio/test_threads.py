"""Talking: one turn after the other, older ones sent along as far as there is room."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.ai.models import AiCall, CallText
from kreatr.kernel.db import db
from kreatr.studio.queries import runs
from tests.inquiries.letters import says
from tests.judge import Client
from tests.page import words
from tests.studio.working import HOME, ask, asked, count, finish, latest
from tests.world import World, signed_in


def begin(client: Client, message: str = "Apa itu prompt?") -> str:
    """The address of a thread with one answered turn."""
    run = ask(client, "chat", message=message)
    finish("Perintah untuk model.")
    return f"{HOME}/threads/{run.thread_id}"


def test_one_turn_follows_the_other(sekar: Client) -> None:
    thread = begin(sekar)
    sent = sekar.submit(sekar.get(thread), "form#tulis", message="Contohnya?")
    assert sent.status_code == 303 and sent.location.startswith(f"{thread}?sent=1#giliran-") and count() == 2
    assert [one["text"] for one in asked()[1:]] == ["Apa itu prompt?", "Perintah untuk model.", "Contohnya?"]
    assert latest().title == "Apa itu prompt?", "a thread is called by its first words"
    finish("Misalnya begini.")
    page = sekar.get(thread).page
    assert [words(one) for one in page.all(".turns .mine")] == ["Apa itu prompt?", "Contohnya?"]
    assert [words(one) for one in page.all(".turns .machine")] == [
        "Perintah untuk model.",
        "Misalnya begini.",
    ]
    assert len(page.all(".receipt-line")) == 2 and not page.all("#lanjut .note")


@pytest.mark.one_database
def test_a_turn_is_shown_in_its_thread(sekar: Client) -> None:
    thread = begin(sekar)
    shown = sekar.get(f"{HOME}/runs/{latest().id}")
    assert shown.status_code == 303 and shown.location == f"{thread}#giliran-{latest().id}"


@pytest.mark.one_database
def test_the_field_comes_with_the_end_of_the_answer(sekar: Client) -> None:
    run = ask(sekar, "chat", message="Halo")
    page = sekar.get(f"{HOME}/threads/{run.thread_id}").page
    assert not page.all("form#tulis") and page.one("noscript meta") is not None and page.all("[data-stream]")
    finish("Halo juga.")
    part = sekar.get(f"{HOME}/runs/{run.id}/answer", htmx=True).page
    assert part.text(".machine") == "Halo juga." and part.one("#lanjut").get("hx-swap-oob") == "true"
    assert part.all("#lanjut form#tulis") and not part.all("#perkiraan #model-kini")


@pytest.mark.one_database
def test_one_answer_at_a_time(sekar: Client) -> None:
    thread = begin(sekar)
    form = sekar.get(thread)
    assert sekar.submit(form, "form#tulis", message="Satu").status_code == 303
    second = sekar.submit(form, "form#tulis", message="Dua")
    assert second.status_code == 409 and count() == 2 and second.page.text("textarea") == "Dua"
    same = sekar.submit(form, "form#tulis", message="Satu")
    assert count() == 2, same


@pytest.mark.one_database
def test_what_is_too_old_stays_behind_and_that_is_said(
    sekar: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = begin(sekar, "Pertama")
    for message in ("Kedua", "Ketiga"):
        assert sekar.submit(sekar.get(thread), "form#tulis", message=message).status_code == 303
        finish("Jawaban.")
    monkeypatch.setattr(runs, "REMEMBERED", 60)
    form = sekar.get(thread)
    assert "2 pesan terakhir" in form.page.text("#lanjut .note")
    sekar.submit(form, "form#tulis", message="Keempat")
    assert [one["text"] for one in asked()[1:] if one["role"] == "user"] == ["Kedua", "Ketiga", "Keempat"]


@pytest.mark.one_database
def test_the_price_counts_the_turns_that_go_along(sekar: Client) -> None:
    alone = sekar.get(f"{HOME}/chat").page.text("#perkiraan p.keep")
    thread = begin(sekar, "Cerita panjang " * 100)
    form = sekar.get(thread)
    assert form.page.text("#perkiraan p.keep") != alone
    token = form.page.one("#tulis input[name=csrf_token]").get("value")
    live = sekar.post(f"{thread}/estimate", data={"csrf_token": token, "message": "Lagi"}, htmx=True)
    assert "Rp" in live.page.text("#perkiraan")


def test_deleting_a_thread(sekar: Client) -> None:
    thread = begin(sekar)
    sekar.submit(sekar.get(thread), "form#tulis", message="Lagi")
    finish("Ya.")
    other = ask(sekar)
    page = sekar.get(thread)
    assert says("What it cost stays in your usage.") in page.page.text("main")
    sekar.submit(page, f"form[action={thread}/removal]")
    assert count() == 1 and latest().id == other.id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AiCall)) == 3
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CallText)) == 1
    assert sekar.get(thread).status_code == 404


@pytest.mark.one_database
def test_nobody_else_finds_it(sekar: Client, world: World, app: Flask) -> None:
    thread = begin(sekar)
    other = signed_in(app.test_client(), world.dewi)
    token = other.get("/dashboard").page.one("input[name=csrf_token]").get("value")
    assert other.get(thread).status_code == 404
    for verb in ("", "/estimate", "/removal"):
        assert other.post(f"{thread}{verb}", data={"csrf_token": token, "message": "x"}).status_code == 404


@pytest.mark.one_database
def test_a_form_that_lay_too_long_keeps_what_was_typed(sekar: Client) -> None:
    thread = begin(sekar)
    answer = sekar.post(thread, data={"csrf_token": "alt", "message": "Jangan hilang"})
    assert answer.status_code == 403 and answer.page.text("textarea") == "Jangan hilang" and count() == 1
