"""Fifty askers, and the processes between them and the provider killed −9: every credit is where the ledger says."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.queries import by_username
from kreatr.ai.caller import GRACE_SECONDS
from kreatr.ai.models import AiCall, CallStatus
from kreatr.credits.actions import correct, grant
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from tests import apps, page
from tests.ai.outside import Outside
from tests.ai.questions import MODEL, planted
from tests.credits.books import audited, open_calls
from tests.faults.house import House, sign_in, wait_until
from tests.services import Valkey
from tests.world import make_world

PATH = "/dashboard/studio/caption"
GIVEN = {
    "topic": "Kopi susu gula aren dari Ubud, diseduh pelan-pelan.",
    "model": f"OPENAI:{MODEL}",
    "length": "short",
}
ASKERS, PAID = 50, 10


@pytest.fixture
def outside() -> Iterator[Outside]:
    server = Outside()
    yield server
    server.close()


@pytest.fixture
def app(database: str, databases: apps.Databases, tmp_path: Path, outside: Outside) -> Iterator[Flask]:
    """The house's app, by which a test looks into its database; `app.extensions["house"]` runs."""
    valkey = Valkey()
    environment = apps.environment(
        tmp_path,
        databases.url(database),
        valkey.url,
        LIMITS_FACTOR="1000",
        ALLOW_PRIVATE_AI_URLS="1",
        OPENAI_BASE_URL=outside.address("OPENAI"),
        OPENAI_API_KEY=planted(),
    )
    app = apps.build(environment)
    with app.app_context():
        make_world()
        app.extensions["house"] = House(tmp_path, environment).start()
        yield app
        app.extensions["house"].stop()
        valkey.kill()
        db.engine.dispose()


def ask(house: House, filled: dict[str, Any], cookies: httpx.Cookies) -> int:
    """One of many; the status of the answer, or 0 when the line broke."""
    form = {**filled, "form_id": str(uuid.uuid4())}
    try:
        with httpx.Client(base_url=house.url, cookies=cookies, timeout=30, trust_env=False) as browser:
            return browser.post(PATH, data=form).status_code
    except httpx.HTTPError:
        return 0


def calls() -> list[AiCall]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(AiCall).order_by(AiCall.id)))


def answering() -> int:
    return sum(call.status is CallStatus.RUNNING for call in calls())


def over() -> bool:
    return not any(call.under_way for call in calls())


def let_leases_end() -> None:
    """As if their half minute had passed."""
    with unit() as session:
        past = clock.now() - timedelta(minutes=5)
        running = sa.update(AiCall).where(AiCall.status == CallStatus.RUNNING)
        session.execute(running.values(leased_until=past))
        waiting = sa.update(AiCall).where(AiCall.status == CallStatus.QUEUED)
        session.execute(waiting.values(created_at=past))


@pytest.mark.parametrize("killed", ["caller", "web"])
def test_killed_between_fifty_askers_and_the_provider(app: Flask, outside: Outside, killed: str) -> None:
    house: House = app.extensions["house"]
    sekar = by_username("sekarayu")
    assert sekar
    grant(sekar.id, 1_000_000, "for a test")
    with house.browser() as browser:
        sign_in(browser)
        empty = page.parse(browser.get(PATH).text).one(f"form[action={PATH}]")
        filled, cookies = {**page.controls(empty), **GIVEN}, browser.cookies
        assert browser.post(PATH, data=filled).status_code == 303
        wait_until(over, 20, "one call is over")
    (first,) = calls()
    assert first.status is CallStatus.DONE and first.reserved
    spare = first.reserved // 2
    correct(sekar.id, audited(sekar.id) - PAID * first.reserved - spare, "for a test", sekar.id)

    outside.words, outside.delay = tuple(f"kata{n} " for n in range(400)), 0.05
    killing = threading.Timer(1.0, house.kill, [killed])
    killing.start()
    with ThreadPoolExecutor(ASKERS) as threads:
        statuses = list(threads.map(lambda _n: ask(house, filled, cookies), range(ASKERS)))
    killing.join()
    made = len(calls()) - 1
    accepted = statuses.count(303)
    assert accepted <= made <= PAID, (
        "each call that was accepted is there, and no more than there is money for"
    )
    if killed == "caller":
        assert accepted == made == PAID and statuses.count(422) + statuses.count(402) == ASKERS - PAID
    audited(sekar.id)

    if killed == "caller":
        let_leases_end()
    wait_until(over, 60, "the clock freed what was held")
    assert not open_calls(sekar.id)
    left = audited(sekar.id)
    paid = sum(call.credits or 0 for call in calls()[1:])
    assert left == PAID * first.reserved + spare - paid
    if killed == "caller":
        assert all(call.error == "INTERRUPTED" for call in calls()[1:] if call.status is CallStatus.FAILED)


@pytest.mark.one_database
def test_an_open_stream_does_not_hold_up_the_end(app: Flask, outside: Outside) -> None:
    """SIGTERM while an answer is read: the house ends in time, the reader is let go, the credits are back."""
    house: House = app.extensions["house"]
    sekar = by_username("sekarayu")
    assert sekar
    grant(sekar.id, 1_000_000, "for a test")
    outside.words, outside.delay = tuple(f"kata{n} " for n in range(2000)), 0.02
    with house.browser() as browser:
        sign_in(browser)
        empty = page.parse(browser.get(PATH).text).one(f"form[action={PATH}]")
        sent = browser.post(PATH, data={**page.controls(empty), **GIVEN})
        run = sent.headers["location"].partition("?")[0]
        with browser.stream("GET", f"{run}/stream") as answer:
            lines = answer.iter_lines()
            assert next(line for line in lines if line.startswith("data:"))
            house.processes[0].terminate()
            asked = time.monotonic()
            with suppress(httpx.HTTPError):
                list(lines)
            assert time.monotonic() - asked < GRACE_SECONDS, "it waited for the caller to give up"
        assert house.processes[0].wait(30) == 0
    (call,) = calls()
    assert call.error == "INTERRUPTED" and audited(sekar.id) == 1_000_000
    said = house.log.read_text()
    assert '"event": "killed"' not in said and "refused to gracefully stop" not in said, (
        "somebody had to be killed"
    )
