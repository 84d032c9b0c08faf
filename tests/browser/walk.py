"""A walk over every page of the product."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.site import COMING, OVER, Site
from tests.browser.steps import sign_in

PUBLIC = (
    "/",
    "/community",
    "/community/events",
    "/community/events/archive",
    f"/community/events/{COMING}",
    f"/community/events/{OVER}",
    "/community/feed",
    "/community/moderation-log",
    "/community/marketplace",
    "/community/marketplace?q=kopi&availability=AVAILABLE&view=list",
    "/community/marketplace?q=tidakadayangbegini",
    "/portfolio/sekarayu",
    "/portfolio/rizkypratama",
    "/portfolio/sekarayu/sawah-senja",
    "/portfolio/rizkypratama/tiga-sisi",
    "/portfolio/rizkypratama/tiga-sisi?muat=semua",
    "/portfolio/sekarayu/contact",
    "/login",
    "/register",
    "/forgot-password",
    "/preferences",
    "/device",
    "/offline",
    "/about",
    "/guidelines",
    "/privacy",
    "/terms",
    "/help",
    "/halaman/yang/tidak/ada",
)
PRIVATE = (
    "/dashboard",
    "/dashboard/inquiries/templates",
    "/dashboard/inquiries/templates/new",
    "/dashboard/reviews",
    "/dashboard/settings",
    "/dashboard/settings/marketplace",
    "/dashboard/settings/account",
    "/dashboard/settings/notifications",
    "/dashboard/settings/push",
    "/dashboard/settings/export",
    "/dashboard/notices",
    "/dashboard/portfolio",
    "/dashboard/portfolio/new",
    "/dashboard/api-keys",
    "/dashboard/usage",
    "/dashboard/credits",
    "/login/again",
    "/dashboard/studio",
    "/dashboard/studio/caption",
    "/dashboard/studio/story",
    "/dashboard/studio/chat",
    "/dashboard/studio/history",
    "/dashboard/cases",
    "/dashboard/inquiries",
)
ADMIN = (
    "/admin",
    "/admin/ai-keys",
    "/admin/analytics",
    "/admin/community/events",
    "/admin/community/events/new",
    f"/admin/community/events/{COMING}",
    f"/admin/community/events/{COMING}/removal",
    "/admin/community/announcements",
    "/admin/community/announcements/new",
    "/admin/community/creators",
    "/admin/community/highlights",
    "/admin/marketplace/moderation/history",
    "/admin/marketplace/moderation",
    "/admin/marketplace/moderation?tab=appeals",
    "/admin/models",
    "/admin/models/price?provider=OPENAI&model=gpt-4o",
    "/admin/operations",
    "/admin/operations/answers",
    "/admin/operations/limits",
    "/admin/operations/database",
    "/admin/credits",
    "/admin/people",
)


ROOMS = ("public", "creator", "admin")


def every_page(page: Page, site: Site, room: str, locale: str = "id") -> Iterator[tuple[str, Page]]:
    """Every page of a room, opened one after the other: those of visitors, of a creator, of an administrator."""
    page.context.add_cookies([{"name": "locale", "value": locale, "url": site.url}])
    if room == "public":
        yield from _opened(page, (*PUBLIC, site.status_path))
    elif room == "creator":
        yield from _of_a_creator(page)
    else:
        yield from _of_an_administrator(page)


def _opened(page: Page, paths: tuple[str, ...]) -> Iterator[tuple[str, Page]]:
    for path in paths:
        page.goto(path)
        yield path, page


def _followed(page: Page, link: str, name: str) -> Iterator[tuple[str, Page]]:
    page.locator(link).first.click()
    page.wait_for_load_state("load")
    yield name, page


def _of_a_creator(page: Page) -> Iterator[tuple[str, Page]]:
    sign_in(page, "sekarayu@contoh.test")
    yield from _opened(page, PRIVATE)
    page.goto("/dashboard/inquiries")
    yield from _followed(page, "main li a[href^='/dashboard/inquiries/']", "an opened inquiry")


def _of_an_administrator(page: Page) -> Iterator[tuple[str, Page]]:
    sign_in(page, "bagus@contoh.test")
    yield from _opened(page, ADMIN)
    page.goto("/admin/people?q=rizkypratama")
    yield from _followed(page, "main .entries a", "a person")
    yield from _followed(page, "main a[href$='/suspension']", "suspending somebody")
    page.goto("/admin/credits")
    page.fill("input[name=who]", "sekarayu")
    yield from _followed(page, "main form button", "somebody's credits")
    yield from _followed(page, "main a[href$='/grants']", "giving credits")
