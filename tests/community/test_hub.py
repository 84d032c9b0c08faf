"""The hub: four doors, events, people, numbers; nothing that was not measured (HUB-01…08, 13–17, 24, C17, C46)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.community import queries
from kreatr.community.models import ActivityLevel, ActivityType, CommunityEvent, Platform, PlatformStats
from kreatr.kernel import cache, clock
from kreatr.kernel.db import unit
from kreatr.portfolio.models import ModerationStatus
from tests.community.test_feed import tell
from tests.judge import Client
from tests.page import words
from tests.world import World, change_creator, make_creator, make_item, make_user

HUB = "/community"
DOORS = ("discord", "reddit", "github", "huggingface")


def measure(platform: Platform, **fields: Any) -> None:
    """What was read at an outside platform."""
    with unit() as session:
        session.add(PlatformStats(platform=platform, **fields))
        cache.bump("community")


def plan(title: str, starts: timedelta, hours: float = 2, **fields: Any) -> None:
    """An event that begins so long from now."""
    moment = clock.now() + starts
    with unit() as session:
        session.add(
            CommunityEvent(title=title, starts_at=moment, ends_at=moment + timedelta(hours=hours), **fields)
        )
        cache.bump("community")


def test_the_parts_of_the_hub(world: World, client: Client) -> None:
    tell("Selamat datang", type_=ActivityType.ANNOUNCEMENT)
    plan("Kopdar Yogya", timedelta(days=2))
    page = client.get(HUB).page
    assert page.text("h1") == "Titik temu kreator AI"
    assert {words(h) for h in page.all("h2")} >= {
        "Join Community", "Kabar terbaru", "Acara", "Pengumuman", "Kreator pilihan", "Paling rajin berbagi",
    }  # fmt: skip
    market = page.one("[data-testid=marketplace-link]")
    assert market.get("href") == "/community/marketplace"
    assert words(market) == "Explore Marketplace" and market.get("lang") == "en"
    assert page.one("#gabung").get("lang") == "en"
    assert len(page.all("[data-testid=creator-card]")) == 2


def test_an_empty_hub_is_whole(app: Flask, client: Client) -> None:
    page = client.get(HUB).page
    assert len(page.all("article.platform")) == 4
    assert "Belum ada kabar" in page.text("#feed") and "Belum ada acara" in page.text("main")
    assert not page.all("[data-testid=creator-card]") and not page.all("#rajin")


@pytest.mark.parametrize(("locale", "join"), [("id", "Gabung sekarang"), ("en", "Join Now")])
def test_four_doors_open_elsewhere(app: Flask, client: Client, locale: str, join: str) -> None:
    client.set_cookie("locale", locale)
    page = client.get(HUB).page
    assert [door.get("id") for door in page.all("article.platform")] == list(DOORS)
    for key in DOORS:
        (link,) = page.all(f"#{key} a")
        assert link.get("href").startswith("https://") and link.get("target") == "_blank"
        assert link.get("rel") == "noopener"
        said = page.text(f"#{key}")
        assert join in said and len(words(page.all(f"#{key} p")[0])) > 30
        assert not any(letter.isdigit() for letter in said), "no number before it was measured"
        assert not page.all(f"#{key} .level") and not page.all(f"#{key} time")


def test_a_measured_number_comes_with_its_age(app: Flask, client: Client) -> None:
    measure(Platform.DISCORD, member_count=4241, activity_level=ActivityLevel.HIGH,
            fetched_at=clock.now() - timedelta(minutes=4, seconds=5))  # fmt: skip
    measure(Platform.GITHUB, member_count=0, fetched_at=clock.now())
    measure(Platform.REDDIT)
    page = client.get(HUB).page
    assert "4.241 anggota" in page.text("#discord") and "4 menit lalu" in page.text("#discord")
    assert "Ramai" in page.text("#discord .level") and len(page.all("#discord .level .on")) == 3
    assert "0 kontributor" in page.text("#github") and not page.all("#github .level")
    assert not any(letter.isdigit() for letter in page.text("#reddit"))
    landing = client.get("/").page
    assert "4.241 anggota" in landing.text(".platforms")
    client.set_cookie("locale", "en")
    assert "4,241 members" in client.get(HUB).page.text("#discord")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("level", "dots", "word"), [("LOW", 1, "Sepi"), ("MEDIUM", 2, "Sedang"), ("HIGH", 3, "Ramai")]
)
def test_how_lively_in_dots_and_a_word(app: Flask, client: Client, level: str, dots: int, word: str) -> None:
    measure(Platform.REDDIT, activity_level=ActivityLevel(level))
    page = client.get(HUB).page
    assert len(page.all("#reddit .level .on")) == dots and word in page.text("#reddit .level")


def _events(client: Client) -> list[str]:
    return [words(title) for title in client.get(HUB).page.all(".days h3")]


def test_events_the_next_first_and_never_the_past(app: Flask, client: Client) -> None:
    plan("Lusa", timedelta(days=2))
    plan("Sudah lewat", timedelta(days=-1))
    plan("Baru selesai", timedelta(hours=-3), hours=2.9)
    plan("Besok", timedelta(days=1))
    plan("Sedang berjalan", timedelta(hours=-1))
    assert _events(client) == ["Sedang berjalan", "Besok", "Lusa"]
    for n in range(5):
        plan(f"Pekan {n}", timedelta(days=10 + n))
    assert _events(client) == ["Sedang berjalan", "Besok", "Lusa", "Pekan 0"], "the hub shows the next four"


@pytest.mark.parametrize(
    ("zone", "said", "english"),
    [
        ("Asia/Jakarta", "19.00 WIB", "19:00 WIB"),
        ("Asia/Makassar", "20.00 WITA", "20:00 WITA"),
        ("Asia/Jayapura", "21.00 WIT", "21:00 WIT"),
        ("Europe/Berlin", "13.00 Europe/Berlin", "13:00 Europe/Berlin"),
    ],
)
def test_events_are_told_in_the_time_of_their_place(
    app: Flask, client: Client, zone: str, said: str, english: str
) -> None:
    noon = datetime(2031, 1, 15, 12, 0, tzinfo=UTC)
    plan("Temu", noon - clock.now(), timezone=zone, place="Balai Kota", link="https://temu.contoh.test")
    page = client.get(HUB).page
    assert f"{said} · Balai Kota" in page.text(".days") and "Rabu, 15 Januari 2031" in page.text(".days")
    assert abs(datetime.fromisoformat(page.one(".days time").get("datetime")) - noon) < timedelta(seconds=5)
    assert page.one(".days a").get("href").startswith("/community/events/"), "each has a page of its own"
    client.set_cookie("locale", "en")
    assert english in client.get(HUB).page.text(".days") and "Wednesday, 15 January 2031" in client.get(
        HUB
    ).page.text(".days")


def test_featured_creators_first(world: World, client: Client) -> None:
    change_creator(world.rizky, is_featured=True)
    for _ in range(4):
        make_creator()
    cards = client.get(HUB).page.all("[data-testid=creator-card] h3 a")
    assert len(cards) == 4 and cards[0].get("href") == "/portfolio/rizkypratama"


def test_contributors_are_who_showed_most_lately(world: World, client: Client) -> None:
    for n in range(4):
        make_item(world.rizky, f"Baru {n}")
        make_item(world.sekar, f"Menunggu {n}", status=ModerationStatus.PENDING)
        make_item(world.gani, f"Tersembunyi {n}")
    for n in range(9):
        make_item(world.sekar, f"Lama {n}", published_at=clock.now() - timedelta(days=31 + n))
    index = client.get(HUB).page.one("ul.index")
    rows = [(link.get("href"), words(link)) for link in index.iter("a")]
    assert [href for href, _said in rows] == ["/portfolio/rizkypratama", "/portfolio/sekarayu"]
    assert rows[0][1].endswith("5 karya") and rows[1][1].endswith("3 karya")


def test_announcements_stand_apart(world: World, client: Client) -> None:
    for n in range(3):
        tell(f"Aturan {n}", type_=ActivityType.ANNOUNCEMENT, created_at=clock.now() - timedelta(hours=n))
    tell("Lain", type_=ActivityType.MILESTONE)
    page = client.get(HUB).page
    told = [words(line) for line in page.all("li[id^=pengumuman] p") if line.get("class") != "small"]
    assert told == ["Aturan 0", "Aturan 1"]


def test_numbers_are_counted_and_dated(world: World, client: Client, app: Flask) -> None:
    make_user("nonaktif", is_active=False)
    with app.app_context():
        numbers = queries.statistics()
    assert (numbers["projects"], numbers["listings"]) == (4, 2)
    rows = {words(row[0]): row[1] for row in client.get(HUB).page.all(".intro dl div")}
    assert words(rows["Anggota"]) == str(numbers["members"]) == "18"
    assert next(rows["Diperbarui"].iter("time")).get("datetime")


def test_visitors_may_keep_the_hub(world: World, client: Client) -> None:
    first = client.get(HUB)
    assert "Set-Cookie" not in first.headers
    assert client.get(HUB, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    tell("Baru")
    assert "Baru" in client.get(HUB).page.text("#feed")
