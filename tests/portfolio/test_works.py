"""The gallery of a portfolio: which works, in which order, how many at once (PUB-04, PORT-06, C10)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask

from kreatr.kernel import clock
from kreatr.portfolio.models import ModerationStatus, Visibility
from tests.crowd import make_items
from tests.judge import Client
from tests.page import words
from tests.world import World, make_creator, make_item

SEKAR = "/portfolio/sekarayu"


def _titles(page: Any) -> list[str]:
    return [words(title) for title in page.page.all("#karya .cap b")]


def test_only_shown_works_featured_first_then_newest(world: World, client: Client) -> None:
    for title, fields in {
        "Privat": {"visibility": Visibility.PRIVATE},
        "Menunggu": {"status": ModerationStatus.PENDING},
        "Ditolak": {"status": ModerationStatus.REJECTED},
        "Ditandai": {"status": ModerationStatus.FLAGGED, "featured": True},
    }.items():
        make_item(world.sekar, title, **fields)
    page = client.get(SEKAR)
    assert _titles(page) == ["Sawah Senja", "Seratus Prompt Batik", "Kopi Gayo"]
    assert page.page.text(".segments") == "Karya 3Ulasan 10Tentang"
    make_item(world.sekar, "Nomor Satu", position=1, created_at=clock.now() - timedelta(days=999))
    make_item(world.sekar, "Nomor Dua", position=2)
    assert _titles(client.get(SEKAR))[:3] == ["Nomor Satu", "Nomor Dua", "Sawah Senja"]


def test_more_works_on_request_and_never_more_than_a_hundred(world: World, client: Client) -> None:
    make_items(world.rizky, 104)
    page, seen = client.get("/portfolio/rizkypratama"), []
    for _step in range(12):
        seen.append(len(_titles(page)))
        more = page.page.all("#karya .acts a")
        if not more:
            break
        page = client.get(more[0].get("href"))
    assert seen == [12, 24, 36, 48, 60, 72, 84, 96, 100]
    assert len(_titles(client.get("/portfolio/rizkypratama?page=999"))) == 100
    for odd in ("0", "-1", "x", "²", "9" * 30):
        assert len(_titles(client.get("/portfolio/rizkypratama", query_string={"page": odd}))) == 12


def test_a_portfolio_without_works(client: Client, app: Flask) -> None:
    make_creator("baru", display_name="Baru Saja")
    page = client.get("/portfolio/baru")
    assert "Baru Saja belum memajang karya." in page.page.text("#karya")
    assert not page.page.all("#karya .work")
