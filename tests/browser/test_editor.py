"""The editor and the list as people use them: on a phone, on a bad line, by keyboard, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.steps import sign_in
from tests.browser.watch import wider
from tests.portfolio.writing import STORY

LIST = "/dashboard/portfolio"
SEKAR = "sekarayu@contoh.test"


def _titles(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".works [data-item] h2").all_inner_texts()]


def _write(page: Page, title: str) -> None:
    page.locator("#title").fill(title)
    page.locator("#description").fill(STORY)
    page.get_by_text("Konten AI", exact=True).first.click()


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_a_work_is_written_and_handed_in_on_a_phone(open_page: Open, js: bool) -> None:
    page, title = open_page("phone", js=js), f"Karya baru {'js' if js else 'polos'}"
    sign_in(page, "rizkypratama@contoh.test")
    page.goto(LIST)
    page.get_by_role("link", name="Tambah karya").click()
    if js:
        assert not wider(page)
    _write(page, title)
    page.get_by_role("button", name="Ajukan karya").click()
    expect(page).to_have_url(re.compile(rf"{LIST}(\?|$)"))
    expect(page.locator(".works li", has_text=title)).to_contain_text("Menunggu tinjauan")
    if js:
        assert not wider(page)
        kept = "Object.keys(localStorage).filter((key) => key.startsWith('karya:')).length"
        assert page.evaluate(kept) == 0, "what was handed in leaves the device"


def test_what_is_wrong_is_said_before_it_is_sent(open_page: Open) -> None:
    page = open_page("phone")
    sign_in(page, SEKAR)
    page.goto(f"{LIST}/new")
    page.locator("#title").fill("Empa")
    page.get_by_role("button", name="Ajukan karya").click()
    expect(page.locator("#title-error")).to_contain_text("Judul paling sedikit 5 huruf")
    page.get_by_role("button", name="Simpan draf").click()
    expect(page).to_have_url(re.compile(r"/edit/"))
    expect(page.locator("#title")).to_have_value("Empa")


def test_the_draft_saves_itself_and_survives_a_reload(open_page: Open) -> None:
    page = open_page("phone")
    sign_in(page, SEKAR)
    page.goto(f"{LIST}/new")
    page.locator("#title").fill("Tersimpan sendiri")
    expect(page.locator("#tersimpan")).to_contain_text("Draf tersimpan")
    expect(page).to_have_url(re.compile(r"/edit/[0-9a-f-]{36}$"))
    page.reload()
    expect(page.locator("#title")).to_have_value("Tersimpan sendiri")
    page.locator("#title").fill("Tersimpan lagi")
    page.goto(LIST)  # left at once: the page saves on its way out
    expect(page.locator(".works")).to_contain_text("Tersimpan", timeout=5000)
    page.get_by_role("link", name="Tersimpan lagi").or_(
        page.get_by_role("link", name="Tersimpan sendiri")
    ).click()
    expect(page.locator("#title")).to_have_value("Tersimpan lagi")


def test_cancelling_keeps_nothing_new(open_page: Open) -> None:
    page = open_page("phone")
    sign_in(page, SEKAR)
    page.goto(f"{LIST}/new")
    page.locator("#title").fill("Tidak jadi saja")
    expect(page.locator("#tersimpan")).to_contain_text("Draf tersimpan")
    page.locator(".save").get_by_role("link", name="Batal").click()
    page.get_by_role("button", name="Hapus draf").click()
    expect(page).to_have_url(re.compile(LIST))
    expect(page.locator("main")).not_to_contain_text("Tidak jadi saja")
    page.goto(f"{LIST}/new")
    expect(page.locator("#isian")).to_be_hidden()


def test_a_dead_line_loses_nothing(open_page: Open) -> None:
    page = open_page("phone", watched=False)
    sign_in(page, SEKAR)
    page.goto(f"{LIST}/new")
    page.context.set_offline(True)
    page.locator("#title").fill("Ditulis di kereta")
    expect(page.locator("#tersimpan")).to_contain_text("Tersimpan di perangkat", timeout=10_000)
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#tersimpan")).to_contain_text("Draf tersimpan", timeout=10_000)
    page.reload()
    expect(page.locator("#title")).to_have_value("Ditulis di kereta")


def test_the_device_remembers_through_signing_out(open_page: Open) -> None:
    page = open_page("desk", watched=False)
    sign_in(page, SEKAR)
    page.goto(f"{LIST}/new")
    page.context.clear_cookies()
    page.locator("#title").fill("Sesi sudah habis")
    expect(page.locator("#tersimpan")).to_contain_text("Masuk lagi", timeout=10_000)
    sign_in(page, SEKAR)
    page.goto(f"{LIST}/new")
    expect(page.locator("#title")).to_have_value("Sesi sudah habis")


def test_two_tabs_are_told_of_each_other(open_page: Open) -> None:
    first = open_page("desk", watched=False)
    sign_in(first, SEKAR)
    first.goto(f"{LIST}/new")
    first.locator("#title").fill("Dua tab satu karya")  # one change: one save, whatever else the machine does
    expect(first.locator("#tersimpan")).to_have_attribute("data-version", "1", timeout=15_000)
    second = first.context.new_page()
    second.goto(first.url)
    second.locator("#title").fill("Dari tab kedua")
    expect(second.locator("#tersimpan")).to_have_attribute("data-version", "2", timeout=15_000)
    first.locator("#title").fill("Dari tab pertama")
    expect(first.locator("#tersimpan")).to_contain_text("tab lain", timeout=15_000)
    first.get_by_role("button", name="Simpan draf").click()
    expect(first.locator(".beside")).to_contain_text("Dari tab kedua")
    expect(first.locator("#title")).to_have_value("Dari tab pertama")
    first.get_by_role("button", name="Simpan punyaku").click()
    expect(first.locator(".beside")).to_have_count(0)
    expect(first.locator("#title")).to_have_value("Dari tab pertama")


def test_the_tile_follows_what_is_typed(open_page: Open) -> None:
    page = open_page("desk")
    sign_in(page, SEKAR)
    page.goto(f"{LIST}/new")
    _write(page, "Terlihat di samping")
    expect(page.locator("#tampak")).to_contain_text("Terlihat di samping")
    expect(page.locator("#tampak")).to_contain_text("Konten AI")


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_toggles_and_order_by_buttons(open_page: Open, js: bool) -> None:
    page = open_page("phone", js=js)
    sign_in(page, SEKAR)
    page.goto(LIST)
    before = _titles(page)
    page.get_by_role("button", name=f"Turunkan {before[0]}").click()
    swapped = [before[1], before[0], *before[2:]]
    expect(page.locator(".works [data-item] h2").first).to_have_text(before[1])
    assert _titles(page) == swapped
    public = open_page("phone", js=js)
    public.goto("/portfolio/sekarayu")
    expect(public.locator("#karya .work b").first).to_have_text(before[1])
    page.get_by_role("button", name=f"Jadikan {before[1]} privat").click()
    row = page.locator(".works [data-item]", has_text=before[1])
    expect(row).to_contain_text("Privat")
    public.reload()
    expect(public.locator("#karya .work b").first).to_have_text(before[0])
    page.get_by_role("button", name=f"Tampilkan {before[1]} ke semua").click()
    expect(row).to_contain_text("Tayang")
    page.get_by_role("button", name=f"Naikkan {before[0]}").click()
    expect(page.locator(".works [data-item] h2").first).to_have_text(before[0])


def test_order_by_dragging_and_by_arrow_keys(open_page: Open) -> None:
    page = open_page("desk")
    sign_in(page, SEKAR)
    page.goto(LIST)
    before = _titles(page)
    grip, target = page.locator("[data-grip]").first, page.locator(".works [data-item]").nth(1)
    target.scroll_into_view_if_needed()
    grip.scroll_into_view_if_needed()
    box, end = grip.bounding_box(), target.bounding_box()
    assert box and end
    with page.expect_response("**/order"):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + 20, end["y"] + end["height"] * 0.8, steps=8)
        page.mouse.up()
    expect(page.locator(".works [data-item] h2").first).to_have_text(before[1])
    page.reload()
    assert _titles(page)[:2] == [before[1], before[0]]
    page.locator("[data-grip]").nth(1).focus()
    with page.expect_response("**/order"):
        page.keyboard.press("ArrowUp")
    expect(page.locator("#kabar-karya")).to_contain_text(f"{before[0]}, urutan 1")
    page.reload()
    assert _titles(page)[:2] == before[:2]


def test_a_picture_goes_from_the_phone_to_the_work(
    open_page: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = open_page("phone")
    sign_in(page, SEKAR)
    page.goto(f"{LIST}/new")
    file = tmp_path_factory.mktemp("foto") / "foto.jpg"
    Image.new("RGB", (900, 700), "#aa5533").save(file, "JPEG")
    page.locator("input[type=file][name=images]").set_input_files(file)
    expect(page.locator("[data-tile] img")).to_be_visible(timeout=30_000)
    _write(page, "Dengan gambar")
    page.get_by_role("button", name="Ajukan karya").click()
    expect(page.locator(".works li", has_text="Dengan gambar").locator(".thumb img")).to_be_visible()
