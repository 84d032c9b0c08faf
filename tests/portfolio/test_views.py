"""A look at a work counts once per visitor and day, never for its owner or a program (PORT-26)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel import clock, tally
from kreatr.kernel.db import db, unit
from kreatr.portfolio import jobs
from kreatr.portfolio.actions import counting
from kreatr.portfolio.models import CreatorViews, Item, ViewBatch
from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.services import Valkey
from tests.world import World, make_item, signed_in

WORK = "/portfolio/sekarayu/sawah-senja"
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A156E) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36"
OTHER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1"
NOON = datetime.fromisoformat("2026-11-25T05:00:00+00:00")


@pytest.fixture
def look(client: Client) -> Callable[..., Any]:
    """One look at the work: `look(agent, address, path, **headers)`."""

    def go(agent: str = PHONE, address: str = "203.0.113.7", path: str = WORK, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(path, headers={"User-Agent": agent, **named}, environ_base={"REMOTE_ADDR": address})

    return go


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[datetime], None]]:
    def at(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    yield at


def views() -> int:
    """What the work has after the clock's job."""
    jobs.write_views()
    return db.session.scalars(sa.select(Item.views).where(Item.slug == "sawah-senja")).one()


def test_a_visitor_counts_once_a_day(world: World, look: Callable[..., Any], today: Any) -> None:
    today(NOON)
    for _again in range(3):
        assert look().status_code == 200
    assert views() == 1
    look(OTHER)
    look(address="203.0.113.8")
    assert views() == 3
    today(NOON + timedelta(days=1))
    look()
    assert views() == 4
    days = dict(db.session.execute(sa.select(CreatorViews.day, CreatorViews.views)).all())
    assert {day.isoformat(): number for day, number in days.items()} == {"2026-11-25": 3, "2026-11-26": 1}


def test_the_day_ends_at_midnight_in_jakarta(world: World, look: Callable[..., Any], today: Any) -> None:
    today(datetime.fromisoformat("2026-11-25T16:59:00+00:00"))
    look()
    today(datetime.fromisoformat("2026-11-25T17:01:00+00:00"))
    look()
    assert views() == 2


def test_pages_from_the_cache_and_unchanged_ones_count(world: World, look: Callable[..., Any]) -> None:
    mark = look().headers["ETag"]
    assert look(OTHER).status_code == 200
    assert look("Mozilla/5.0 (X11)", If_None_Match=mark).status_code == 304
    assert views() == 3


@pytest.mark.one_database
@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Googlebot/2.1",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23",
        "curl/8.5",
        "python-requests/2",
        "bingbot",
    ],
)
def test_programs_do_not_count(world: World, look: Callable[..., Any], agent: str) -> None:
    look(agent)
    assert views() == 0


@pytest.mark.one_database
def test_what_is_no_look_does_not_count(world: World, look: Callable[..., Any], client: Client) -> None:
    look(Sec_Purpose="prefetch;prerender")
    look(HX_Request="true")
    look(path="/portfolio/sekarayu/tidak-ada")
    look(path="/portfolio/Sekarayu/sawah-senja")
    look(path="/portfolio/sekarayu")
    client.head(WORK, headers={"User-Agent": PHONE})
    assert views() == 0


def test_the_owner_does_not_count(world: World, client: Client, app: Flask) -> None:
    for person, number in ((world.sekar.user, 0), (world.dewi, 1)):
        browser = signed_in(app.test_client(), person)
        assert browser.get(WORK, headers={"User-Agent": PHONE}).status_code == 200
        assert views() == number


@pytest.mark.one_database
def test_a_network_of_ipv6_is_one_client(world: World, look: Callable[..., Any]) -> None:
    look(address="2001:db8:1:2::5")
    look(address="2001:db8:1:2:ffff::9")
    assert views() == 1
    look(address="2001:db8:1:3::5")
    assert views() == 2


@pytest.mark.one_database
def test_nothing_kept_says_who_looked(world: World, look: Callable[..., Any], valkey: Valkey) -> None:
    answer = look()
    tally.hand_over()
    assert "Set-Cookie" not in answer.headers
    kept = (
        b" ".join(b" ".join(valkey.client.smembers(key)) for key in valkey.client.keys("kreatr:seen:*"))
        + str(valkey.client.hgetall("kreatr:views")).encode()
    )
    assert b"203.0.113.7" not in kept and b"Android" not in kept
    (key,) = valkey.client.keys("kreatr:seen:*")
    assert 0 < valkey.client.ttl(key) <= tally.SEEN_SECONDS


@pytest.mark.one_database
def test_looks_wait_while_valkey_is_away(
    world: World, look: Callable[..., Any], valkey: Valkey, app: Flask
) -> None:
    valkey.kill()
    for agent in (PHONE, OTHER, PHONE):
        assert look(agent).status_code == 200
    assert views() == 0
    valkey.restore()
    app.extensions["kreatr_valkey"].away_until = 0.0
    look("Mozilla/5.0 (Windows NT 10.0)")
    look()
    assert views() == 3


@pytest.mark.one_database
def test_the_memory_of_looks_is_bounded(
    world: World, look: Callable[..., Any], valkey: Valkey, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tally, "WAITING_MOST", 2)
    valkey.kill()
    for number in range(5):
        look(address=f"203.0.113.{number}")
    assert len(app.extensions["kreatr_looks"].looks) == 2


def test_a_batch_counts_once(world: World, look: Callable[..., Any]) -> None:
    look()
    (batch,) = tally.take("views")
    counting.write_views(batch.id, batch.counts)
    assert [one.id for one in tally.take("views")] == [batch.id], "a batch stays until it is let go of"
    assert views() == 1, "and is not added again"
    assert tally.take("views") == []


def test_a_batch_whose_work_is_gone(world: World, look: Callable[..., Any]) -> None:
    look()
    with unit() as session:
        session.execute(sa.delete(Item).where(Item.slug == "sawah-senja"))
    jobs.write_views()
    assert tally.take("views") == [] and not db.session.scalars(sa.select(CreatorViews)).all()


def test_many_works_take_few_statements(world: World, look: Callable[..., Any]) -> None:
    for number in range(40):
        make_item(world.rizky, f"Deret {number}")
        look(path=f"/portfolio/rizkypratama/deret-{number}")
    look()
    with counted() as seen:
        jobs.write_views()
    assert len(seen) <= 8, "\n".join(seen)
    assert db.session.scalar(sa.select(sa.func.sum(Item.views))) == 41
    assert sorted(db.session.scalars(sa.select(CreatorViews.views))) == [1, 40]


@pytest.mark.one_database
def test_old_batches_are_forgotten(world: World, look: Callable[..., Any], today: Any) -> None:
    look()
    jobs.write_views()
    jobs.prune_batches()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ViewBatch)) == 1
    today(clock.now() + timedelta(days=31))
    jobs.prune_batches()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ViewBatch)) == 0
