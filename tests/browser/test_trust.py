"""From a report to a work that is online again, on phones: everybody does their part in a browser of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from kreatr.accounts import queries as accounts
from kreatr.creators import queries as creators
from kreatr.kernel.db import db
from kreatr.moderation.models import Act, Verb
from tests import apps
from tests.browser.conftest import Open
from tests.browser.site import Site
from tests.browser.steps import sign_in
from tests.browser.watch import shifts, wider
from tests.moderation.waiting import PATH
from tests.world import make_item, make_user

TITLE = "Pasar Apung Pagi"
WORK = "/portfolio/rizkypratama/pasar-apung-pagi"
REPORTERS = ("tuti", "joko", "nila")
LOOKED = "Fotonya milik orang lain, lihat tanda di pojok kiri."
PROOF = "Tanda di pojok kiri itu tanda tanganku sendiri; berkas aslinya ada padaku."


@pytest.fixture
def verbs(site: Site) -> Iterator[list[Verb]]:
    """A work and three people who will report it; at the end, what the log says of the work."""
    app = apps.build(site.variables)
    said: list[Verb] = []
    with app.app_context():
        user = accounts.by_username("rizkypratama")
        rizky = creators.of(user) if user else None
        assert rizky is not None
        item = make_item(rizky, TITLE)
        for name in REPORTERS:
            make_user(name)
        yield said
        db.session.rollback()
        said += db.session.scalars(sa.select(Act.verb).where(Act.subject_id == item.id).order_by(Act.id))
        db.session.remove()
        db.engine.dispose()
    assert said == [Verb.HIDE, Verb.FLAG, Verb.REVERSE]


def _report(page: Page, name: str) -> None:
    sign_in(page, f"{name}@contoh.test")
    page.goto(WORK)
    page.get_by_role("link", name="Laporkan karya ini").click()
    form = page.locator("form#laporan:visible")
    form.locator("[value=STOLEN]").check(force=True)
    form.locator("[name=words]").fill("Foto ini pernah saya lihat di pameran orang lain.")
    form.locator("button[type=submit]").click()
    expect(page.get_by_text("Terima kasih").first).to_be_visible()
    assert not wider(page)


def _decide(page: Page, who: str, tab: str, verb: str, words: str, reason: str = "") -> None:
    sign_in(page, f"{who}@contoh.test")
    page.goto(f"{PATH}?tab={tab}")
    page.locator("main a", has_text=TITLE).first.click()
    expect(page.locator("#kasus-judul")).to_have_text(TITLE)
    assert not wider(page)
    page.locator(f"#putusan [value={verb}]").check(force=True)
    if reason:
        page.locator("#putusan [name=reason]").select_option(reason)
    page.locator("#putusan [name=words]").fill(words)
    page.locator("#putusan button[type=submit]").click()
    expect(page.locator(".done")).to_contain_text(TITLE)


def test_a_report_is_decided_appealed_and_taken_back(open_page: Open, site: Site, verbs: list[Verb]) -> None:
    visitor = open_page("phone")
    for name in REPORTERS:
        answer = visitor.goto(WORK)
        assert answer is not None and answer.status == 200, f"not hidden before {name} reported it"
        _report(open_page("phone"), name)
    answer = visitor.goto(WORK)
    assert answer is not None and answer.status == 404, "three reports hide it at once"

    _decide(open_page("phone"), "maya", "reports", "FLAG", LOOKED, reason="STOLEN")
    site.await_mail("rizkypratama@contoh.test", LOOKED)
    for name in REPORTERS:
        site.await_mail(f"{name}@contoh.test", TITLE)

    maker = open_page("phone")
    sign_in(maker, "rizkypratama@contoh.test")
    maker.goto("/dashboard/notices")
    expect(maker.locator("main")).to_contain_text(TITLE)
    maker.goto("/dashboard/cases")
    maker.locator("main a", has_text=TITLE).first.click()
    expect(maker.get_by_text(LOOKED)).to_be_visible()
    assert "maya" not in maker.locator("main").inner_text() and not shifts(maker) and not wider(maker)
    maker.locator("main .talk a").first.click()
    maker.locator("#banding [name=words]").fill(PROOF)
    maker.locator("#banding button[type=submit]").click()
    expect(maker.get_by_text(PROOF)).to_be_visible()

    other = open_page("phone")
    _decide(other, "bagus", "appeals", "REVERSE", "Kamu benar, terima kasih atas penjelasannya.")
    answer = visitor.goto(WORK)
    assert answer is not None and answer.status == 200, "online again"
    other.goto(f"{PATH}/history?person=rizkypratama")
    for word in ("Disembunyikan", "Ditandai", "Dicabut"):
        expect(other.locator("main")).to_contain_text(word)
