"""The hub's numbers: how old they are, where they lead, who did most; the same on both pages (HUB-04, 08, 13, 17, C17)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.community.models import ActivityLevel, Platform
from kreatr.kernel import clock
from kreatr.kernel.i18n import speaking
from tests import page as pages
from tests.community.test_hub import HUB, measure
from tests.judge import Client
from tests.page import words
from tests.services import Valkey
from tests.world import World, make_creator, make_item, signed_in

DOOR = {"key": "discord", "name": "Discord", "url": "https://discord.com/", "text": "Ngobrol.", "unit": "anggota",
        "count": 4241, "level": "HIGH", "level_word": "Ramai"}  # fmt: skip


def _row(app: Flask, locale: str = "id", **more: Any) -> Any:
    """One platform's row as the macro draws it."""
    with app.test_request_context(), speaking(locale):
        macros: Any = app.jinja_env.get_template("ui/community.html").module
        door = {**DOOR, "fetched_at": clock.now() - timedelta(minutes=4, seconds=5), **more}
        return pages.parse(str(macros.platform_row(door)))


@pytest.mark.one_database
def test_a_fresh_number_says_how_old_it_is(app: Flask) -> None:
    assert _row(app).text(".measured").startswith("4.241 anggota Ramai diperbarui 4 menit lalu")
    assert "updated 4 minutes ago" in _row(app, "en").text(".measured")
    assert "baru saja" in _row(app, fetched_at=clock.now()).text(".measured")


@pytest.mark.one_database
def test_an_old_number_says_of_when_it_is(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now().replace(hour=5, minute=0)  # noon in Jakarta
    monkeypatch.setattr(clock, "now", lambda: now)
    for locale, said in (("id", "per 09.40"), ("en", "as of 09:40")):
        row = _row(app, locale, old=True, fetched_at=now.replace(hour=2, minute=40))
        assert said in row.text(".measured") and "lalu" not in row.text(".measured")
        assert row.one("time").get("datetime").startswith(now.strftime("%Y-%m-%dT02:40"))
    before = now - timedelta(days=2)
    assert f"per {before.day} " in _row(app, old=True, fetched_at=before).text(".measured")


@pytest.mark.one_database
def test_more_than_were_counted(app: Flask) -> None:
    assert "517+ kontributor" in _row(app, count=517, unit="kontributor", at_least=True).text(".measured")
    assert "517 kontributor" in _row(app, count=517, unit="kontributor", at_least=False).text(".measured")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("numbers", "indonesian", "english"),
    [
        ([4209, 4220, 4215, 4241], "naik 32 dalam 4 hari", "up 32 in 4 days"),
        ([1090, 1080, 1082], "turun 8 dalam 3 hari", "down 8 in 3 days"),
        ([128] * 14, "tetap dalam 14 hari", "unchanged in 14 days"),
        ([0, 0, 12345], "naik 12.345 dalam 3 hari", "up 12,345 in 3 days"),
    ],
)
def test_where_a_number_is_going(app: Flask, numbers: list[int], indonesian: str, english: str) -> None:
    for locale, said in (("id", indonesian), ("en", english)):
        row = _row(app, locale, trend=numbers)
        (drawn,) = [one for one in row.elements() if one.get("role") == "img"]
        assert drawn.get("aria-label") == said and said in row.text(".trend")


@pytest.mark.one_database
@pytest.mark.parametrize("more", [{}, {"trend": None}, {"trend": []}, {"trend": [5, 6]}])
def test_no_trend_of_less_than_three_days(app: Flask, more: dict[str, Any]) -> None:
    assert not _row(app, **more).all(".trend")


@pytest.mark.one_database
def test_nothing_is_said_where_nothing_was_measured(app: Flask, client: Client) -> None:
    bare = _row(app, count=None, level=None, level_word=None, fetched_at=None)
    assert not bare.all(".measured") and not bare.all("time")
    assert not client.get(HUB).page.all(".intro dl"), "no list of nothing, not even its age"


def test_both_pages_show_the_same_numbers_with_their_age(world: World, client: Client) -> None:
    measure(Platform.DISCORD, member_count=4241, activity_level=ActivityLevel.HIGH,
            fetched_at=clock.now() - timedelta(minutes=4, seconds=5))  # fmt: skip
    hub, landing = client.get(HUB).page, client.get("/").page
    found = [
        {words(row[0]): words(row[1]) for row in page.all(place)}
        for page, place in ((hub, ".intro dl div"), (landing, "section[aria-labelledby=komunitas] dl div"))
    ]
    assert found[0] == found[1] and set(found[0]) == {
        "Anggota", "Proyek aktif", "Kreator di marketplace", "Diperbarui",
    }  # fmt: skip
    for page in (hub, landing):
        assert "4.241 anggota" in page.text(".platforms") and "diperbarui 4 menit lalu" in page.text(
            ".platforms"
        )
    moments = {page.one(".rows time").get("datetime") for page in (hub, landing)}
    assert len(moments) == 1, "both were counted at the same moment"


@pytest.mark.one_database
def test_ages_are_never_kept_for_longer_than_a_minute(world: World, client: Client, valkey: Valkey) -> None:
    for path in (HUB, "/"):
        valkey.client.flushall()
        client.get(path)
        (key,) = [key for key in valkey.client.keys("kreatr:page:*") if not key.endswith(b":lock")]
        assert 0 < valkey.client.ttl(key) <= 60


def _contributors(client: Client) -> list[str]:
    return [link.get("href").rpartition("/")[2] for link in client.get(HUB).page.one("ul.index").iter("a")]


def test_contributors_are_ranked_by_what_they_first_showed(app: Flask, client: Client) -> None:
    month = clock.now() - timedelta(days=29)
    for name, likes in (("zaki", 3), ("adi", 1), ("budi", 3), ("citra", 0)):
        creator = make_creator(name)
        for n in range(2):
            make_item(
                creator, f"{name} {n}", likes=likes, published_at=month, created_at=month - timedelta(days=60)
            )
        make_item(creator, f"{name} lama", likes=99, published_at=month - timedelta(days=2))
    make_item(make_creator("dewa"), "Satu", likes=500)
    assert _contributors(client) == ["budi", "zaki", "adi", "citra", "dewa"]
    for locale, said in (("id", "paling banyak menayangkan karya baru"), ("en", "showed the most new works")):
        client.set_cookie("locale", locale)
        assert said in client.get(HUB).page.text("section[aria-labelledby=rajin] p")


def test_an_unchanged_hub_costs_nothing(world: World, client: Client) -> None:
    first = client.get(HUB, headers={"Accept-Encoding": "br"})
    mark = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "no-cache" and not mark.startswith("W/")
    again = client.get(HUB, headers={"Accept-Encoding": "br", "If-None-Match": mark})
    assert again.status_code == 304 and not again.get_data() and again.headers["ETag"] == mark
    measure(Platform.GITHUB, member_count=517, fetched_at=clock.now())
    changed = client.get(HUB, headers={"Accept-Encoding": "br", "If-None-Match": mark})
    assert changed.status_code == 200 and changed.headers["ETag"] != mark
    assert "517 kontributor" in changed.page.text("#github")


@pytest.mark.one_database
def test_what_somebody_sees_who_is_signed_in_is_kept_by_nobody(world: World, client: Client) -> None:
    answer = signed_in(client, world.hendra).get(HUB)
    assert answer.headers["Cache-Control"] == "private, no-store" and "ETag" not in answer.headers
