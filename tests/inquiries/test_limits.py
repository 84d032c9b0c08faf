"""The limits (INQ-11, C15): three per address of e-mail and rolling day, ten and a hundred per address of origin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from flask import Flask

from kreatr.inquiries.actions import keeping
from kreatr.kernel import clock, tokens
from kreatr.kernel.db import db
from tests.inquiries.letters import LETTER, MESSAGE, PATH, at_once, controls, sent, stored, tab, write
from tests.judge import Client
from tests.mailbox import Mailbox
from tests.world import World, make_inquiry

MORNING = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)  # 09.12 in Jakarta
DAY = timedelta(hours=24)


def _from_here(world: World, number: int, **fields: Any) -> None:
    """That many earlier messages from the test's own address, each under another e-mail address."""
    for n in range(number):
        here = tokens.origin("127.0.0.1")
        make_inquiry(world.sekar, email=f"orang{n}@kantor.test", origin=here, **fields)


def test_the_fourth_message_is_refused_with_everything_typed(client: Client, world: World) -> None:
    with time_machine.travel(MORNING, tick=False):
        for number in range(3):
            assert write(client, subject=f"Pesan nomor {number}").status_code == 303
        answer = write(client, subject="Pesan keempat", budget="Rp 3 juta")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "86400"
    said = answer.page.text("#kontak .note")
    assert said.startswith("Kamu sudah mengirim 3 pesan hari ini. Coba lagi besok pukul 09.12 WIB.")
    kept = controls(answer)
    assert (kept["subject"], kept["message"], kept["budget"]) == (["Pesan keempat"], [MESSAGE], ["Rp 3 juta"])
    assert len(stored()) == 3


def test_the_refusal_in_english(client: Client, world: World) -> None:
    client.set_cookie("locale", "en")
    with time_machine.travel(MORNING, tick=False):
        for n in range(3):
            make_inquiry(world.sekar, email=LETTER["email"], created_at=clock.now() - timedelta(hours=20 + n))
        answer = write(client)
    assert answer.status_code == 429
    assert "Maximum 3 inquiries per day. Try again today at 11:12 WIB." in answer.page.text("#kontak")


def test_the_refusal_for_htmx(client: Client, world: World) -> None:
    for n in range(3):
        write(client, subject=f"Pesan nomor {n}", htmx=True)
    answer = write(client, htmx=True)
    assert answer.status_code == 429 and int(answer.headers["Retry-After"]) > 86000
    assert [root.get("id") for root in answer.page.roots] == ["kontak"]


def test_the_limit_is_over_all_creators_and_spellings(client: Client, world: World) -> None:
    assert write(client, email="HENDRA@kopisenja.test").status_code == 303
    assert write(client, to="rizkypratama", email="hendra@KopiSenja.TEST").status_code == 303
    assert write(client, email="hendra@kopisenja.test").status_code == 303
    assert write(client, to="rizkypratama", email="Hendra@kopisenja.test").status_code == 429
    assert write(client, email="hendra2@kopisenja.test").status_code == 303


def test_the_day_rolls(client: Client, world: World) -> None:
    with time_machine.travel(MORNING, tick=False) as traveller:
        for hours in (0, 1, 2):
            traveller.move_to(MORNING + timedelta(hours=hours))
            assert write(client, subject=f"Pesan jam {hours}").status_code == 303
        traveller.move_to(MORNING + DAY - timedelta(seconds=1))
        refused = write(client)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
        traveller.move_to(MORNING + DAY)
        assert write(client).status_code == 303
        assert write(client, subject="Satu lagi").status_code == 429
        traveller.move_to(MORNING + DAY + timedelta(hours=1))
        assert write(client, subject="Satu lagi").status_code == 303


def test_a_repeated_form_is_no_further_message(client: Client, world: World) -> None:
    forms = [client.get(PATH) for _ in range(3)]
    for form in forms * 2:
        assert client.submit(form, "#kontak", **LETTER).status_code == 303
    assert len(stored()) == 3


def test_numbers_follow_the_factor(client: Client, world: World, change: Callable[..., None]) -> None:
    change(limits_factor=2)
    answers = [write(client, subject=f"Pesan nomor {n}").status_code for n in range(7)]
    assert answers == [303] * 6 + [429]


