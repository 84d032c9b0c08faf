"""The steps of the journeys, as a person takes them."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.world import PASSWORD

MESSAGE = "Kami membuka kedai kopi di Bandung dan mencari ilustrasi untuk dinding dan menu. Apakah ada waktu?"


def to_the_first_creator(page: Page) -> None:
    """From the front door to a portfolio, by the links a visitor sees."""
    page.goto("/")
    page.get_by_test_id("community-cta").first.click()
    expect(page).to_have_url(re.compile(r"/community$"))
    page.get_by_test_id("marketplace-link").first.click()
    expect(page).to_have_url(re.compile(r"/community/marketplace"))
    page.get_by_test_id("creator-card").first.click()
    expect(page).to_have_url(re.compile(r"/portfolio/[\w-]+$"))


def write(page: Page, subject: str, *, email: str = "budi@contoh.test") -> None:
    """Opens the form and sends an inquiry."""
    page.get_by_test_id("contact-button").first.click()
    form = page.locator("form#kontak:visible")
    for name, value in (
        ("name", "Budi Santoso"),
        ("email", email),
        ("subject", subject),
        ("message", MESSAGE),
    ):
        form.locator(f"[name={name}]").fill(value)
    form.get_by_test_id("submit-inquiry").click()
    expect(page.get_by_test_id("success-message")).to_be_visible()


def sign_in(page: Page, email: str) -> None:
    """Through the sign-in page."""
    page.goto("/login")
    form = page.locator("main form")
    form.locator("[name=email]").fill(email)
    form.locator("[name=password]").fill(PASSWORD)
    form.locator("button[type=submit]").click()
    expect(page).not_to_have_url(re.compile(r"/login"))


def row(page: Page, subject: str) -> Locator:
    """The line of the inbox with a subject."""
    return page.locator("li", has=page.get_by_text(subject, exact=True)).first
