"""News from outside: cleaned, told once, not too old, not too many at a time (HUB-16)."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.community.actions.telling import MOST_AT_ONCE, OLDEST_DAYS, tell_outside
from kreatr.community.models import Activity, ActivityType, Platform
from kreatr.community.news import News
from kreatr.kernel import cache, clock
from kreatr.kernel.db import db, unit
from tests.judge import Client
from tests.page import words
from tests.planted import key

FEED = "/community/feed"


def news(n: int = 1, **fields: Any) -> News:
    """A release, n hours old."""
    one = News(
        type=ActivityType.RELEASE, key=f"github-release-{n}", title=f"Rilis {n}", text="Perbaikan kecil.",
        link=f"https://github.com/kreatr/alat/releases/{n}", author="pemelihara", at=clock.now() - timedelta(hours=n),
    )  # fmt: skip
    return replace(one, **fields)


def told() -> list[Activity]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Activity).order_by(Activity.created_at.desc())))


def test_a_release_stands_in_the_feed_with_mark_word_writer_and_time(app: Flask, client: Client) -> None:
    assert tell_outside(Platform.GITHUB, [news(3)]) == 1
    (line,) = told()
    for locale, said in (
        ("id", "Rilis baru · GitHub · pemelihara · "),
        ("en", "New release · GitHub · pemelihara · "),
    ):
        client.set_cookie("locale", locale)
        page = client.get(FEED).page
        assert page.text(f"#kabar-{line.id} .small").startswith(said)
    link = page.one(f"#kabar-{line.id} p a")
    assert link.get("href") == "https://github.com/kreatr/alat/releases/3"
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener nofollow ugc")
    assert words(link) == "Rilis 3 (new tab)"
    assert "github" in page.one(f"#kabar-{line.id} .disc").get("class", "").split()


@pytest.mark.parametrize(
    ("type_", "source", "indonesian"),
    [
        (ActivityType.ISSUE, Platform.GITHUB, "Ramai dibahas · GitHub"),
        (ActivityType.POST, Platform.REDDIT, "Kiriman teratas · Reddit"),
        (ActivityType.MODEL, Platform.HUGGINGFACE, "Model baru · Hugging Face"),
        (ActivityType.ANNOUNCEMENT, Platform.DISCORD, "Pengumuman · Discord"),
    ],
)
def test_every_platform_has_its_mark(
    app: Flask, client: Client, type_: ActivityType, source: Platform, indonesian: str
) -> None:
    tell_outside(source, [news(type=type_)])
    page = client.get(FEED).page
    assert page.text("#feed .feed .small").startswith(indonesian)
    signs = [one.get("href", "") for one in page.one("#feed .disc").iter() if str(one.tag).endswith("use")]
    assert [sign.partition("#")[2] for sign in signs] == [source.value.lower()]


def test_what_is_announced_outside_is_no_announcement_of_the_house(app: Flask, client: Client) -> None:
    tell_outside(Platform.DISCORD, [news(type=ActivityType.ANNOUNCEMENT)])
    assert not client.get("/community").page.all("[id^=pengumuman]")


def test_the_same_news_is_told_once(app: Flask) -> None:
    assert tell_outside(Platform.GITHUB, [news(1), news(2), news(1)]) == 2
    assert tell_outside(Platform.GITHUB, [news(2, title="Lain"), news(3)]) == 1
    assert [line.title for line in told()] == ["Rilis 1", "Rilis 2", "Rilis 3"]


def test_it_may_be_part_of_a_larger_unit(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), unit():
        assert tell_outside(Platform.GITHUB, [news()]) == 1
        raise ZeroDivisionError
    assert told() == []


def test_five_at_a_time_the_newest_first(app: Flask) -> None:
    many = [news(n) for n in range(1, 13)]
    random.Random(1).shuffle(many)
    assert [tell_outside(Platform.GITHUB, many) for _run in range(4)] == [5, 5, 2, 0] and MOST_AT_ONCE == 5
    assert [line.title for line in told()] == [f"Rilis {n}" for n in range(1, 13)]


def test_old_news_is_no_news_and_tomorrow_is_now(app: Flask) -> None:
    old = clock.now() - timedelta(days=OLDEST_DAYS, minutes=1)
    assert tell_outside(Platform.GITHUB, [news(1, at=old)]) == 0
    assert tell_outside(Platform.GITHUB, [news(2, at=clock.now() + timedelta(days=400))]) == 1
    assert told()[0].created_at <= clock.now()


@pytest.mark.parametrize(
    "link",
    ["", "http://github.com/x", "javascript:alert(1)", "//github.com/x", "https://", "https://me:pw@github.com/x", "data:text/html,x",
     "https://github.com/a b", 'https://github.com/"onclick="x', "https://github.com/\n", "https://[::1", "https://x/" + "a" * 500, "/feed"],
)  # fmt: skip
def test_what_leads_nowhere_safe_is_not_told(app: Flask, link: str) -> None:
    assert tell_outside(Platform.GITHUB, [news(link=link)]) == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("**Tebal** dan _miring_ [di sini](https://x.test) `kode`", "Tebal dan miring di sini kode"),
        ("# Judul\n\n- satu\n- dua\n\n> kutip", "Judul satu dua kutip"),
        ("<p>Halo</p><p>dunia &amp; kawan</p><script>alert(1)</script><!-- rahasia -->", "Halo dunia & kawan"),
        ("![gambar](https://jahat.test/pixel.png)Ada <img src=x onerror=alert(1)>gambar", "Ada gambar"),
        ("satu<br>dua\x00\x1b[31m\u202etiga", "satu dua[31mtiga"),
        ("Halo <@123> dan <@!9> di <#456> <a:pesta:789> <:ok:1> </bantuan:5>", "Halo @member dan @member di #channel :pesta: :ok: /bantuan"),
        ("e\u0301", "é"),
    ],
)  # fmt: skip
def test_text_becomes_plain(app: Flask, typed: str, kept: str) -> None:
    assert tell_outside(Platform.DISCORD, [news(text=typed)]) == 1
    assert told()[0].text == kept


def test_titles_keep_their_numbers_and_lose_their_markup(app: Flask) -> None:
    tell_outside(
        Platform.GITHUB,
        [news(1, title="1. **Rilis** <b>besar</b> v2_0_1"), news(2, title="# <i></i>", text="Isi saja")],
    )
    assert [(line.title, line.text) for line in told()] == [
        ("1. Rilis besar v2_0_1", "Perbaikan kecil."),
        ("#", "Isi saja"),
    ]


def test_without_a_title_the_text_is_one_and_without_both_there_is_no_line(app: Flask) -> None:
    tell_outside(
        Platform.DISCORD, [news(1, title="", text="Kumpul malam ini"), news(2, title=" ", text="<br>")]
    )
    assert [(line.title, line.text) for line in told()] == [("Kumpul malam ini", "")]


def test_long_news_fits(app: Flask, client: Client) -> None:
    long = "kata " * 300_000
    keys = ["hf-" + "a" * 200, "hf-" + "a" * 199 + "b"]
    assert (
        tell_outside(
            Platform.HUGGINGFACE,
            [news(n, key=key, title=long, text=long, author=long) for n, key in enumerate(keys)],
        )
        == 2
    )
    for line in told():
        assert (len(line.title), len(line.text), len(line.author)) <= (200, 500, 80) and line.title.endswith(
            "…"
        )
    assert client.get(FEED).status_code == 200


def test_pages_are_drawn_anew_only_for_something_new(app: Flask) -> None:
    def version() -> str | None:
        return cache.versions(("community",))

    before = version()
    tell_outside(Platform.GITHUB, [news()])
    after = version()
    tell_outside(Platform.GITHUB, [news()])
    tell_outside(Platform.GITHUB, [])
    assert before != after == version()


@pytest.mark.one_database
def test_a_line_with_a_key_in_it_is_not_told(app: Flask) -> None:
    leaky = [news(1, text=f"Pakai {key()} dulu."), news(2, title=f"Kunci {key()}"), news(3)]
    assert tell_outside(Platform.GITHUB, leaky) == 1 and told()[0].title == "Rilis 3"
