"""Counting steps (FND-13): each visitor once per step and day, whoever answers; no programs, no traces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.analytics import actions, jobs
from kreatr.analytics.models import Step, StepBatch, StepDay
from kreatr.analytics.routes.noticing import STEPS
from kreatr.kernel import clock, tally
from kreatr.kernel.db import db, unit
from tests.inquiries.letters import LETTER
from tests.judge import Client
from tests.services import Valkey
from tests.world import World, signed_in

PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A156E) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36"
OTHER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"
NOON = datetime.fromisoformat("2026-11-25T05:00:00+00:00")
PAGES = {
    "/": Step.LANDING,
    "/community": Step.HUB,
    "/community/marketplace": Step.MARKETPLACE,
    "/portfolio/sekarayu": Step.PROFILE,
    "/portfolio/sekarayu/contact": Step.CONTACT,
}


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def visit(client: Client, path: str, agent: str = PHONE, **more: Any) -> Any:
    """A person's request."""
    headers = {"User-Agent": agent, **more.pop("headers", {})}
    return client.get(path, headers=headers, **more)


def steps() -> dict[Step, int]:
    """What was written down, over all days."""
    jobs.write_steps()
    rows = db.session.execute(sa.select(StepDay.step, sa.func.sum(StepDay.visitors)).group_by(StepDay.step))
    return {step: int(number) for step, number in rows}


@pytest.mark.one_database
def test_every_step_is_a_page_of_the_house(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert set(STEPS) <= endpoints and set(STEPS.values()) == set(Step)


def test_the_way_to_a_message(world: World, client: Client) -> None:
    for _again in range(2):
        for path in PAGES:
            assert visit(client, path).status_code == 200
    assert steps() == dict.fromkeys(PAGES.values(), 1)
    form = visit(client, "/portfolio/sekarayu/contact")
    client.environ_base["HTTP_USER_AGENT"] = PHONE
    assert client.submit(form, "form#kontak", message="pendek").status_code == 422
    assert Step.INQUIRY not in steps(), "a message that was not taken was not sent"
    assert client.submit(form, "form#kontak", **LETTER).status_code == 303
    assert steps() == dict.fromkeys(Step, 1)


@pytest.mark.one_database
def test_with_htmx_the_same(world: World, client: Client) -> None:
    """The contact form opens in a dialog and is sent from there."""
    client.environ_base["HTTP_USER_AGENT"] = PHONE
    part = client.get("/portfolio/sekarayu/contact", htmx=True)
    assert client.submit(part, "form", htmx=True, **LETTER).status_code == 200
    assert steps() == {Step.CONTACT: 1, Step.INQUIRY: 1}


def test_once_per_visitor_and_day(world: World, client: Client, today: Any) -> None:
    today(NOON)
    visit(client, "/portfolio/sekarayu")
    visit(client, "/portfolio/rizkypratama")
    visit(client, "/portfolio/sekarayu/sawah-senja")
    assert steps() == {Step.PROFILE: 1}, "one step, on whatever creator's page"
    visit(client, "/portfolio/sekarayu", OTHER)
    today(datetime.fromisoformat("2026-11-25T17:01:00+00:00"))
    visit(client, "/portfolio/sekarayu")
    jobs.write_steps()
    found = {row.day.isoformat(): row.visitors for row in db.session.scalars(sa.select(StepDay))}
    assert found == {"2026-11-25": 2, "2026-11-26": 1}, "the day ends at midnight in Jakarta"


def test_pages_from_the_cache_and_unchanged_ones_count(world: World, client: Client) -> None:
    mark = visit(client, "/community").headers["ETag"]
    assert visit(client, "/community", OTHER).status_code == 200
    unchanged = visit(client, "/community", "Mozilla/5.0 (X11)", headers={"If-None-Match": mark})
    assert unchanged.status_code == 304 and steps() == {Step.HUB: 3}


@pytest.mark.one_database
def test_what_is_no_step_does_not_count(world: World, client: Client) -> None:
    visit(client, "/community", "Googlebot/2.1")
    visit(client, "/community", "")
    visit(client, "/community", headers={"Sec-Purpose": "prefetch;prerender"})
    client.head("/community", headers={"User-Agent": PHONE})
    for path in (
        "/community/feed",
        "/about",
        "/tidak/ada",
        "/portfolio/tidakada",
        "/login",
        "/portfolio/gani",
    ):
        visit(client, path)
    assert steps() == {}


@pytest.mark.one_database
def test_a_view_and_a_step_do_not_mix(world: World, client: Client) -> None:
    visit(client, "/portfolio/sekarayu/sawah-senja")
    (view,), (step,) = tally.take("views"), tally.take(actions.GATHER)
    assert [what for _day, what in view.counts] == ["sekarayu/sawah-senja"]
    assert [what for _day, what in step.counts] == ["PROFILE"]


@pytest.mark.one_database
def test_nothing_kept_says_who_it_was_or_which_way_they_took(
    world: World, client: Client, valkey: Valkey
) -> None:
    for path in ("/", "/community"):
        answer = visit(client, path, environ_base={"REMOTE_ADDR": "203.0.113.7"})
        assert "Set-Cookie" not in answer.headers
    tally.hand_over()
    seen = [one for key in valkey.client.keys("kreatr:seen:*") for one in valkey.client.smembers(key)]
    assert len(set(seen)) == 2, "one person's two steps cannot be told to be one person's"
    kept = b" ".join(seen) + str(valkey.client.hgetall("kreatr:steps")).encode()
    assert b"203.0.113.7" not in kept and b"Android" not in kept


@pytest.mark.one_database
def test_a_page_waits_for_no_counting(world: World, client: Client, valkey: Valkey, app: Flask) -> None:
    visit(client, "/")
    assert not valkey.client.keys("kreatr:steps*"), "it is carried there later"
    assert len(app.extensions["kreatr_looks"].looks) == 1


def test_a_batch_counts_once(world: World, client: Client) -> None:
    visit(client, "/")
    (batch,) = tally.take(actions.GATHER)
    actions.write_steps(batch.id, batch.counts)
    assert steps() == {Step.LANDING: 1} and tally.take(actions.GATHER) == []
    actions.write_steps(batch.id, {**batch.counts, (date(2026, 11, 25), "GONE"): 4})
    assert steps() == {Step.LANDING: 1}


def test_a_step_that_is_not_known_any_more_is_left_out(app: Flask) -> None:
    day = date(2026, 11, 25)
    actions.write_steps(tally.uuid7(), {(day, "GONE"): 4})
    actions.write_steps(tally.uuid7(), {(day, "GONE"): 4, (day, "HUB"): 2})
    assert steps() == {Step.HUB: 2}


@pytest.mark.one_database
def test_old_batches_are_forgotten(world: World, client: Client, today: Any) -> None:
    visit(client, "/")
    jobs.write_steps()
    jobs.prune_batches()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(StepBatch)) == 1
    today(clock.now() + timedelta(days=31))
    jobs.prune_batches()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(StepBatch)) == 0


def test_a_step_has_one_row_a_day(app: Flask) -> None:
    with unit() as session:
        session.add(StepDay(day=date(2026, 11, 25), step=Step.HUB, visitors=3))
    with pytest.raises(sa.exc.IntegrityError), unit() as session:
        session.add(StepDay(day=date(2026, 11, 25), step=Step.HUB, visitors=1))


@pytest.mark.one_database
def test_people_who_are_signed_in_count_too(world: World, client: Client) -> None:
    client.environ_base["HTTP_USER_AGENT"] = PHONE
    signed_in(client, world.hendra).get("/community")
    assert steps() == {Step.HUB: 1}