def test_parallel_messages_never_exceed_the_limit(app: Flask, client: Client, world: World) -> None:
    write(client)
    tabs = [tab(app, client) for _ in range(8)]
    forms = [{**controls(client.get(PATH)), **LETTER, "subject": f"Serentak {n}"} for n in range(8)]
    answers = at_once(
        app, [lambda a=one, f=form: a.post(PATH, data=f) for one, form in zip(tabs, forms, strict=True)]
    )
    assert sorted(answer.status_code for answer in answers) == [303, 303] + [429] * 6
    assert len(stored()) == 3


class TestOrigin:
    """Phones share a carrier's address: it is slowed down, not shut out."""

    def test_ten_go_through(self, client: Client, world: World) -> None:
        _from_here(world, 9)
        assert sent(client).held_reason is None

    def test_the_eleventh_waits_for_a_look(
        self, client: Client, world: World, deliver: Any, mailbox: Mailbox
    ) -> None:
        _from_here(world, 10)
        answer = write(client)
        assert answer.status_code == 303
        assert "Tim kami" in client.get(answer.location).page.text("[data-testid=success-message]")
        assert stored()[-1].held_reason == "many from one origin"
        assert deliver() == 1 and len(mailbox) == 0, "programs look at it, nobody is told"

    def test_the_hundredth_is_still_taken(self, client: Client, world: World) -> None:
        _from_here(world, 99)
        assert write(client).status_code == 303

    def test_above_a_hundred_nothing_is_taken(self, client: Client, world: World) -> None:
        _from_here(world, 100, created_at=clock.now() - timedelta(hours=23))
        answer = write(client)
        assert answer.status_code == 429
        assert 3500 <= int(answer.headers["Retry-After"]) <= 3600
        assert controls(answer)["message"] == [MESSAGE]
        assert len(stored()) == 100

    def test_yesterday_does_not_count(self, client: Client, world: World) -> None:
        _from_here(world, 100, created_at=clock.now() - DAY)
        assert sent(client).held_reason is None

    def test_another_address_does_not_count(self, client: Client, world: World) -> None:
        _from_here(world, 100)
        client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
        assert sent(client).held_reason is None

    def test_an_address_cannot_be_made_up(self, client: Client, world: World) -> None:
        _from_here(world, 100)
        forged = dict.fromkeys(
            ("X-Forwarded-For", "X-Real-IP", "Forwarded", "True-Client-IP"), "198.51.100.7"
        )
        form = {**controls(client.get(PATH)), **LETTER}
        assert client.post(PATH, data=form, headers=forged).status_code == 429

    def test_a_network_of_ipv6_counts_as_one(self, client: Client, world: World) -> None:
        for n in range(10):
            client.environ_base["REMOTE_ADDR"] = f"2001:db8:1:2::{n}"
            assert sent(client, email=f"orang{n}@kantor.test").held_reason is None
        client.environ_base["REMOTE_ADDR"] = "2001:db8:1:2:ffff::1"
        assert sent(client).held_reason is not None
        client.environ_base["REMOTE_ADDR"] = "2001:db8:1:3::1"
        assert sent(client, subject="Dari jaringan lain").held_reason is None

    def test_parallel_messages_are_held_from_the_eleventh(
        self, app: Flask, client: Client, world: World
    ) -> None:
        _from_here(world, 7)
        client.get(PATH)
        tabs = [tab(app, client) for _ in range(8)]
        forms = [{**controls(client.get(PATH)), **LETTER, "email": f"ramai{n}@kantor.test"} for n in range(8)]
        at_once(
            app, [lambda a=one, f=form: a.post(PATH, data=f) for one, form in zip(tabs, forms, strict=True)]
        )
        assert sorted(row.held for row in stored()[7:]) == [False] * 3 + [True] * 5

    def test_the_origin_is_a_keyed_hash_and_forgotten_after_two_days(
        self, client: Client, world: World
    ) -> None:
        with time_machine.travel(MORNING, tick=False) as traveller:
            row = sent(client)
            assert row.origin is not None and "127" not in row.origin and len(row.origin) == 32
            traveller.move_to(MORNING + 2 * DAY - timedelta(seconds=1))
            assert keeping.forget_origins() == 0
            traveller.move_to(MORNING + 2 * DAY)
            assert keeping.forget_origins() == 1
        db.session.expire_all()
        assert stored()[0].origin is None
