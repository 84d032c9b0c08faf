"""The house's own news: who joined, round numbers, works that were chosen; each told once (HUB-19)."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask

from kreatr.community.actions import celebrating, highlighting, telling
from kreatr.community.models import ActivityType
from kreatr.creators.events import CreatorJoined
from kreatr.portfolio.actions import arranging, deciding
from kreatr.portfolio.events import ItemDecided
from kreatr.portfolio.models import ModerationStatus, Visibility
from tests.community.test_feed import tell
from tests.community.test_telling import told
from tests.judge import Client
from tests.page import words
from tests.work import deliver_all
from tests.world import World, change_creator, make_creator, make_item, make_user

KEY = uuid.UUID(int=1)
FEED = "/community/feed"


def _said(client: Client, locale: str = "id") -> list[str]:
    client.set_cookie("locale", locale)
    return [
        words(line) for line in client.get(FEED).page.all("#feed .feed p") if line.get("class") != "small"
    ]


def _kinds() -> list[ActivityType]:
    return [line.type for line in told()]


def test_somebody_joined(app: Flask, client: Client) -> None:
    lina = make_creator("lina", display_name="Lina", place="Ambon")
    make_creator("tono", display_name="Tono", place="")
    deliver_all(app)
    assert sorted(_said(client)) == ["Lina bergabung dari Ambon.", "Tono bergabung."]
    assert sorted(_said(client, "en")) == ["Lina joined from Ambon.", "Tono joined."]
    celebrating.tell_joined(CreatorJoined(lina.id), KEY)
    assert len(told()) == 2
    change_creator(lina, is_public=False)
    assert _said(client, "id") == ["Tono bergabung."]


def test_a_creator_who_is_gone_is_no_news(app: Flask) -> None:
    celebrating.tell_joined(CreatorJoined(uuid.uuid4()), KEY)
    assert told() == []


def test_the_tenth_work_of_a_creator_is_news_when_it_is_approved(
    world: World, client: Client, app: Flask
) -> None:
    for _ in range(6):
        make_item(world.sekar)
    waiting = [make_item(world.sekar, status=ModerationStatus.PENDING) for _ in range(3)]
    deliver_all(app)
    before = len(told())
    for item in waiting:
        deciding.approve(item.id)
    deliver_all(app)
    new = [line for line in told() if line.type is ActivityType.MILESTONE]
    assert {line.key for line in new} == {"works-10", f"works-10-{world.sekar.id}"}
    assert len(told()) == before + 2
    assert "Sekar Ayu kini memajang 10 karya." in _said(
        client
    ) and "Kini 10 karya tayang di kreatr." in _said(client)
    english = _said(client, "en")
    assert "Sekar Ayu shows 10 works now." in english and "10 works are on show now." in english


def test_decisions_that_show_nothing_are_no_news(world: World, app: Flask) -> None:
    hidden = make_item(world.sekar, status=ModerationStatus.PENDING, visibility=Visibility.PRIVATE)
    refused = make_item(world.sekar, status=ModerationStatus.PENDING)
    deliver_all(app)
    before = len(told())
    deciding.approve(hidden.id)
    deciding.reject(refused.id, "Sumber gambarnya belum disebut.")
    deliver_all(app)
    for revision, outcome in ((True, ModerationStatus.APPROVED), (False, ModerationStatus.FLAGGED)):
        celebrating.tell_shown(ItemDecided(world.sekar.id, hidden.id, outcome.value, revision), KEY)
    assert len(told()) == before


@pytest.mark.parametrize(
    ("count", "reached"),
    [(9, None), (10, 10), (15, 10), (16, None), (24, None), (25, 25), (50, 50), (99, None), (250, 250), (251, 250), (276, None),
     (1000, 1000), (2500, 2500), (2750, 2500), (2751, None), (1_000_000, 1_000_000)],
)  # fmt: skip
def test_round_numbers(app: Flask, count: int, reached: int | None) -> None:
    for _twice in range(2):
        celebrating._celebrate("works", count, celebrating.ROUND)
    assert [line.key for line in told()] == ([f"works-{reached}"] if reached else [])


def test_members_are_counted_as_the_hub_counts_them(app: Flask, client: Client) -> None:
    for _ in range(8):
        make_user()
    make_user(is_active=False)
    make_creator(display_name="Kesembilan")
    deliver_all(app)
    assert _kinds() == [ActivityType.CREATOR_JOINED]
    make_creator(display_name="Kesepuluh")
    deliver_all(app)
    assert "Anggota kreatr kini 10 orang." in _said(client)
    assert "kreatr has 10 members now." in _said(client, "en")
    assert [
        one.get("href")
        for one in client.get(FEED).page.all("#feed .feed a")
        if words(one).startswith("kreatr has")
    ] == ["/community/marketplace"]


def test_a_chosen_work_is_told_once(world: World, client: Client, app: Flask) -> None:
    deliver_all(app)
    highlighting.choose(world.bagus, "sekarayu", "sawah-senja")
    deliver_all(app)
    item = world.items[0]
    highlighting.remove(item.id)
    highlighting.choose(world.bagus, "sekarayu", "sawah-senja")
    deliver_all(app)
    lines = [line for line in told() if line.type is ActivityType.PROJECT_FEATURED]
    assert [line.key for line in lines] == [f"featured-{item.id}"]
    assert _said(client)[0] == "Sekar Ayu masuk karya pilihan dengan Sawah Senja."
    assert _said(client, "en")[0] == "Sekar Ayu is among the featured works with Sawah Senja."
    links = [one.get("href") for one in client.get(FEED).page.one(f"#kabar-{lines[0].id}").iter("a")]
    assert links == ["/portfolio/sekarayu", "/portfolio/sekarayu/sawah-senja"]


@pytest.mark.parametrize("way", ["flagged", "private", "gone"])
def test_lines_about_works_nobody_sees_disappear(world: World, client: Client, way: str) -> None:
    work = make_item(world.sekar, "Sementara")
    telling.tell(ActivityType.PROJECT_FEATURED, "x", actor_id=world.sekar.id, item_id=work.id)
    assert _said(client) == ["Sekar Ayu masuk karya pilihan dengan Sementara."]
    if way == "flagged":
        deciding.flag(work.id, "Ada laporan.")
    elif way == "private":
        arranging.set_visibility(world.sekar.user, work.id, Visibility.PRIVATE)
    else:
        arranging.remove(world.sekar.user, work.id)
    assert _said(client) == []


def test_stored_words_come_in_the_reader_s_language(app: Flask, client: Client) -> None:
    tell("Selamat datang", text="Halo", title_en="Welcome", text_en="Hello")
    tell("Hanya Indonesia", text="Isi")
    assert _said(client) == ["Hanya Indonesia Isi", "Selamat datang Halo"]
    assert _said(client, "en") == ["Hanya Indonesia Isi", "Welcome Hello"]
