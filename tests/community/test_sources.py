"""What each platform is asked, and what its answers become on the card and in the feed (HUB-04, 08-11, 16)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from kreatr.community.models import Activity, ActivityLevel, Platform
from kreatr.kernel.db import db
from tests.community.conftest import Outside
from tests.community.outside import github, huggingface, reddit
from tests.community.outside.discord import CHANNEL, GUILD
from tests.judge import Client

DISCORD, REDDIT, GITHUB, HUGGINGFACE = Platform
NOON = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
BOT = "bot-token-rahasia-777"


def card(client: Client, platform: Platform) -> str:
    """What the hub says of a platform."""
    return client.get("/community").page.text(f"#{platform.value.lower()}")


def told() -> list[tuple[str, str]]:
    """Title and link of what was told, newest first."""
    db.session.rollback()
    rows = db.session.scalars(sa.select(Activity).order_by(Activity.created_at.desc(), Activity.id.desc()))
    return [(row.title, row.link) for row in rows]


def titles() -> list[str]:
    return [title for title, _link in told()]


def test_the_four_cards(outside: Outside, client: Client) -> None:
    outside.set_up()
    before = client.get("/community").page
    assert not before.all("article.platform time"), "nothing is shown before it was measured"
    outside.refresh()
    for platform, said in zip(
        Platform, ("4.241 anggota", "8.120 pelanggan", "37 kontributor", "23 model"), strict=True
    ):
        assert said in card(client, platform), platform
        assert "baru saja" in card(client, platform)
    page = client.get("/community").page
    assert [one.get("href") for one in page.all("article.platform a")] == [
        "https://discord.gg/kreatr",
        "https://www.reddit.com/r/kreatr/",
        "https://github.com/kreatr/studio",
        "https://huggingface.co/kreatr",
    ]


def test_a_changed_number_shows_at_the_next_request(outside: Outside, client: Client) -> None:
    outside.set_up()
    with time_machine.travel(NOON, tick=False) as clock:
        outside.refresh()
        assert "4.241" in card(client, DISCORD)
        outside.discord.members, outside.huggingface.count = 4242, 24
        clock.shift(timedelta(seconds=270))
        assert "4.241" in card(client, DISCORD), "from the cache"
        outside.refresh()
        assert "4.242" in card(client, DISCORD) and "24 model" in card(client, HUGGINGFACE)
        assert outside.row(DISCORD).fetched_at == NOON + timedelta(seconds=270)


def test_discord_announcements_need_a_bot(outside: Outside) -> None:
    outside.discord.token = BOT
    outside.discord.say("Lomba **poster** dimulai\nKirim sebelum Jumat.")
    outside.discord.say("", attachments=[{"id": "1"}])
    outside.discord.say("Mira menyematkan pesan", type=6)
    outside.set_up(DISCORD)
    outside.refresh()
    assert titles() == [] and outside.discord.paths() == ["/invites/kreatr"]
    assert outside.discord.asked[0].headers["user-agent"] == "DiscordBot (http://localhost, 1)"
    assert "authorization" not in outside.discord.asked[0].headers
    outside.set_up(DISCORD, discord_token=BOT)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5)):
        outside.refresh()
        link = f"https://discord.com/channels/{GUILD}/{CHANNEL}/1200000000000000000"
        assert told() == [("Lomba poster dimulai", link)]


@pytest.mark.parametrize("rights", [True, False])
def test_reddit_with_an_app_and_without(outside: Outside, client: Client, rights: bool) -> None:
    outside.reddit.post("Cara membuat batik dengan ComfyUI")
    outside.reddit.post("Khusus dewasa", over_18=True)
    outside.reddit.post("Aturan", stickied=True)
    outside.reddit.post("Dihapus", removed_by_category="moderator")
    outside.reddit.post("Jebakan", permalink="javascript:alert(1)")
    keys = {"reddit_id": reddit.ID, "reddit_secret": reddit.SECRET} if rights else {}
    outside.set_up(REDDIT, **keys)
    outside.refresh()
    assert "8.120 pelanggan" in card(client, REDDIT) and "Ramai" in card(client, REDDIT)
    assert told() == [
        ("Cara membuat batik dengan ComfyUI", "https://www.reddit.com/r/kreatr/comments/1abc0/judul/")
    ]
    plain = ["/r/kreatr/about.json", "/r/kreatr/top.json"]
    asked = ["/api/v1/access_token", "/r/kreatr/about", "/r/kreatr/top"] if rights else plain
    assert outside.reddit.paths() == asked
    assert outside.reddit.asked[-1].query == {"t": ["day"], "limit": ["25"], "raw_json": ["1"]}


@pytest.mark.parametrize(
    ("about", "online"),
    [
        ({"active_user_count": 41}, 41),
        ({"accounts_active": 9}, 9),
        ({"accounts_active": []}, None),
        ({}, None),
    ],
)
def test_who_is_online_on_reddit_where_it_is_still_told(
    outside: Outside, about: dict[str, Any], online: int | None
) -> None:
    outside.reddit.about = about
    outside.set_up(REDDIT)
    outside.refresh()
    row = outside.row(REDDIT)
    assert (row.member_count, row.active_members, row.activity_level) == (8120, online, ActivityLevel.LOW)


def test_a_repository(outside: Outside, client: Client) -> None:
    outside.github.token = github.TOKEN
    outside.github.people["kreatr/studio"] += [github.person(900, "Anonymous")]
    outside.github.release("1.4")
    outside.github.release("2.0", draft=True)
    outside.github.issue("Simpan otomatis hilang", 9, reactions={"total_count": 1})
    outside.github.issue("Sepi", 9)
    outside.github.issue("Sebuah PR", 50, pull_request={"url": "x"})
    outside.set_up(GITHUB, github_token=github.TOKEN)
    outside.refresh()
    assert "38 kontributor" in card(client, GITHUB), "anonymous ones too, counted by the last page"
    assert set(titles()) == {"studio 1.4", "Simpan otomatis hilang"}
    headers = outside.github.asked[0].headers
    assert headers["x-github-api-version"] == "2022-11-28"
    assert headers["accept"] == "application/vnd.github+json"
    assert headers["authorization"] == f"Bearer {github.TOKEN}"
    assert outside.row(GITHUB).details == {"stars": 210, "forks": 14}


def test_an_empty_repository_has_no_contributors(outside: Outside, client: Client) -> None:
    outside.github.people["kreatr/studio"] = []
    outside.set_up(GITHUB)
    outside.refresh()
    assert "0 kontributor" in card(client, GITHUB)


def _people(first: int, last: int, *more: dict[str, Any]) -> list[dict[str, Any]]:
    return [*(github.person(n) for n in range(first, last + 1)), *more]


def test_an_organisation_counts_each_person_once(outside: Outside, client: Client) -> None:
    outside.github.token = github.TOKEN
    outside.github.people = {
        "kreatr/a": _people(1, 130, github.person(9000, "Bot"), github.person(1, "Anonymous")),
        "kreatr/b": _people(100, 140),
        "kreatr/.github": [],
        "kreatr/salinan": _people(500, 560),
    }
    outside.github.forks = {"kreatr/salinan"}
    outside.set_up(GITHUB, github_repo="", github_org="kreatr", github_token=github.TOKEN)
    outside.refresh()
    row = outside.row(GITHUB)
    assert row.member_count == 140 and row.details == {"repositories": 4, "at_least": False}
    asked = [one for one in outside.github.asked if one.path == "/repos/kreatr/a/contributors"]
    assert [one.query["page"] for one in asked] == [["1"], ["2"]], "the second page is asked for"
    assert "/repos/kreatr/salinan/contributors" not in outside.github.paths()
    assert client.get("/community").page.one("#github a").get("href") == "https://github.com/kreatr"


@pytest.mark.one_database
@pytest.mark.parametrize(
    "name", ["kreatr/..", "kreatr/.", "../kreatr", "kreatr/a/b", "kreatr/a?b", "kreatr", 7, None]
)
def test_a_name_that_leads_elsewhere_is_no_repository(outside: Outside, name: Any) -> None:
    outside.github.people = {name: []}
    outside.set_up(GITHUB, github_repo="", github_org="kreatr")
    outside.refresh()
    assert outside.row(GITHUB).error == "garbage" and len(outside.github.asked) == 2


@pytest.mark.one_database
def test_an_organisation_with_more_than_is_counted(outside: Outside) -> None:
    outside.github.token = github.TOKEN
    outside.github.people = {f"kreatr/salinan{n}": [] for n in range(95)}
    outside.github.forks = set(outside.github.people)
    outside.github.people |= {f"kreatr/r{n}": _people(10 * n, 10 * n + 4) for n in range(12)}
    outside.set_up(GITHUB, github_repo="", github_org="kreatr", github_token=github.TOKEN)
    outside.refresh()
    row = outside.row(GITHUB)
    assert row.member_count == 50 and row.details["at_least"] is True, "of the ten that were pushed to last"
    pages = [one.query["page"] for one in outside.github.asked if one.path == "/orgs/kreatr/repos"]
    assert pages == [["1"], ["2"]]
    assert len(outside.github.asked) == 1 + 2 + 10 + 6


def test_hugging_face(outside: Outside, client: Client) -> None:
    outside.huggingface.token = huggingface.TOKEN
    for n in range(5):
        outside.huggingface.publish(f"batik-lora-{n}")
    outside.huggingface.publish("rahasia", private=True)
    outside.huggingface.publish("lama", createdAt="2022-03-02T23:29:04.000Z")
    outside.set_up(HUGGINGFACE, huggingface_token=huggingface.TOKEN)
    outside.refresh()
    assert "23 model" in card(client, HUGGINGFACE) and "Ramai" in card(client, HUGGINGFACE)
    assert set(titles()) == {f"batik-lora-{n}" for n in range(1, 5)}
    assert outside.row(HUGGINGFACE).details == {"followers": 101, "people": 9, "datasets": 4, "spaces": 2}


def test_the_same_news_is_told_once(outside: Outside) -> None:
    outside.github.release("1.4")
    outside.set_up(GITHUB)
    for n in range(3):
        with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6 * n)):
            outside.refresh()
            assert titles() == ["studio 1.4"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("online", "level"),
    [(0, "LOW"), (19, "LOW"), (20, "MEDIUM"), (199, "MEDIUM"), (200, "HIGH"), (None, None)],
)
def test_how_lively(outside: Outside, online: int | None, level: str | None) -> None:
    outside.discord.online = online  # type: ignore[assignment]
    outside.set_up(DISCORD)
    outside.refresh()
    assert outside.row(DISCORD).activity_level == level
