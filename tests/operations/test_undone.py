"""What the house could not get done: listed with its cause, tried again by a button, gone once it is done (NTF-04, D9)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from kreatr.accounts.events import AccountRegistered
from kreatr.kernel import events, jobs, outbox
from kreatr.kernel.db import db, unit
from kreatr.kernel.outbox import Delivery
from tests.judge import Client
from tests.kernel.news import listening, whistle
from tests.mailbox import Mailbox
from tests.page import Page, words
from tests.services import Smtp, Valkey
from tests.world import World, make_user, signed_in

PATH = "/admin/operations"


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    client.set_cookie("locale", "en")
    return signed_in(client, world.bagus)


def _letter() -> Delivery:
    """A letter that is owed."""
    with unit():
        events.record(AccountRegistered(make_user("ratih", confirmed=False).id))
    return db.session.scalars(sa.select(Delivery).where(Delivery.listener.contains("mail_"))).one()


def _listed(page: Page, id_: object) -> str:
    return page.text(f"#kiriman-{id_}")


def _press(client: Client, id_: object, deed: str) -> Any:
    return client.submit(client.get(PATH), f"#kiriman-{id_} form[action$='/{deed}']")


def test_a_letter_that_is_refused_is_listed_tried_again_and_done(
    admin: Client, smtp: Smtp, mailbox: Mailbox, deliver: Callable[..., int]
) -> None:
    letter = _letter()
    smtp.mode = "refuse"
    deliver(may_fail=True)
    page = admin.get(PATH).page
    said = _listed(page, letter.id)
    assert "does not take this address" in said and "address refused (550)" in said and "tried once" in said
    assert "accounts.mail_confirmation" in said and "ratih@" not in page.text("main"), (
        "the cause, and nobody's address"
    )
    assert words(page.one("header .tab[aria-current] .n")) == "1", "the menu says that something waits"
    smtp.mode = "ok"
    answer = _press(admin, letter.id, "tries")
    assert answer.status_code == 303 and answer.location == PATH
    deliver()
    assert len(mailbox) == 1
    page = admin.get(PATH).page
    assert not page.all(f"#kiriman-{letter.id}") and "Nothing was given up." in page.text("main")
    token = admin.token()
    again = admin.post(f"{PATH}/deliveries/{letter.id}/tries", data={"csrf_token": token})
    assert again.status_code == 404, "what is done is not done again"


def test_what_waits_for_its_next_try_can_be_hurried(
    admin: Client, smtp: Smtp, mailbox: Mailbox, deliver: Callable[..., int]
) -> None:
    letter = _letter()
    smtp.mode = "later"
    for _try in range(4):
        db.session.execute(sa.update(Delivery).values(due_at=datetime.now(UTC)))
        db.session.commit()
        deliver(may_fail=True)
    said = _listed(admin.get(PATH).page, letter.id)
    assert "did not take the letter for now" in said and "tried 4 times" in said and "next try" in said
    smtp.mode = "ok"
    assert _press(admin, letter.id, "tries").status_code == 303
    deliver()
    assert len(mailbox) == 1


def test_what_is_under_way_is_not_started_twice(admin: Client) -> None:
    letter = _letter()
    outbox.claim(letter.id)
    outbox.postpone(letter.id, "TimeoutError: read")
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=10), tick=False):
        assert outbox.claim(letter.id) is not None
        assert not outbox.retry(letter.id)
        assert outbox.claim(letter.id) is None


def test_letting_go_and_trying_all_again(
    admin: Client, deliver: Callable[..., int], mailbox: Mailbox
) -> None:
    for name in ("satu", "dua", "tiga"):
        with unit():
            events.record(AccountRegistered(make_user(name, confirmed=False).id))
    ids = list(db.session.scalars(sa.select(Delivery.id).where(Delivery.listener.contains("mail_"))))
    for id_ in ids:
        outbox.claim(id_)
        outbox.postpone(id_, "address refused (550)", final=True)
    assert _press(admin, ids[0], "dismissal").status_code == 303
    answer = admin.submit(admin.get(PATH), "form[action$='/deliveries/tries']")
    assert answer.status_code == 303
    assert "2 are tried again now." in admin.get(PATH).page.text("body")
    deliver()
    assert len(mailbox) == 2 and db.session.get_one(Delivery, ids[0]).done_at is not None
    assert db.session.scalar(sa.select(sa.func.count()).where(Delivery.failed_at.is_not(None))) == 0


def test_what_ends_its_worker_each_time_stops(app: Flask, admin: Client) -> None:
    """Nobody is left to record such a failure: the claim after the last one does."""
    heard: list[object] = []
    start = datetime.now(UTC)
    with (
        listening(app, lambda event, key: heard.append(event)),
        time_machine.travel(start, tick=False) as clock,
    ):
        (poison,) = whistle()
        tries = 0
        while outbox.claim(poison.id) is not None:  # and the worker is killed
            tries += 1
            clock.shift(timedelta(seconds=outbox.LEASE_SECONDS))
            assert tries < 50, "it goes on for ever"
        assert tries == outbox.ATTEMPTS
    said = _listed(admin.get(PATH).page, poison.id)
    assert "The worker ended while it did this." in said
    with listening(app, lambda event, key: heard.append(event)):
        assert _press(admin, poison.id, "tries").status_code == 303
        events.deliver(str(poison.id))
    assert len(heard) == 1, "once more, when somebody asks for it"


@pytest.fixture
def failed_job(app: Flask, valkey: Valkey) -> Iterator[str]:
    """A job of the clock that ends with an error."""
    jobs.enqueue("kreatr.kernel.outbox.no_such_job", job_id="clock-poison-1")
    worker = SimpleWorker([jobs.queue(valkey.client)], connection=valkey.client, serializer=JSONSerializer)
    worker.work(burst=True, logging_level="CRITICAL")
    yield "clock-poison-1"


@pytest.mark.one_database
def test_a_job_that_failed_is_listed_and_tried_again(admin: Client, valkey: Valkey, failed_job: str) -> None:
    page = admin.get(PATH).page
    said = page.text("section[aria-labelledby=antrean]")
    assert (
        "kreatr.kernel.outbox.no_such_job" in said
        and "no_such_job" in said
        and "wrong inside the program" in said
    )
    answer = admin.submit(admin.get(PATH), f"form[action$='/jobs/{failed_job}/tries']")
    assert answer.status_code == 303 and jobs.queue(valkey.client).get_job_ids() == [failed_job]
    assert not admin.get(PATH).page.all("section[aria-labelledby=antrean]")


@pytest.mark.one_database
def test_the_page_says_which_part_is_not_there(app: Flask, admin: Client, valkey: Valkey) -> None:
    page = admin.get(PATH).page
    assert all(part in page.text(".note.bad") for part in ("Worker", "Clock", "Caller"))
    clock = jobs.Clock(app, lambda: None, 0)
    clock.TICK = 0
    valkey.client.hset("kreatr:beats", "caller", "1")
    clock._safely(lambda: clock.stop())
    valkey.kill()
    app.extensions["kreatr_valkey"].away_until = 0.0
    page = admin.get(PATH).page
    assert "Queue" in page.text(".note.bad") and "unknown" in page.text("section[aria-labelledby=pekerjaan]")
