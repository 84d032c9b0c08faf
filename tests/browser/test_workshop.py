"""A new person becomes a creator on a phone: account, profile, a work with three pictures, and a visitor sees it."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Open
from tests.browser.steps import sign_in
from tests.browser.watch import wider
from tests.world import PASSWORD

TITLE = "Tiga Pagi di Pasar"
BIO = "Aku menggambar pasar pagi dengan tangan dan mesin, lalu mewarnainya sampai baunya terasa di kertas."
STORY = "Tiga gambar tentang pasar yang bangun lebih dulu daripada kotanya. Sketsa di tempat, warna di rumah."
MADE_MS = 60_000


def _picture(color: str, name: str) -> FilePayload:
    file = io.BytesIO()
    Image.new("RGB", (1200, 900), color).save(file, "JPEG", quality=80)
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


PICTURES = [
    _picture(color, name) for color, name in (("#c2557a", "satu"), ("#1f6f6b", "dua"), ("#f4b544", "tiga"))
]


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_from_registering_to_a_shown_work(open_page: Open, js: bool) -> None:
    name = "pagi-js" if js else "pagi-polos"
    creator = open_page("phone", js=js)
    _register(creator, name)
    _introduce(creator, js)
    _submit(creator, js)
    expect(creator.get_by_text(TITLE).first).to_be_visible()
    expect(creator.get_by_text("Menunggu tinjauan").first).to_be_visible()
    assert not wider(creator)

    visitor = open_page("phone", js=js)
    visitor.goto(f"/portfolio/{name}")
    expect(visitor.get_by_text(BIO).first).to_be_visible()
    expect(visitor.get_by_text(TITLE)).to_have_count(0)

    _await_pictures(creator)
    _approve(open_page("phone", js=js), name)
    visitor.goto(f"/portfolio/{name}")
    visitor.get_by_role("link", name=re.compile(TITLE)).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.get_by_text(re.compile(r"^3 gambar"))).to_be_visible()
    expect(visitor.locator(".strip a")).to_have_count(3)


def _approve(moderator: Page, name: str) -> None:
    sign_in(moderator, "maya@contoh.test")
    moderator.goto(f"/admin/marketplace/moderation?q={name}")
    moderator.get_by_role("link", name=re.compile(TITLE)).first.click()
    for _try in range(60):  # the worker makes one picture after the other
        if not moderator.get_by_role("figure", name="disiapkan").count():
            break
        moderator.wait_for_timeout(500)
        moderator.reload()
    moderator.get_by_test_id("quick").click()
    expect(moderator.locator(".done")).to_contain_text(f"Disetujui: {TITLE}")


def _register(page: Page, name: str) -> None:
    page.goto("/register")
    form = page.locator("main form")
    for field, value in (("username", name), ("email", f"{name}@contoh.test"), ("password", PASSWORD)):
        form.locator(f"[name={field}]").fill(value)
    form.locator("button[type=submit]").click()
    page.wait_for_url(re.compile(r"/login"))
    form = page.locator("main form")
    form.locator("[name=email]").fill(f"{name}@contoh.test")
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/dashboard"))


def _introduce(page: Page, js: bool) -> None:
    """The profile, which the first page of a newcomer leads to."""
    page.locator("main a[href='/dashboard/settings/marketplace']").first.click()
    page.locator("main [name=display_name]").fill("Pagi Pertama")
    page.locator("main [name=bio]").fill(BIO)
    page.locator("main [name=categories]").first.check(force=True)
    page.locator("main [name=skills]").fill("Ilustrasi, Sketsa")
    page.locator("input[type=file][name=avatar]").set_input_files(PICTURES[0])
    if js:
        expect(page.locator("#avatar input[type=hidden][name=avatar]")).to_have_count(1, timeout=MADE_MS)
    page.locator(".save button[type=submit]").click()
    expect(page.locator("#kabar-singkat")).to_contain_text("Profil")


def _submit(page: Page, js: bool) -> None:
    page.goto("/dashboard/portfolio")
    page.locator("main a[href='/dashboard/portfolio/new']").first.click()
    page.locator("input[type=file][name=images]").set_input_files(PICTURES)
    if js:
        expect(page.locator("input[type=hidden][name=images]")).to_have_count(3, timeout=MADE_MS)
    page.locator("main [name=title]").fill(TITLE)
    page.locator("main [name=description]").fill(STORY)
    page.locator("main [name=category][value=AI_CONTENT]").check(force=True)
    page.locator("main [name=tags]").fill("pasar, pagi")
    page.locator("main [name=tools]").fill("Midjourney, pensil")
    page.locator("button[name=save][value=submit]").click()
    page.wait_for_url(re.compile(r"/dashboard/portfolio(\?|$)"))


def _await_pictures(page: Page) -> None:
    """Until the worker has made them: the list shows the first one instead of its empty slot."""
    for _try in range(60):
        page.goto("/dashboard/portfolio")
        if page.locator(".thumb img").count():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the pictures were not made within 30 s")
