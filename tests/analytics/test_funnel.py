"""`/admin/analytics`: how far visitors come, for administrators."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.analytics import queries, words
from kreatr.analytics.models import Step, StepDay
from kreatr.kernel import clock
from kreatr.kernel.db import unit
from tests import page as pages
from tests.judge import Client
from tests.world import World, signed_in

PATH = "/admin/analytics"


def count(step: Step, visitors: int, ago: int = 0) -> None:
    """Visitors of a step, some days ago."""
    day = clock.now().astimezone(queries.ZONE).date() - timedelta(days=ago)
    with unit() as session:
        session.add(StepDay(day=day, step=step, visitors=visitors))


def _rows(page: Any) -> dict[str, tuple[str, str]]:
    """Step → (visitors, what is said of the step before)."""
    found = {}
    for row in page.all("dl.rows div"):
        term, number = row[0], pages.words(row[1])
        said = pages.words(term[0]) if len(term) else ""
        found[(term.text or "").strip()] = (number, said)
    return found


@pytest.mark.one_database
def test_administrators_only(world: World, client: Client) -> None:
    assert client.get(PATH).headers["Location"].startswith("/login")
    for user, status in ((world.dewi, 403), (world.maya, 403), (world.bagus, 200), (world.ratna, 200)):
        answer = signed_in(client, user).get(PATH)
        assert answer.status_code == status
        if user is not world.dewi:
            assert bool(client.get("/admin").page.all(f".entries a[href='{PATH}']")) is (status == 200)
        client.delete_cookie("kreatr")


def test_the_funnel_and_its_shares(world: World, client: Client) -> None:
    for ago in (0, 3):
        count(Step.LANDING, 500, ago)
        count(Step.HUB, 100, ago)
    count(Step.MARKETPLACE, 300)
    count(Step.PROFILE, 1)
    count(Step.INQUIRY, 1)
    page = signed_in(client, world.bagus).get(PATH).page
    assert _rows(page) == {
        "Halaman depan": ("1.000", ""),
        "Komunitas": ("200", "20 % dari langkah sebelumnya"),
        "Marketplace": ("300", "lebih banyak dari langkah sebelumnya: banyak yang masuk dari sini"),
        "Halaman kreator": ("1", "kurang dari 1 % dari langkah sebelumnya"),
        "Formulir kontak dibuka": ("0", "belum ada yang sampai di sini"),
        "Pesan terkirim": ("1", "langkah sebelumnya belum ditempuh siapa pun"),
    }
    client.set_cookie("locale", "en")
    assert _rows(client.get(PATH).page)["Community"] == ("200", "20 % of the step before")


@pytest.mark.parametrize(
    ("days", "visitors"), [("7", "1"), ("30", "11"), ("90", "111"), ("365", "11"), ("x", "11")]
)
def test_the_last_days(world: World, client: Client, days: str, visitors: str) -> None:
    for number, ago in ((1, 6), (10, 7), (100, 89), (1000, 90)):
        count(Step.LANDING, number, ago)
    page = signed_in(client, world.bagus).get(f"{PATH}?days={days}").page
    assert _rows(page)["Halaman depan"][0] == visitors
    (chosen,) = page.all(".segments [aria-current]")
    span = days if days in ("7", "90") else "30"
    assert chosen.get("href") == f"{PATH}?days={span}"
    assert len(page.all("table tbody tr")) == int(span)


@pytest.mark.one_database
def test_the_chart_and_its_table_say_the_same(world: World, client: Client) -> None:
    count(Step.PROFILE, 40, 2)
    count(Step.PROFILE, 7)
    count(Step.INQUIRY, 3, 1)
    page = signed_in(client, world.bagus).get(f"{PATH}?days=7").page
    (chart,) = [one for one in page.elements() if one.get("role") == "img"]
    assert "terbanyak: 40" in chart.get("aria-label") and "terbanyak: 3" in chart.get("aria-label")
    rows = [[pages.words(cell) for cell in row] for row in page.all("table tbody tr")]
    assert [row[4] for row in rows] == ["7", "0", "40", "0", "0", "0", "0"], "the newest day first"
    assert [row[6] for row in rows] == ["0", "3", "0", "0", "0", "0", "0"]
    heads = [pages.words(head) for head in page.all("table thead th")]
    assert heads == ["Hari", *map(str, words.STEP_WORDS.values())]


@pytest.mark.one_database
def test_before_anybody_came(world: World, client: Client) -> None:
    page = signed_in(client, world.bagus).get(PATH).page
    assert "Belum ada pengunjung" in page.text("main") and not page.all("table")
    assert {number for number, _said in _rows(page).values()} == {"0"}


def test_the_day_is_jakartas(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    count(Step.HUB, 5)
    late = clock.now().astimezone(queries.ZONE).replace(hour=23, minute=59)
    monkeypatch.setattr(clock, "now", lambda: late)
    assert queries.totals(queries.days(1)) == {**dict.fromkeys(Step, 0), Step.HUB: 5}
    monkeypatch.setattr(clock, "now", lambda: late + timedelta(minutes=2))
    assert queries.totals(queries.days(1))[Step.HUB] == 0
    assert queries.totals(queries.days(2))[Step.HUB] == 5
