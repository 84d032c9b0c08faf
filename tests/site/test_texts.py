"""The plain pages: in both languages, within a few minutes' reading, and true of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from kreatr.accounts.models import LIFETIMES, TOKEN_LIFETIME
from kreatr.inquiries.actions.keeping import ORIGIN_KEPT
from kreatr.inquiries.queries import LINK_DAYS
from kreatr.kernel import limits, prefs
from kreatr.site.routes.pages import PAGES, TEXTS
from tests.judge import Client
from tests.page import words
from tests.world import World

pytestmark = pytest.mark.one_database
EVERY = [(name, locale) for name in PAGES for locale in prefs.LOCALES]


def text(name: str, locale: str) -> str:
    """The source of a page."""
    return Path(TEXTS / f"{name}.{locale}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "locale"), EVERY)
def test_a_page_is_there_in_its_language(app: Flask, client: Client, name: str, locale: str) -> None:
    client.set_cookie("locale", locale)
    page = client.get(f"/{name}").page
    assert page.one("html").get("lang") == locale
    assert page.all(".prose h2") and not page.all(".prose h1, .prose h3")
    assert words(page.one("h1")) in page.text("title")
    assert 200 <= len(text(name, locale).split()) <= 450


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_have_the_same_parts(name: str) -> None:
    parts = [re.findall(r"^(?:##|-|\*\*)", text(name, locale), re.M) for locale in prefs.LOCALES]
    assert parts[0] == parts[1]
    assert text(name, "id") != text(name, "en")


@pytest.mark.parametrize(("name", "locale"), EVERY)
def test_links_lead_somewhere(world: World, client: Client, name: str, locale: str) -> None:
    client.set_cookie("locale", locale)
    for link in client.get(f"/{name}").page.all(".prose a"):
        href = link.get("href")
        if href.startswith("/"):
            assert client.get(href).status_code == 200, href
        else:
            assert href == "mailto:halo@kreatr.app"


@pytest.mark.parametrize("locale", prefs.LOCALES)
def test_the_footer_of_every_page_leads_to_them(app: Flask, client: Client, locale: str) -> None:
    client.set_cookie("locale", locale)
    links = {link.get("href"): words(link) for link in client.get("/").page.all("footer nav a")}
    assert list(links) == [f"/{name}" for name in PAGES] and all(links.values())


def test_numbers_that_are_promised_are_those_of_the_code() -> None:
    hours = limits.INQUIRY_WINDOW_SECONDS // 3600
    assert f"**{limits.INQUIRIES_PER_EMAIL} pesan dalam {hours} jam**" in text("help", "id")
    assert f"**{limits.INQUIRIES_PER_EMAIL} messages in {hours} hours**" in text("help", "en")
    kept = int(ORIGIN_KEPT.total_seconds() // 3600)
    assert f"{kept} jam" in text("privacy", "id") and f"{kept} hours" in text("privacy", "en")
    minutes = int(TOKEN_LIFETIME.total_seconds() // 60)
    assert f"{minutes} menit" in text("help", "id") and f"{minutes} minutes" in text("help", "en")
    assert LIFETIMES[False].absolute.days == 1 and "paling lama sehari" in text("privacy", "id")
    assert f"{LIFETIMES[True].absolute.days} hari" in text("privacy", "id")
    assert f"{LIFETIMES[True].absolute.days} days" in text("privacy", "en")
    assert LINK_DAYS == 365 and "setahun" in text("help", "id") and "a year" in text("help", "en")
    assert prefs.YEAR_SECONDS == 365 * 24 * 3600


def test_cookies_are_as_the_privacy_page_says(world: World, client: Client) -> None:
    for path in ("/", "/community", "/community/marketplace?q=kopi", "/portfolio/sekarayu", "/privacy"):
        assert "Set-Cookie" not in client.get(path).headers
    assert "Set-Cookie" in client.get("/login").headers, "a form that is opened is protected by a cookie"


def test_no_page_of_that_name(app: Flask, client: Client) -> None:
    for path in ("/imprint", "/about/", "/about.md", "/privacy/../about", "/About"):
        assert client.get(path).status_code == 404
