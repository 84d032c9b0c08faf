"""Clearing the queue on a phone by thumb, and at a desk by keys."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from kreatr.accounts import queries as accounts
from kreatr.creators import queries as creators
from kreatr.kernel.db import db
from tests import apps
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import sign_in
from tests.browser.watch import wider
from tests.moderation.waiting import PATH, make_waiting

LONG_AGO = 1000  # hours: before whatever else waits
_numbers = itertools.count(1)


@pytest.fixture
def titles(site: Site) -> Iterator[list[str]]:
    """Three works that have waited longer than everything else."""
    app, number = apps.build(site.variables), next(_numbers)
    found = [f"{word} {number}" for word in ("Satu", "Dua", "Tiga")]
    with app.app_context():
        rizky = creators.of(accounts.by_username("rizkypratama"))  # type: ignore[arg-type]
        assert rizky is not None
        for n, title in enumerate(found):
            make_waiting(rizky, title, LONG_AGO * number - n)
        db.session.remove()
        db.engine.dispose()
    yield found


def _title(page: Page, title: str) -> None:
    expect(page.locator("#kasus-judul")).to_have_text(title)


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_a_thumb_clears_the_queue(open_page: Open, titles: list[str], js: bool) -> None:
    page = open_page("phone", js=js)
    sign_in(page, "maya@contoh.test")
    page.goto("/admin")
    page.locator(".entries a", has_text="Antrean").click()
    assert not wider(page)
    page.get_by_role("button", name="Ambil yang tertua").click()
    _title(page, titles[-3])
    assert not wider(page)
    if js:
        page.locator("#kasus-gambar a.load").click()
        expect(page.locator("#kasus-gambar img")).to_be_visible()
    page.get_by_test_id("quick").click()
    _title(page, titles[-2])
    expect(page.locator(".done")).to_contain_text(f"Disetujui: {titles[-3]}")
    page.locator(".done").get_by_role("button").click()
    _title(page, titles[-3])
    page.get_by_test_id("quick").click()
    _title(page, titles[-2])
    page.locator(".verdict a").click()
    page.locator("#putusan [value=REJECT]").check(force=True)
    if js:
        expect(page.locator("#putusan [data-label]")).to_have_text("Kembalikan dan kirim alasan")
    page.locator("#putusan [name=reason]").select_option("COPYRIGHT")
    if js:
        expect(page.locator("#putusan [data-told]")).to_contain_text("logo")
    page.locator("#putusan [name=words]").fill("Logo di gambar kedua milik jenama lain.")
    page.locator("#putusan button[type=submit]").click()
    _title(page, titles[-1])
    expect(page).to_have_url(re.compile(PATH + "/"))
    assert not wider(page)


def test_keys_clear_the_queue(open_page: Open, titles: list[str]) -> None:
    page = open_page("desk")
    sign_in(page, "maya@contoh.test")
    page.goto(PATH)
    page.get_by_role("button", name="Ambil yang tertua").focus()
    page.keyboard.press("Enter")
    _title(page, titles[-3])
    page.keyboard.press("a")
    _title(page, titles[-2])
    expect(page.locator("#kasus-judul")).to_be_focused()
    page.keyboard.press("j")
    _title(page, titles[-1])
    page.keyboard.press("k")
    _title(page, titles[-2])
    page.keyboard.press("f")
    expect(page.locator("#putusan [name=reason]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("ar fn")  # letters of a text are no commands
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#reason-error")).to_be_visible()
    expect(page.locator("#putusan [name=words]")).to_have_value("ar fn")
    page.locator("#putusan [name=reason]").select_option("SPAM")
    page.locator("#putusan button[type=submit]").press("Enter")
    _title(page, titles[-1])
    page.go_back()
    _title(page, titles[-2])
    expect(page.locator("#keputusan")).to_contain_text("Ditandai")
