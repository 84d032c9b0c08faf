"""The dashboard's home: who, what is new, listed or not."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from kreatr.inquiries.models import InquiryStatus
from kreatr.kernel import clock
from kreatr.kernel.db import unit
from kreatr.portfolio.actions import liking
from kreatr.portfolio.models import CreatorViews, Draft, DraftState, ModerationStatus
from tests.conformance.test_queries import counted
from tests.inquiries.letters import says
from tests.judge import Client
from tests.page import words
from tests.pictures import make_picture
from tests.world import World, change_creator, make_creator, make_inquiry, make_item, signed_in


def test_a_creator_sees_what_is_new(client: Client, world: World) -> None:
    for n in range(5):
        make_inquiry(world.sekar, name=f"Nomor {n}", created_at=clock.now() - timedelta(hours=9 - n))
    make_inquiry(
        world.sekar, name="Dibaca", status=InquiryStatus.READ, created_at=clock.now() - timedelta(days=1)
    )
    page = signed_in(client, world.sekar.user).get("/dashboard").page
    assert page.text("h1") == "Halo, Sekar"
    assert [page.text(f"#{row.get('id')} bdi") for row in page.all(".inbox li")] == [
        "Nomor 4",
        "Nomor 3",
        "Nomor 2",
    ]
    figures = page.text("main dl")
    assert "Belum dibaca5" in figures and says("Listed") in figures and "Karya publik3" in figures
    assert page.text("#n-inbox") == "5"
    assert page.one("nav.tabs a[aria-current=page]").get("href") == "/dashboard"


def test_a_hidden_profile_is_not_listed(client: Client, world: World) -> None:
    signed_in(client, world.sekar.user)
    change_creator(world.sekar, is_public=False)
    assert says("Not listed yet") in client.get("/dashboard").page.text("main dl")


def test_somebody_without_a_profile_is_shown_where_to_begin(client: Client, world: World) -> None:
    page = signed_in(client, world.hendra).get("/dashboard").page
    assert "hendra" in page.text("h1") and says("This is where your page begins.") in page.text("main")
    assert page.one("main a.go").get("href") == "/dashboard/settings/marketplace"
    assert not page.all("#n-inbox")


def test_the_first_steps_go_when_they_are_done(client: Client, world: World) -> None:
    newcomer = make_creator("baru", display_name="Baru Saja")
    signed_in(client, newcomer.user)

    def steps() -> list[str]:
        return [row[0].get("class", "") for row in client.get("/dashboard").page.all("#langkah li")]

    assert steps() == ["dot none", "dot none", "dot none"]
    change_creator(newcomer, avatar=make_picture())
    make_item(newcomer, "Pertama", status=ModerationStatus.PENDING)
    assert steps() == ["dot done", "dot done", "dot none"]
    make_inquiry(newcomer, status=InquiryStatus.REPLIED)
    assert steps() == [] and not client.get("/dashboard").page.all("#langkah")


def test_what_waits_says_its_place(client: Client, world: World) -> None:
    now = clock.now()
    make_item(
        world.rizky, "Lebih dulu", status=ModerationStatus.PENDING, submitted_at=now - timedelta(hours=3)
    )
    make_item(world.sekar, "Kedua", status=ModerationStatus.PENDING, submitted_at=now - timedelta(hours=2))
    make_item(world.rizky, "Ditolak", status=ModerationStatus.REJECTED, submitted_at=now - timedelta(hours=5))
    with unit() as session:
        revision = Draft(creator_id=world.sekar.id, item_id=world.items[0].id, content={}, submitted_at=now)
        revision.state = DraftState.SUBMITTED
        session.add(revision)
    page = signed_in(client, world.sekar.user).get("/dashboard").page
    rows = {words(row[0]): words(row[1]) for row in page.all("dl.waits div")}
    assert rows == {"Kedua": "antrean nomor 2", "Sawah Senja": "antrean nomor 3"}
    assert "Lebih dulu" not in page.text("main")


def test_the_month_in_dots_and_in_a_table(client: Client, world: World) -> None:
    today = clock.now().astimezone(ZoneInfo("Asia/Jakarta")).date()
    with unit() as session:
        for ago, views in ((0, 3), (2, 14), (29, 1), (30, 99)):
            session.add(CreatorViews(creator_id=world.sekar.id, day=today - timedelta(days=ago), views=views))
        session.add(CreatorViews(creator_id=world.rizky.id, day=today, views=500))
    make_inquiry(world.sekar, status=InquiryStatus.READ)
    make_inquiry(world.sekar, status=InquiryStatus.ARCHIVED)
    make_inquiry(world.sekar, held_reason="words")
    page = signed_in(client, world.sekar.user).get("/dashboard").page
    assert page.text("#bulan .key li").startswith("18 dilihat") and "sampai 2" in page.text("#bulan .key li")
    cells = [[words(cell) for cell in row] for row in page.all("#bulan tbody tr")]
    assert len(cells) == 30 and sum(int(row[1]) for row in cells) == 18
    assert cells[0][1:] == ["3", "2"] and cells[2][1:] == ["14", "0"] and cells[29][1:] == ["1", "0"]
    label = page.one(".chart").get("aria-label")
    assert f"14 kali pada {cells[2][0]}" in label and f"Pesan terbanyak: 2 pada {cells[0][0]}" in label
    assert page.one(".chart .ink").get("d").count("M") == 3
    assert page.one(".chart .gold").get("d").count("M") == 1


def test_a_month_without_anything(client: Client, world: World) -> None:
    page = signed_in(client, world.rizky.user).get("/dashboard").page
    assert not page.all(".chart") and "Belum ada yang melihat" in page.text("#bulan")


def test_ones_own_news(client: Client, world: World, app: Flask) -> None:
    liking.like(world.dewi, world.sekar, "sawah-senja")
    liking.like(world.hendra, world.sekar, "sawah-senja")
    page = signed_in(client, world.sekar.user).get("/dashboard").page
    lines = [words(link) for link in page.all(".news-own a")]
    assert lines[0] == "2 orang menyukai “Sawah Senja”." and len(lines) == 5
    quiet = make_creator("sepi")
    page = signed_in(app.test_client(), quiet.user).get("/dashboard").page
    assert not page.all(".news-own") and says("Nothing happened yet") in page.text("main")


def test_it_takes_few_queries(client: Client, world: World) -> None:
    signed_in(client, world.sekar.user)
    with counted() as seen:
        client.get("/dashboard")
    assert len(seen) <= 12, "\n".join(one[:120] for one in seen)


def test_in_english(client: Client, world: World) -> None:
    client.set_cookie("locale", "en")
    page = signed_in(client, world.rizky.user).get("/dashboard").page
    assert page.text("h1") == "Hello, Rizky" and "The last 30 days" in page.text("main")
    assert page.one("main a.go").get("href") == "/dashboard/portfolio/new"


@pytest.mark.one_database
def test_visitors_sign_in_first(client: Client, world: World) -> None:
    answer = client.get("/dashboard")
    assert answer.status_code == 303 and answer.location.startswith("/login")


@pytest.mark.one_database
def test_it_is_nobody_elses(client: Client, world: World) -> None:
    assert "no-store" in signed_in(client, world.sekar.user).get("/dashboard").headers["Cache-Control"]
