"""The choice of language reaches every page, and nothing of the other language stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests import catalogue
from tests.community.test_feed import tell
from tests.judge import Client
from tests.rules import SAID_ATTRIBUTES
from tests.world import World, make_inquiry, signed_in

pytestmark = pytest.mark.one_database
PUBLIC = (
    "/", "/community", "/community/feed", "/community/marketplace", "/community/marketplace?q=nihil&rating=4",
    "/portfolio/sekarayu", "/portfolio/sekarayu/sawah-senja", "/portfolio/sekarayu/contact", "/preferences", "/login",
    "/register", "/forgot-password", "/about", "/tidak-ada", "/dev/mailbox",
)  # fmt: skip
OWN = ("/dashboard", "/dashboard/inquiries")
# Words that people wrote, or that are the same in both languages.
NEUTRAL = {"kreatr", "Prompt", "Demo", "Status", "Email", "Portofolio"}


def _said(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in ("script", "textarea"):
        return
    if element.tag != "html" and element.get("lang"):
        return
    yield from (element.get(name, "") for name in SAID_ATTRIBUTES)
    yield " ".join((element.text or "").split())
    for child in element:
        yield from _said(child)
        yield " ".join((child.tail or "").split())


def _indonesian() -> set[str]:
    words = catalogue.translated()
    return {text for text in words.values() if len(text) > 3} - set(words) - NEUTRAL


@pytest.mark.parametrize("path", PUBLIC)
def test_visitors_get_the_language_they_chose(world: World, client: Client, path: str) -> None:
    tell("Ada kabar")
    titles = set()
    for locale in ("id", "en"):
        client.submit(client.get("/preferences"), locale=locale)
        page = client.get(path).page
        assert page.one("html").get("lang") == locale
        titles.add(page.text("footer"))
        if locale == "en":
            left = set(_said(page.roots[0])) & _indonesian()
            assert not left, f"{path} still says {left}"
    assert len(titles) == 2


@pytest.mark.parametrize("path", OWN)
def test_people_who_are_signed_in_too(world: World, client: Client, path: str) -> None:
    make_inquiry(world.sekar)
    signed_in(client, world.sekar.user)
    client.submit(client.get("/preferences"), locale="en")
    page = client.get(path).page
    assert page.one("html").get("lang") == "en"
    left = set(_said(page.roots[0])) & _indonesian()
    assert not left, f"{path} still says {left}"


def test_the_catalogue_is_there(app: Flask) -> None:
    assert len(_indonesian()) > 100, "without the catalogue these tests show nothing"
