"""Somebody tells who they are, on a phone: with and without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import sign_in
from tests.browser.watch import wider
from tests.uploads.originals import jpeg

PATH = "/dashboard/settings/marketplace"
BIO = "Aku menulis prompt untuk warung, kedai, dan toko kecil di Surabaya dan sekitarnya."


@pytest.mark.parametrize(("js", "who"), [(True, "hendra"), (False, "dewi")], ids=["js", "no-js"])
def test_a_profile_is_made_on_a_phone(
    open_page: Open, site: Site, tmp_path: Path, js: bool, who: str
) -> None:
    page = open_page("phone", js=js)
    sign_in(page, f"{who}@contoh.test")
    page.goto(PATH)
    assert not wider(page)
    _fill(page)
    file = tmp_path / "foto.jpg"
    file.write_bytes(jpeg(500 + js, 500))
    page.locator("#avatar input[type=file]").set_input_files(file)
    if js:
        expect(page.locator("#avatar .shot img")).to_be_visible()
    page.locator(".save button[type=submit]").click()
    expect(page.locator("#kabar-singkat")).to_contain_text("Profilmu sudah jadi.")
    assert not wider(page)
    visitor = open_page("phone", js=js)
    visitor.goto(f"/portfolio/{who}")
    expect(visitor.locator("h1")).to_have_text("Nama Baru")
    expect(visitor.locator(".sites a", has_text="WhatsApp")).to_have_attribute(
        "href", "https://wa.me/6281234567890"
    )
    for _ in range(20):
        if visitor.locator(".face img").count():
            break
        visitor.wait_for_timeout(500)
        visitor.reload()
    assert visitor.locator(".face img").count(), "the picture takes its place when it is made"


def _fill(page: Page) -> None:
    page.locator("label.choice", has_text="Tersedia").click()
    page.locator("[name=display_name]").fill("Nama Baru")
    page.locator("[name=bio]").fill(BIO)
    page.locator("label.choice", has_text="Prompter").click()
    page.locator("[name=skills]").fill("Prompt, ComfyUI")
    page.locator("[name=whatsapp]").fill("0812 3456 7890")


def test_what_is_typed_survives_an_error_without_javascript(open_page: Open) -> None:
    page = open_page("phone", js=False)
    sign_in(page, "rizkypratama@contoh.test")
    page.goto(PATH)
    page.locator("[name=website_url]").fill("https://pengguna@rizky.example")
    page.locator("[name=place]").fill("Malang")
    page.locator(".save button[type=submit]").click()
    expect(page.locator("#website_url-error")).to_be_visible()
    expect(page.locator("[name=place]")).to_have_value("Malang")
    assert not wider(page)


def test_skills_are_counted_and_offered(open_page: Open) -> None:
    page = open_page("desk")
    sign_in(page, "rizkypratama@contoh.test")
    page.goto(PATH)
    field = page.locator("[name=skills]")
    field.fill("Python, Bran")
    expect(page.locator("[data-skill-count]")).to_have_text("2")
    expect(page.locator("#keahlian option")).to_have_attribute("value", "Python, Branding")


def test_news_goes_after_a_while_and_the_bell_stays(open_page: Open) -> None:
    page = open_page("phone", js=True)
    sign_in(page, "gani@contoh.test")
    page.goto(PATH)
    page.locator("[name=place]").fill("Klaten")
    page.locator(".save button[type=submit]").click()
    expect(page.locator("#kabar-singkat .toast")).to_have_text("Profil tersimpan.")
    expect(page.locator("#kabar-singkat .toast")).to_have_count(0, timeout=15_000)
    expect(page.locator("#bel")).to_be_visible()
