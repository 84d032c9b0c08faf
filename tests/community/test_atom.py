"""The Atom feed, against the rules of RFC 4287."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from flask import Flask

from kreatr.community.actions import announcing, telling
from kreatr.community.actions.telling import tell_outside
from kreatr.community.models import ActivityType, Platform
from kreatr.kernel import clock
from tests.community.test_feed import tell
from tests.community.test_telling import news
from tests.judge import Client, html
from tests.page import words
from tests.world import World, change_creator

ATOM = "/community/feed.atom"
NS = "{http://www.w3.org/2005/Atom}"
# RFC 3339 with a zone, as 3.3 wants it.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
KNOWN = {"feed": {"id", "title", "updated", "link", "author", "entry"},
         "entry": {"id", "title", "updated", "published", "author", "link", "category", "summary"}}  # fmt: skip


def _strict(answer: Any) -> ElementTree.Element:
    """The feed, after everything that RFC 4287 demands of it was checked."""
    assert (
        answer.status_code == 200 and answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    )
    text = html(answer)
    assert not re.search("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    feed = ElementTree.fromstring(text.encode())
    assert feed.tag == f"{NS}feed" and feed.get("{http://www.w3.org/XML/1998/namespace}lang") in ("id", "en")
    _element(feed, "feed")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{NS}link")}
    assert set(links) == {"self", "alternate"} and links["self"].startswith(
        "http://localhost/community/feed.atom"
    )
    entries = feed.findall(f"{NS}entry")
    for entry in entries:
        _element(entry, "entry")
    ids = [one.findtext(f"{NS}id") for one in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    return feed


def _element(element: ElementTree.Element, kind: str) -> None:
    names = [child.tag.removeprefix(NS) for child in element]
    assert set(names) <= KNOWN[kind]
    for single in ("id", "title", "updated"):
        assert names.count(single) == 1, f"{kind} needs exactly one {single}"
    assert names.count("author") == 1 and element.find(f"{NS}author/{NS}name").text  # type: ignore[union-attr]
    assert element.findtext(f"{NS}title", "").strip()
    id_ = element.findtext(f"{NS}id", "")
    assert id_.startswith("urn:uuid:") and uuid.UUID(id_.removeprefix("urn:uuid:"))
    for name in ("updated", "published"):
        for child in element.findall(f"{NS}{name}"):
            assert MOMENT.fullmatch(child.text or "") and datetime.fromisoformat(child.text or "").tzinfo
    for link in element.findall(f"{NS}link"):
        assert (
            urlsplit(link.get("href", "")).scheme in ("http", "https")
            and urlsplit(link.get("href", "")).netloc
        )
    for category in element.findall(f"{NS}category"):
        assert category.get("term") and category.get("label")


def _entries(feed: ElementTree.Element) -> list[ElementTree.Element]:
    return feed.findall(f"{NS}entry")


def test_an_empty_feed_is_a_feed_and_stays_the_same(app: Flask, client: Client) -> None:
    answer = client.get(ATOM)
    assert _entries(_strict(answer)) == []
    assert client.get(ATOM, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_lines_become_entries(world: World, client: Client) -> None:
    telling.tell(
        ActivityType.CREATOR_JOINED, "a", actor_id=world.rizky.id, at=clock.now() - timedelta(hours=3)
    )
    telling.tell(ActivityType.PROJECT_FEATURED, "b", actor_id=world.sekar.id, item_id=world.items[0].id)
    tell_outside(Platform.GITHUB, [news(2)])
    tell("Tanpa tautan", created_at=clock.now() - timedelta(hours=5), text="Isinya")
    feed = _strict(client.get(ATOM))
    featured, release, joined, plain = _entries(feed)
    assert featured.findtext(f"{NS}title") == "Sekar Ayu masuk karya pilihan dengan Sawah Senja."
    assert featured.find(f"{NS}link").get("href") == "http://localhost/portfolio/sekarayu/sawah-senja"  # type: ignore[union-attr]
    assert featured.find(f"{NS}category").attrib == {"term": "PROJECT_FEATURED", "label": "Karya pilihan"}  # type: ignore[union-attr]
    assert release.find(f"{NS}link").get("href") == "https://github.com/kreatr/alat/releases/2"  # type: ignore[union-attr]
    assert release.findtext(f"{NS}author/{NS}name") == "pemelihara"
    assert release.findtext(f"{NS}summary") == "Perbaikan kecil."
    assert joined.findtext(f"{NS}author/{NS}name") == "Rizky Pratama"
    assert plain.find(f"{NS}link").get("href") == "http://localhost/community/feed"  # type: ignore[union-attr]
    assert plain.findtext(f"{NS}author/{NS}name") == "kreatr"
    assert feed.findtext(f"{NS}updated") == featured.findtext(f"{NS}updated")
    change_creator(world.sekar, is_public=False)
    assert len(_entries(_strict(client.get(ATOM)))) == 3


@pytest.mark.parametrize(("query", "title", "said"), [("", "kabar terbaru", "Selamat"), ("?hl=id", "kabar terbaru", "Selamat"),
    ("?hl=en", "latest news", "Welcome"), ("?hl=xx", "kabar terbaru", "Selamat")])  # fmt: skip
def test_the_language_is_asked_for(app: Flask, client: Client, query: str, title: str, said: str) -> None:
    tell("Selamat", title_en="Welcome")
    client.set_cookie("locale", "en")  # of the browser, not of the reader of feeds
    feed = _strict(client.get(ATOM + query))
    assert title in (feed.findtext(f"{NS}title") or "") and _entries(feed)[0].findtext(f"{NS}title") == said


def test_nothing_that_people_write_breaks_it(world: World, client: Client) -> None:
    odd = [
        "<b>&amp; ]]> <![CDATA[",
        "Kutip \"dan\" 'lain' 🦜👩🏽‍🎨",
        "Kendali \x0b\x1f\x00\x7f \ufffe\uffff selesai",
        "\u202eterbalik",
        "  ",
    ]
    for title in odd[: 4 if client.application.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite") else 2]:
        tell(title, text=title, link="/community/marketplace?a=1&b=2", actor=world.rizky)
    change_creator(world.rizky, display_name="R & <Pratama>")
    titles = {entry.findtext(f"{NS}title") for entry in _entries(_strict(client.get(ATOM)))}
    assert "R & <Pratama> <b>&amp; ]]> <![CDATA[" in titles and any(
        "🦜👩🏽‍🎨" in (one or "") for one in titles
    )


def test_a_changed_announcement_says_so(app: Flask, client: Client) -> None:
    line = tell("Kemarin", type_=ActivityType.ANNOUNCEMENT, created_at=clock.now() - timedelta(days=1))
    words_ = announcing.Words("Diubah", "", "", "", "", None)
    changed = announcing.reword(line.id, words_, 1).changed_at.replace(microsecond=0)
    feed = _strict(client.get(ATOM))
    entry = _entries(feed)[0]
    assert [datetime.fromisoformat(one.findtext(f"{NS}updated", "")) for one in (feed, entry)] == [
        changed,
        changed,
    ]
    assert datetime.fromisoformat(entry.findtext(f"{NS}published", "")) < changed


def test_thirty_and_no_more(app: Flask, client: Client) -> None:
    for n in range(33):
        tell(f"Kabar {n}", created_at=clock.now() - timedelta(minutes=n))
    titles = [entry.findtext(f"{NS}title") for entry in _entries(_strict(client.get(ATOM)))]
    assert titles == [f"Kabar {n}" for n in range(30)]


def test_it_is_kept_and_renewed_by_news(app: Flask, client: Client) -> None:
    tell("Satu")
    first = client.get(ATOM, headers={"Accept-Encoding": "br"})
    assert first.headers["Content-Encoding"] == "br" and "public" not in first.headers["Cache-Control"]
    known = {"If-None-Match": first.headers["ETag"], "Accept-Encoding": "br"}
    assert client.get(ATOM, headers=known).status_code == 304
    tell("Dua")
    assert client.get(ATOM, headers=known).status_code == 200


@pytest.mark.parametrize(
    ("locale", "href", "words_"),
    [("id", ATOM, "Ikuti lewat Atom"), ("en", f"{ATOM}?hl=en", "Follow as an Atom feed")],
)
def test_pages_lead_to_it(app: Flask, client: Client, locale: str, href: str, words_: str) -> None:
    client.set_cookie("locale", locale)
    for path in ("/community", "/community/feed"):
        page = client.get(path).page
        assert page.one("head link[type=application/atom+xml]").get("href") == href
        assert [words(link) for link in page.all("main a") if link.get("href") == href] == [words_]
