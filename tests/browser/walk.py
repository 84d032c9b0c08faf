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


def every_page(page: Page, site: Site) -> Iterator[tuple[str, Page]]:
    """Every page, opened one after the other; then those behind the sign-in, a creator's and an administrator's."""
    for path in (*PUBLIC, site.status_path):
        page.goto(path)
        yield path, page
    sign_in(page, "sekarayu@contoh.test")
    for path in PRIVATE:
        page.goto(path)
        yield path, page
    page.locator("main li a[href^='/dashboard/inquiries/']").first.click()
    page.wait_for_load_state("load")
    yield "an opened inquiry", page
    page.context.clear_cookies()
    sign_in(page, "bagus@contoh.test")
    for path in ADMIN:
        page.goto(path)
        yield path, page
    page.goto("/admin/people?q=rizkypratama")
    page.click("main .entries a")
    page.wait_for_load_state("load")
    yield "a person", page
    page.click("main a[href$='/suspension']")
    page.wait_for_load_state("load")
    yield "suspending somebody", page
    page.goto("/admin/credits")
    page.fill("input[name=who]", "sekarayu")
    page.click("main form button")
    page.wait_for_load_state("load")
    yield "somebody's credits", page
    page.click("main a[href$='/grants']")
    page.wait_for_load_state("load")
    yield "giving credits", page
