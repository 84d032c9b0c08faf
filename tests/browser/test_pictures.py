"""Pictures in the editor and the profile on a phone: sent, refused, put in order, on a bad line, without JavaScript."""

from __future__ import annotations

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Open
from tests.browser.steps import sign_in
from tests.browser.watch import wider
from tests.portfolio.writing import STORY
from tests.uploads.originals import encoded, jpeg

NEW, LIST = "/dashboard/portfolio/new", "/dashboard/portfolio"
PROFILE = "/dashboard/settings/marketplace"
MADE_MS = 40_000
TILES = "#images .tile[data-tile]"
WORDS = ("Pasar yang masih gelap", "Lampu pertama", "Pembeli pertama")

TOO_MANY = ", ".join(f"label {n}" for n in range(12))


def _file(data: bytes, name: str = "foto.jpg", kind: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


def _three(width: int) -> list[FilePayload]:
    """Three pictures; each width gives others, so that no test gets another's."""
    return [_file(jpeg(width, height)) for height in (401, 402, 403)]


def _choose(page: Page, files: list[FilePayload] | FilePayload, name: str = "images") -> None:
    page.locator(f"input[type=file][name={name}]").set_input_files(files)


def _ids(page: Page) -> list[str]:
    return [one.get_attribute("data-tile") or "" for one in page.locator(TILES).all()]


def _write(page: Page, title: str) -> None:
    page.locator("#title").fill(title)
    page.locator("#description").fill(STORY)
    page.get_by_text("Konten AI", exact=True).first.click()


def _press(page: Page, id_: str, button: str) -> None:
    tile = page.locator(f"#tile-{id_}")
    if not tile.locator("details[open]").count():
        tile.locator("summary").click()
    tile.get_by_role("button", name=button).click()


def _new(page: Page, who: str = "sekarayu") -> None:
    sign_in(page, f"{who}@contoh.test")
    page.goto(NEW)


def _submit(page: Page, title: str) -> None:
    """Hands the work in and opens it again in the editor."""
    page.get_by_role("button", name="Ajukan karya").click()
    expect(page).to_have_url(re.compile(rf"{LIST}(\?|$)"))
    page.get_by_role("link", name=title).first.click()
    expect(page.locator("#title")).to_have_value(title)


def _alts(page: Page) -> list[str]:
    return [one.input_value() for one in page.locator("#images textarea").all()]


def test_three_pictures_are_sent_described_and_put_in_order(open_page: Open) -> None:
    page = open_page("phone")
    _new(page)
    _choose(page, _three(700))
    expect(page.locator(f"{TILES} .shot img")).to_have_count(3, timeout=MADE_MS)
    first, second, third = _ids(page)
    for shot in page.locator(f"{TILES} .shot img").all():
        expect(shot).to_have_js_property("complete", True)
        assert shot.evaluate("one => one.naturalWidth") > 0, "a thumbnail, without a reload"
    expect(page.locator("#images [data-count]")).to_have_text("3 dari 10")
    expect(page.locator("#images .cover:visible")).to_have_count(1)
    expect(page.locator(f"#tile-{first} .cover")).to_have_text("Sampul")
    for id_, words in zip((first, second, third), WORDS, strict=True):
        page.locator(f"#alt-{id_}").fill(words)
    news = page.locator("#images [data-news]")

    _press(page, third, "Jadikan sampul")
    assert _ids(page) == [third, first, second]
    expect(page.locator(f"#tile-{third} .cover")).to_be_visible()
    expect(page.locator(f"#tile-{third} summary")).to_be_focused()
    expect(news).to_have_text("Sekarang di urutan 1 dari 3.")
    _press(page, third, "Geser ke belakang")
    expect(page.locator(f"#tile-{third}").get_by_role("button", name="Geser ke belakang")).to_be_focused()
    page.keyboard.press("Enter")
    assert _ids(page) == [first, second, third]
    expect(page.locator(f"#tile-{third} summary")).to_be_focused()
    _press(page, third, "Geser ke depan")
    assert _ids(page) == [first, third, second]
    page.keyboard.press("Escape")
    _press(page, first, "Hapus")
    assert _ids(page) == [third, second]
    expect(page.locator(f"#tile-{third} summary")).to_be_focused()
    expect(news).to_have_text("Gambar dihapus.")
    expect(page.locator("#images [data-count]")).to_have_text("2 dari 10")

    _write(page, "Pagi yang diurutkan")
    _submit(page, "Pagi yang diurutkan")
    assert _ids(page) == [third, second] and _alts(page) == [WORDS[2], WORDS[1]]


def test_what_cannot_be_taken_says_so_and_stops_nobody(open_page: Open) -> None:
    page = open_page("phone")
    _new(page)
    moving = io.BytesIO()
    frames = [Image.new("RGB", (400, 400), color) for color in ("#a33", "#3a3")]
    frames[0].save(moving, "WEBP", save_all=True, append_images=frames[1:], duration=200)
    wrong = [
        _file(b"Ini hanya tulisan, bukan gambar.", "tulisan.jpg"),
        _file(jpeg(319, 500), "kecil.jpg"),
        _file(moving.getvalue(), "gerak.webp", "image/webp"),
    ]
    _choose(page, [*wrong, _file(jpeg(710, 410))])
    said = page.locator("#images .tile.bad")
    expect(said).to_have_count(3, timeout=MADE_MS)
    for n, words in enumerate(("bukan gambar JPG", "320 piksel", "Gambar bergerak")):
        expect(said.filter(has_text=words)).to_contain_text(wrong[n]["name"])
    expect(page.locator(f"{TILES} .shot img")).to_have_count(1, timeout=MADE_MS)
    expect(page.locator(f"{TILES} .cover")).to_be_visible()
    expect(page.locator("#images [data-count]")).to_have_text("1 dari 10")
    assert not wider(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    said.first.get_by_role("button").click()
    expect(said).to_have_count(2)
    expect(page.locator("input[type=file][name=images]")).to_be_focused()
    _write(page, "Satu yang bagus")
    _submit(page, "Satu yang bagus")
    assert len(_ids(page)) == 1


def test_more_than_ten_are_told(open_page: Open) -> None:
    page = open_page("narrow")
    _new(page)
    _choose(page, [_file(jpeg(640, 420 + n)) for n in range(12)])
    told = page.locator("#images [data-told]")
    expect(told).to_have_text("Paling banyak 10 gambar")
    expect(page.locator(TILES)).to_have_count(10, timeout=MADE_MS)
    expect(told).to_be_visible()
    expect(page.locator("#images [data-slot]")).to_be_hidden()
    _press(page, _ids(page)[9], "Hapus")
    expect(page.locator("#images [data-slot]")).to_be_visible()
    assert not wider(page)


def test_a_lost_line_only_costs_time(open_page: Open) -> None:
    page = open_page("phone", watched=False)
    _new(page, "rizkypratama")
    page.context.set_offline(True)
    _choose(page, _three(720))
    sending = page.locator("#images .tile.sending")
    expect(sending.first).to_contain_text("Sambungan terputus")
    _write(page, "Dikirim dari kereta")
    page.get_by_role("button", name="Ajukan karya").click()
    expect(page.locator("#images [data-told]")).to_contain_text("Tunggu sebentar")
    expect(page.locator("#images [data-told]")).to_be_in_viewport()
    page.context.set_offline(False)
    expect(page.locator(TILES)).to_have_count(3, timeout=MADE_MS)
    expect(page.locator("#images [data-told]")).to_be_hidden()
    _submit(page, "Dikirim dari kereta")
    assert len(_ids(page)) == 3


def test_a_camera_picture_is_made_light_before_it_is_sent(open_page: Open) -> None:
    page = open_page("phone")
    _new(page)
    large = encoded(Image.effect_noise((4000, 3000), 60), "JPEG", quality=90)
    assert len(large) > 5 * 1024**2, "as it is, it would be refused"
    page.evaluate(
        """() => {
          const send = XMLHttpRequest.prototype.send;
          XMLHttpRequest.prototype.send = function (body) { window.sentBytes = body.get("file").size; send.call(this, body); };
        }"""
    )
    _choose(page, _file(large))
    expect(page.locator(f"{TILES} .shot img")).to_have_count(1, timeout=MADE_MS)
    sent = page.evaluate("window.sentBytes")
    assert 10_000 < sent < len(large) / 2, f"{sent} of {len(large)} bytes"


def test_pictures_survive_an_error_and_a_reload(open_page: Open) -> None:
    page = open_page("phone")
    _new(page)
    _choose(page, _three(730))
    expect(page.locator(TILES)).to_have_count(3, timeout=MADE_MS)
    before = _ids(page)
    page.locator(f"#alt-{before[1]}").fill(WORDS[1])
    _write(page, "Gambar yang tinggal")
    page.locator("#tags").fill(TOO_MANY)
    page.get_by_role("button", name="Ajukan karya").click()
    expect(page.locator("#tags-error")).to_be_visible()
    assert _ids(page) == before and _alts(page)[1] == WORDS[1]
    expect(page.locator(f"{TILES} .shot img")).to_have_count(3, timeout=MADE_MS)
    _press(page, before[2], "Jadikan sampul")
    page.locator("#tags").fill("pasar")
    expect(page.locator("#tersimpan")).to_contain_text("Draf tersimpan", timeout=15_000)
    expect(page).to_have_url(re.compile(r"/edit/"))
    page.reload()
    assert _ids(page) == [before[2], before[0], before[1]] and _alts(page)[2] == WORDS[1]


def test_the_editor_with_pictures_says_itself_to_everybody(open_page: Open) -> None:
    page = open_page("narrow")
    _new(page)
    _choose(page, _three(740))
    expect(page.locator(f"{TILES} .shot img")).to_have_count(3, timeout=MADE_MS)
    assert not wider(page)
    page.locator(f"{TILES} summary").nth(1).click()
    assert not wider(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("size", ["phone", "narrow"])
def test_without_javascript_everything_is_a_form(open_page: Open, size: str) -> None:
    page, title = open_page(size, js=False), f"Tanpa skrip {size}"
    _new(page)
    _inside(page, "images")
    _write(page, title)
    page.locator("#tags").fill(TOO_MANY)
    _choose(page, _three(750 if size == "phone" else 751))
    page.get_by_role("button", name="Unggah").click()
    expect(page.locator(TILES)).to_have_count(3)
    first, second, third = _ids(page)
    for id_, words in zip((first, second, third), WORDS, strict=True):
        page.locator(f"#alt-{id_}").fill(words)
    _press(page, third, "Jadikan sampul")
    _press(page, third, "Geser ke belakang")
    _press(page, second, "Geser ke depan")
    _press(page, first, "Hapus")
    assert _ids(page) == [second, third] and _alts(page) == [WORDS[1], WORDS[2]]
    page.get_by_role("button", name="Ajukan karya").click()
    expect(page.locator("#tags-error")).to_be_visible()
    assert _ids(page) == [second, third] and _alts(page) == [WORDS[1], WORDS[2]]
    page.locator("#tags").fill("pasar")
    _choose(page, _file(b"bukan gambar"))
    page.get_by_role("button", name="Ajukan karya").click()
    expect(page.locator("#images-error")).to_contain_text("bukan gambar JPG")
    _submit(page, title)
    assert _ids(page) == [second, third] and _alts(page) == [WORDS[1], WORDS[2]]


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_the_faces_of_a_profile(open_page: Open, js: bool) -> None:
    page = open_page("narrow", js=js)
    sign_in(page, "bagus@contoh.test" if js else "hendra@contoh.test")
    page.goto(PROFILE)
    for name in ("avatar", "banner"):
        _inside(page, name)
    heavy = _file(b"\xff\xd8" + b"\0" * (2 * 1024**2), "berat.jpg")
    _choose(page, heavy, "avatar")
    if not js:
        page.locator("#avatar").get_by_role("button", name="Unggah").click()
    expect(page.locator("#avatar .err:visible")).to_contain_text("paling besar 2 MB")
    _choose(page, _file(jpeg(760 + js, 500)), "avatar")
    _choose(page, _file(jpeg(1000 + js, 400)), "banner")
    if not js:
        page.locator("#banner").get_by_role("button", name="Unggah").click()
    for name in ("avatar", "banner"):
        expect(page.locator(f"#{name} .tile[data-tile]")).to_have_count(1, timeout=MADE_MS)
        if js:
            expect(page.locator(f"#{name} .shot img")).to_be_visible(timeout=MADE_MS)
    if js:
        assert not wider(page)
    page.locator("#banner summary").click()
    page.locator("#banner").get_by_role("button", name="Hapus").click()
    expect(page.locator("#banner .tile")).to_have_count(0)
    expect(page.locator("#avatar .tile[data-tile]")).to_have_count(1)


def _inside(page: Page, name: str) -> None:
    """The file input stays inside its slot."""
    slot = page.locator(f"#{name} [data-slot]").bounding_box()
    control = page.locator(f"#{name} input[type=file]").bounding_box()
    assert slot and control
    assert control["x"] >= slot["x"] and control["x"] + control["width"] <= slot["x"] + slot["width"] + 0.5
    assert control["y"] + control["height"] <= slot["y"] + slot["height"] + 0.5
