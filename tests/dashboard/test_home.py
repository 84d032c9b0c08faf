"""The dashboard's home: who, what is new, listed or not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from kreatr.inquiries.models import InquiryStatus
from kreatr.kernel import clock
from tests.inquiries.letters import says
from tests.judge import Client
from tests.world import World, change_creator, make_inquiry, make_world, signed_in


@pytest.fixture
def world(app: Flask) -> World:
    return make_world()


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


def test_somebody_without_a_profile(client: Client, world: World) -> None:
    page = signed_in(client, world.hendra).get("/dashboard").page
    assert "hendra" in page.text("h1") and "Belum ada pesan" in page.text("main")
    assert not page.all("#n-inbox")


def test_in_english(client: Client, world: World) -> None:
    client.set_cookie("locale", "en")
    page = signed_in(client, world.rizky.user).get("/dashboard").page
    assert page.text("h1") == "Hello, Rizky"


@pytest.mark.one_database
def test_visitors_sign_in_first(client: Client, world: World) -> None:
    answer = client.get("/dashboard")
    assert answer.status_code == 303 and answer.location.startswith("/login")


@pytest.mark.one_database
def test_it_is_nobody_elses(client: Client, world: World) -> None:
    assert "no-store" in signed_in(client, world.sekar.user).get("/dashboard").headers["Cache-Control"]
