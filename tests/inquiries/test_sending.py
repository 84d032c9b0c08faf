"""Sending: stored once, told to both sides, or held for a person to look at."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.inquiries import queries
from kreatr.inquiries.actions import keeping
from kreatr.inquiries.models import InquiryStatus
from kreatr.kernel.db import db
from kreatr.kernel.errors import NotFound
from kreatr.kernel.outbox import OutboxEvent
from tests.inquiries.letters import LETTER, MESSAGE, PATH, at_once, controls, says, sent, stored, tab, write
from tests.judge import Client
from tests.mailbox import Mailbox, links
from tests.world import World, change_creator, make_creator

SPAM = "Promo slot gacor malam ini, maxwin dijamin, daftar lewat tautan di bawah ya kak."


def _events() -> list[str]:
    db.session.rollback()
    return [row.name for row in db.session.query(OutboxEvent) if row.name.startswith("Inquiry")]


def test_without_javascript_a_page_says_that_it_was_sent(client: Client, world: World) -> None:
    answer = write(client, budget="Rp 3 juta", timeline="akhir Desember")
    assert answer.status_code == 303
    page = client.get(answer.location)
    said = page.page.text("[data-testid=success-message]")
    assert "Terkirim." in said and "Rp 3 juta" in said and "akhir Desember" in said and MESSAGE in said
    assert "no-store" in page.headers["Cache-Control"]
    status = client.get(page.page.one("[data-testid=success-message] a").get("href"))
    assert status.status_code == 200 and "Ilustrasi kemasan kopi" in status.page.text("h1")


def test_with_htmx_the_form_becomes_the_news(client: Client, world: World) -> None:
    answer = write(client, htmx=True)
    assert answer.status_code == 200
    [root] = answer.page.roots
    assert (root.get("id"), root.get("data-testid")) == ("kontak", "success-message")
    assert root.get("data-sent") == "contact:sekarayu"
    assert client.get(answer.page.one("a").get("href")).status_code == 200


def test_row_and_event_are_one(client: Client, world: World) -> None:
    row = sent(client)
    assert (row.creator_id, row.status, row.held_reason) == (world.sekar.id, InquiryStatus.UNREAD, None)
    assert _events() == ["InquiryReceived"]


def test_sending_the_same_form_again_is_the_same_message(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    page = client.get(PATH)
    answers = [client.submit(page, "#kontak", **LETTER) for _ in range(3)]
    assert len({answer.location for answer in answers}) == 1
    assert len(stored()) == 1
    deliver()
    assert len(mailbox) == 2


def test_the_same_form_with_other_words_is_another_message(client: Client, world: World) -> None:
    page = client.get(PATH)
    client.submit(page, "#kontak", **LETTER)
    client.submit(page, "#kontak", **{**LETTER, "subject": "Masih soal kemasan"})
    assert len(stored()) == 2


@pytest.mark.parametrize("client_id", [None, "", "bukan uuid", "1" * 5000])
def test_a_form_without_its_id_is_not_lost(client: Client, world: World, client_id: str | None) -> None:
    assert write(client, client_id=client_id).status_code == 303
    assert len(stored()) == 1


def test_a_double_tap_with_eight_fingers_makes_one_row(app: Flask, client: Client, world: World) -> None:
    form = {**controls(client.get(PATH)), **LETTER}
    tabs = [tab(app, client) for _ in range(8)]
    answers = at_once(app, [lambda one=one: one.post(PATH, data=form) for one in tabs])
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert len(stored()) == 1
    assert _events() == ["InquiryReceived"]


def test_one_message_to_two_creators_is_two(client: Client, world: World) -> None:
    id_ = str(uuid.uuid4())
    write(client, client_id=id_)
    write(client, to="rizkypratama", client_id=id_)
    assert {row.creator_id for row in stored()} == {world.sekar.id, world.rizky.id}


class TestHeld:
    """INQ-17: nothing is dropped, and the sender is told the truth."""

    def test_spam_waits_and_its_sender_knows(
        self, client: Client, world: World, deliver: Any, mailbox: Mailbox
    ) -> None:
        answer = write(client, message=SPAM)
        assert answer.status_code == 303
        assert "Tim kami melihatnya dulu" in client.get(answer.location).page.text(
            "[data-testid=success-message]"
        )
        [row] = stored()
        assert row.held_reason == "gambling"
        assert "InquiryReceived" not in _events()
        assert deliver() == 1 and len(mailbox) == 0, "programs look at it, nobody is told"

    def test_a_link_in_the_name_is_held(self, client: Client, world: World) -> None:
        write(client, name="Menang di https://judi.test")
        assert stored()[0].held_reason == "link in heading"

    def test_a_filled_trap_looks_like_success(
        self, client: Client, world: World, deliver: Any, mailbox: Mailbox
    ) -> None:
        answer = write(client, website="https://spam.test")
        said = client.get(answer.location).page.text("[data-testid=success-message]")
        assert "sedang diantar" in said and "Tim kami" not in said
        assert stored()[0].held_reason == "honeypot"
        assert deliver() == 1 and len(mailbox) == 0, "programs look at it, nobody is told"

    def test_the_creator_does_not_see_it(self, client: Client, world: World) -> None:
        write(client, message=SPAM)
        assert queries.inbox(world.sekar.user).rows == [] and queries.unread(world.sekar.user) == 0

    def test_released_it_goes_on_its_way_once(
        self, client: Client, world: World, deliver: Any, mailbox: Mailbox
    ) -> None:
        write(client, message=SPAM)
        [row] = stored()
        keeping.release(row.id)
        with pytest.raises(NotFound):
            keeping.release(row.id)
        deliver()
        assert {mail["To"] for mail in mailbox} == {world.sekar.user.email, LETTER["email"]}

    def test_discarded_it_never_arrives_and_its_sender_reads_so(
        self, client: Client, world: World, deliver: Any, mailbox: Mailbox
    ) -> None:
        write(client, message=SPAM)
        [row] = stored()
        keeping.discard(row.id)
        deliver()
        assert queries.inbox(world.sekar.user).rows == [] and not mailbox.to(world.sekar.user.email)
        page = client.get(queries.status_path(row)).page.text("main")
        assert says("We looked at this message and did not pass it on.") in page

    def test_it_counts_for_the_limit(self, client: Client, world: World) -> None:
        answers = [write(client, message=f"{SPAM} Nomor {n}") for n in range(4)]
        assert [answer.status_code for answer in answers] == [303, 303, 303, 429]


@pytest.fixture
def impatient(app: Flask) -> Iterator[None]:
    """SQLite waits for a writer only briefly."""

    def wait_less(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA busy_timeout=100")

    sa.event.listen(db.engine, "connect", wait_less)
    db.engine.dispose()
    yield
    sa.event.remove(db.engine, "connect", wait_less)
    db.engine.dispose()


@pytest.mark.breaks
@pytest.mark.one_database
def test_when_the_database_cannot_take_it_the_text_stays(
    client: Client, world: World, impatient: None
) -> None:
    page = client.get(PATH)
    with db.engine.connect().execution_options(writes=True) as writer, writer.begin():
        answer = client.submit(page, "#kontak", **LETTER)
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "5"
    assert controls(answer)["message"] == [MESSAGE]
    assert client.submit(answer, "#kontak").status_code == 303
    assert len(stored()) == 1


def test_the_receipt_leads_to_the_status_page(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    answer = write(client)
    deliver()
    [receipt] = mailbox.to(LETTER["email"])
    assert links(receipt) == [answer.location.removesuffix("?sent=1")]


def test_a_creator_who_went_private_meanwhile(client: Client, world: World) -> None:
    maker = make_creator("sebentar")
    page = client.get("/portfolio/sebentar/contact")
    change_creator(maker, is_public=False)
    assert client.submit(page, "#kontak", **LETTER).status_code == 404
    assert stored() == []
