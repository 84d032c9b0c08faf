"""How many works: ten new ones in a sliding day (PORT-24), a hundred in all (C28). Counted from the database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.kernel import clock
from kreatr.kernel.db import unit
from kreatr.portfolio.models import Item
from tests.crowd import make_items
from tests.inquiries.letters import at_once, tab
from tests.judge import Client
from tests.portfolio.writing import DRAFT, PATH, WORK, drafts, errors, fill, items, write
from tests.world import World, make_creator, make_item, signed_in

NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)  # 12.00 WIB


@pytest.fixture
def gani(client: Client, world: World) -> Client:
    """Somebody complete without a work yet."""
    return signed_in(client, world.gani.user)


def test_the_eleventh_of_a_day_waits_for_the_first_to_be_a_day_old(gani: Client, world: World) -> None:
    with time_machine.travel(NOON, tick=False) as now:
        signed_in(gani, world.gani.user)
        for n in range(10):
            assert write(gani, title=f"Karya ke-{n}").status_code == 303
            now.shift(timedelta(minutes=1))
        answer = write(gani, title="Karya kesebelas")
        assert answer.status_code == 429 and "besok pukul 12.00 WIB" in errors(answer)
        assert answer.headers["Retry-After"] == str(24 * 3600 - 600)
        assert answer.page.one("#title").get("value") == "Karya kesebelas"
        assert write(gani, button=DRAFT, title="Tetap tersimpan").status_code == 303 and len(drafts()) == 1
        now.move_to(NOON + timedelta(hours=24, seconds=-1))
        signed_in(gani, world.gani.user)
        assert write(gani, title="Sedikit lagi").status_code == 429
        now.move_to(NOON + timedelta(hours=24))
        assert write(gani, title="Tepat sehari").status_code == 303
        assert write(gani, title="Masih sepuluh").status_code == 429
    assert items() == 4 + 11


def test_the_limit_speaks_json(gani: Client, world: World) -> None:
    for n in range(10):
        write(gani, title=f"Karya ke-{n}")
    answer = write(gani)
    assert (answer.status_code == 429 and "hari ini pukul" in errors(answer)) or "besok pukul" in errors(
        answer
    )


def test_edits_count_as_nothing(gani: Client, world: World) -> None:
    for n in range(10):
        write(gani, title=f"Karya ke-{n}")
    links = [one.get("href") for one in gani.get(PATH).page.all(".works h2 a")]
    assert fill(gani, gani.get(links[0]), title="Disunting").status_code == 303
    assert items() == 14


def test_the_hundred_and_first_finds_no_room(gani: Client, world: World) -> None:
    make_items(world.gani, 99)
    with unit() as session:
        session.execute(sa.update(Item).values(created_at=clock.now() - timedelta(days=2)))
    assert write(gani, title="Yang keseratus").status_code == 303
    answer = write(gani, title="Yang ke-101")
    assert answer.status_code == 403 and "Portofoliomu penuh" in errors(answer)
    assert answer.page.one("#title").get("value") == "Yang ke-101"
    first = next(one for one in gani.get(PATH).page.all(".works li"))
    gani.submit(gani.get(f"{PATH}/{first.get('data-id')}/removal"))
    assert write(gani, title="Ada tempat lagi").status_code == 303


@pytest.mark.one_database
def test_the_number_is_the_operators(gani: Client, world: World, change: Callable[..., None]) -> None:
    change(portfolio_item_limit=1)
    assert write(gani).status_code == 303
    assert write(gani, title="Yang kedua").status_code == 403


def test_parallel_submissions_do_not_slip_through(gani: Client, world: World, app: Flask) -> None:
    for n in range(8):
        make_item(world.gani, f"Karya ke-{n}")
    pages = [gani.get(f"{PATH}/new") for _one in range(5)]
    tabs = [tab(app, gani) for _one in pages]
    answers = at_once(
        app,
        [
            lambda one=one, page=page: fill(one, page, **WORK).status_code
            for one, page in zip(tabs, pages, strict=True)
        ],
    )
    assert sorted(answers) == [303, 303, 429, 429, 429] and items() == 4 + 10


@pytest.mark.one_database
def test_others_works_do_not_count(client: Client, world: World) -> None:
    busy = make_creator("sibuk")
    for n in range(10):
        make_item(busy, f"Karya ke-{n}")
    signed_in(client, world.gani.user)
    assert write(client).status_code == 303
