"""What is sent without a signal waits on the phone and goes out once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.cut import Cut
from tests.browser.phone import UNTIL
from tests.browser.site import Site
from tests.browser.steps import MESSAGE, sign_in

CONTACT = "/portfolio/sekarayu/contact"
# Has the worker send what waits, as a page does, and returns when nothing waits any more.
SENT = """async () => {
  const { controller } = navigator.serviceWorker;
  const ask = (asked) => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => done(data);
    controller.postMessage(asked, [port2]);
  });
  await ask({ ask: "hello", who: "", look: "" });
  for (const ends = Date.now() + 30000; Date.now() < ends; await new Promise((done) => setTimeout(done, 50)))
    if (!(await ask({ ask: "list" })).waiting.length) return;
  throw new Error("still waiting");
}"""


@pytest.fixture
def line(site: Site) -> Iterator[Cut]:
    """A line to the site that can break."""
    cut = Cut(site.url)
    yield cut
    cut.stop()


@pytest.fixture
def phone(open_page: Open, line: Cut) -> Page:
    """A page under the service worker, behind a line that can break."""
    page = open_page("phone", worker=True, watched=False)
    page.goto(f"{line.url}/about")
    page.evaluate(UNTIL, ["ready", ""])
    return page


def fill(page: Page, subject: str, message: str = MESSAGE) -> None:
    form = page.locator("form#kontak:visible")
    values = {"name": "Budi Santoso", "email": "budi@contoh.test", "subject": subject, "message": message}
    for name, value in values.items():
        form.locator(f"[name={name}]").fill(value)


def arrived(open_page: Open, subject: str) -> int:
    """How many messages of that subject the creator has."""
    page = open_page()
    sign_in(page, "sekarayu@contoh.test")
    page.goto("/dashboard/inquiries")
    return page.locator("main li", has=page.get_by_text(subject, exact=True)).count()


def test_airplane_mode_in_the_middle_of_sending(phone: Page, line: Cut, open_page: Open) -> None:
    other = phone.context.new_page()
    other.goto(f"{line.url}/device")
    phone.goto(line.url + CONTACT)
    fill(phone, "Di pesawat")
    phone.context.set_offline(True)
    phone.get_by_test_id("submit-inquiry").click()
    expect(phone.get_by_role("heading", name="Menunggu sinyal.")).to_be_focused()
    expect(other.locator("#menunggu li")).to_contain_text("@sekarayu")
    assert line.posts == []
    phone.context.set_offline(False)  # both tabs notice
    expect(other.locator("#menunggu li")).to_have_count(0)
    expect(phone.get_by_text("pesanmu terkirim")).to_be_visible()
    assert line.posts == [CONTACT] and arrived(open_page, "Di pesawat") == 1


def test_an_answer_that_got_lost(phone: Page, line: Cut, open_page: Open) -> None:
    phone.goto(line.url + CONTACT)
    fill(phone, "Jawaban hilang")
    line.lost = True
    phone.get_by_test_id("submit-inquiry").click()
    phone.get_by_role("heading", name="Menunggu sinyal.").wait_for()
    phone.goto(f"{line.url}/device")  # the tab was closed meanwhile: the next page sends, and tries again
    expect(phone.locator("#menunggu li")).to_have_count(1)
    line.lost = False
    expect(phone.get_by_text("pesanmu terkirim")).to_be_visible()
    expect(phone.locator("#menunggu li")).to_have_count(0)
    assert len(line.posts) > 1 and arrived(open_page, "Jawaban hilang") == 1


def test_news_that_no_page_could_show_is_told_by_the_next(phone: Page, line: Cut) -> None:
    phone.goto(line.url + CONTACT)
    fill(phone, "Kabar tertunda")
    line.lost = True
    phone.get_by_test_id("submit-inquiry").click()
    phone.get_by_role("heading", name="Menunggu sinyal.").wait_for()
    phone.goto(f"{line.url}/robots.txt")  # no page: it hears nothing
    line.lost = False
    phone.evaluate(SENT)
    phone.goto(f"{line.url}/about")
    expect(phone.get_by_text("pesanmu terkirim")).to_be_visible()
    phone.reload()
    phone.evaluate(SENT)
    assert phone.get_by_text("pesanmu terkirim").count() == 0, "once is enough"


def test_written_without_a_signal_and_refused(phone: Page, line: Cut) -> None:
    """The form comes from the phone, is sent plainly, and comes back to be mended with the words of the house."""
    phone.context.set_offline(True)
    phone.goto(line.url + CONTACT)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tulis ke @sekarayu")
    fill(phone, "Terlalu pendek", "Halo kak.")
    phone.evaluate("document.querySelector('form#kontak').submit()")
    expect(phone.locator("#menunggu .voice")).to_have_text("Halo kak.")
    phone.context.set_offline(False)
    expect(phone.locator("#menunggu .state")).to_contain_text("paling sedikit 50 huruf")
    phone.get_by_role("link", name="Perbaiki").click()
    expect(phone.locator("form#kontak [name=message]")).to_have_value("Halo kak.")
    fill(phone, "Terlalu pendek")
    phone.get_by_test_id("submit-inquiry").click()
    expect(phone.get_by_test_id("success-message")).to_be_visible()
    phone.goto(f"{line.url}/device")
    expect(phone.locator("#simpanan")).to_be_visible()
    expect(phone.locator("#menunggu li")).to_have_count(0)


def test_a_reply_waits_beside_the_conversation(phone: Page, line: Cut, site: Site) -> None:
    phone.goto(line.url + site.status_path)
    lines = phone.locator(".talk li").count()
    phone.fill("#balas [name=body]", "Boleh minggu depan, kami di Bandung.")
    phone.context.set_offline(True)
    phone.click("#balas button[type=submit]")
    expect(phone.get_by_role("heading", name="Menunggu sinyal.")).to_be_focused()
    expect(phone.locator(".talk li")).to_have_count(lines)
    phone.context.set_offline(False)
    expect(phone.get_by_text("balasanmu terkirim")).to_be_visible()
    phone.reload()
    expect(phone.locator(".talk li")).to_have_count(lines + 1)
    expect(phone.locator("#balas [name=body]")).to_have_value("")


def test_a_draft_goes_out_when_its_editor_is_closed(phone: Page, line: Cut) -> None:
    phone.goto(f"{line.url}/login")
    sign_in(phone, "rizkypratama@contoh.test")
    phone.goto(f"{line.url}/dashboard/portfolio/new")
    phone.context.set_offline(True)
    phone.fill("[name=title]", "Ditulis di kereta")
    phone.goto(f"{line.url}/device")  # leaving saves
    expect(phone.locator("#menunggu .voice")).to_have_text("Ditulis di kereta")
    phone.context.set_offline(False)
    expect(phone.get_by_text("drafmu tersimpan")).to_be_visible()
    phone.goto(f"{line.url}/dashboard/portfolio")
    expect(phone.get_by_text("Ditulis di kereta").first).to_be_visible()


def test_a_like_waits_for_its_person(phone: Page, line: Cut) -> None:
    work = "/portfolio/sekarayu/sawah-senja"
    phone.goto(f"{line.url}/login")
    sign_in(phone, "rizkypratama@contoh.test")
    phone.goto(line.url + work)
    phone.context.set_offline(True)
    phone.locator("#suka-tombol").click()
    expect(phone.locator("#suka")).to_contain_text("Tercatat di perangkat ini")
    cookies = phone.context.cookies()
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.goto(f"{line.url}/device")
    expect(phone.locator("#menunggu .state")).to_contain_text("Masuk dulu")
    phone.context.add_cookies(cookies)
    phone.goto(line.url + work)
    expect(phone.get_by_text("sukamu dihitung")).to_be_visible()
    phone.reload()
    expect(phone.locator("#suka-tombol")).to_have_attribute("aria-pressed", "true")
    assert line.posts.count(f"{work}/like") == 1


def test_losing_the_signal_is_said_within_the_policy(phone: Page, line: Cut) -> None:
    refused: list[str] = []
    phone.on(
        "console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None
    )
    phone.goto(f"{line.url}/login")
    sign_in(phone, "rizkypratama@contoh.test")
    phone.context.set_offline(True)
    expect(phone.locator(".toast")).to_contain_text("Kamu sedang luring")
    assert refused == []
