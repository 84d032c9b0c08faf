"""Announcements of the house: who writes them, where they stand, two windows at once (HUB-14)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.accounts.models import Role
from kreatr.community.models import Activity, ActivityType
from kreatr.kernel import clock
from tests.community.test_feed import tell
from tests.community.test_telling import told
from tests.judge import Client
from tests.page import words
from tests.world import World, make_user, signed_in

PATH, NEW = "/admin/community/announcements", "/admin/community/announcements/new"
FORM = "form#pengumuman"
TYPED = {
    "title": "Tim kreatr: libur panjang",
    "text": "Tinjauan tetap jalan.",
    "title_en": "The team: holidays",
    "text_en": "Reviews go on.",
}


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    return signed_in(client, world.bagus)


def _write(admin: Client, **fields: Any) -> Any:
    return admin.submit(admin.get(NEW), FORM, **{**TYPED, **fields})


def _on_the_hub(client: Client) -> list[str]:
    return [
        words(line)
        for line in client.get("/community").page.all("[id^=pengumuman] p")
        if line.get("class") != "small"
    ]


def _line(title: str = TYPED["title"]) -> Activity:
    return next(line for line in told() if line.title == title)


def test_it_stands_everywhere_at_once(app: Flask, admin: Client) -> None:
    visitor = app.test_client()
    assert isinstance(visitor, Client) and _on_the_hub(visitor) == []
    answer = _write(admin, link="/guidelines")
    assert answer.status_code == 303 and answer.location == PATH
    assert "Sudah diumumkan." in admin.get(PATH).page.text()
    assert _on_the_hub(visitor) == ["Tim kreatr: libur panjang Tinjauan tetap jalan."]
    visitor.set_cookie("locale", "en")
    assert _on_the_hub(visitor) == ["The team: holidays Reviews go on."]
    page = visitor.get("/community/feed").page
    assert (
        page.text(".feed .small").startswith("Announcement · ")
        and page.one(".feed a").get("href") == "/guidelines"
    )


def test_a_double_tap_announces_once(admin: Client) -> None:
    page = admin.get(NEW)
    for _tap in range(2):
        assert admin.submit(page, FORM, **TYPED).status_code == 303
    assert len(told()) == 1
    _write(admin)
    assert len(told()) == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"title": ""}, "title"), ({"title": "x" * 201}, "title"), ({"text": "x" * 501}, "text"), ({"title_en": "x" * 201}, "title_en"),
     ({"link": "http://kreatr.test"}, "link"), ({"link": "javascript:alert(1)"}, "link"), ({"link": "//evil.test"}, "link"),
     ({"link": "guidelines"}, "link"), ({"link": "https://" + "a" * 300 + ".test"}, "link"), ({"pinned_until": "besok"}, "pinned_until"),
     ({"pinned_until": "2026-02-30"}, "pinned_until"), ({"pinned_until": "9999-12-31"}, "pinned_until")],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    admin: Client, fields: dict[str, str], wrong: str
) -> None:
    answer = _write(admin, **fields)
    assert answer.status_code == 422 and answer.page.all(f"#{wrong}-error") and told() == []
    for name, value in {**TYPED, **fields}.items():
        field = answer.page.one(f"#{name}")
        assert (field.get("value") if field.tag == "input" else words(field)) == value


@pytest.mark.parametrize(
    ("zone", "end"),
    [("Asia/Jakarta", datetime(2027, 1, 5, 17, 0, tzinfo=UTC)), ("Asia/Jayapura", datetime(2027, 1, 5, 15, 0, tzinfo=UTC)),
     ("America/New_York", datetime(2027, 1, 6, 5, 0, tzinfo=UTC))],
)  # fmt: skip
def test_a_pin_ends_with_its_day_on_the_writer_s_clock(
    app: Flask, client: Client, zone: str, end: datetime
) -> None:
    signed_in(client, make_user(role=Role.ADMIN, timezone=zone))
    _write(client, pinned_until="2027-01-05")
    assert _line().pinned_until == end
    form = client.get(f"{PATH}/{_line().id}")
    assert form.page.one("#pinned_until").get("value") == "2027-01-05"
    client.submit(form, FORM, title="Tim kreatr: baru")
    assert _line("Tim kreatr: baru").pinned_until == end


def test_somebody_in_another_zone_does_not_move_the_pin(app: Flask, admin: Client) -> None:
    _write(admin, pinned_until="2027-01-05")
    until = _line().pinned_until
    away = app.test_client()
    assert isinstance(away, Client)
    signed_in(away, make_user(role=Role.ADMIN, timezone="Pacific/Auckland"))
    away.submit(away.get(f"{PATH}/{_line().id}"), FORM, text="Lain")
    assert _line().pinned_until == until and _line().text == "Lain"


def test_pinned_ones_stand_first_and_at_most_two_are_shown(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = (clock.now() + timedelta(days=1)).date().isoformat()
    _write(admin, title="Tersemat", text="", text_en="", pinned_until=tomorrow)
    for n in range(3):
        _write(admin, title=f"Biasa {n}", text="")
    assert _on_the_hub(admin) == ["Tersemat", "Biasa 2"]
    assert "Disematkan" in admin.get(PATH).page.text(f"#pengumuman-{_line('Tersemat').id}")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=3))
    assert _on_the_hub(admin.application.test_client()) == ["Biasa 2", "Biasa 1"]  # type: ignore[arg-type]


def test_other_words_show_at_once_and_keep_the_place(app: Flask, admin: Client) -> None:
    _write(admin)
    tell("Lebih baru")
    line = _line()
    assert (
        admin.submit(admin.get(f"{PATH}/{line.id}"), FORM, title="Tim kreatr: libur pendek").status_code
        == 303
    )
    assert [one.title for one in told()] == ["Lebih baru", "Tim kreatr: libur pendek"]
    changed = told()[1]
    assert changed.version == 2 and changed.changed_at > changed.created_at
    assert _on_the_hub(app.test_client())[0].startswith("Tim kreatr: libur pendek")  # type: ignore[arg-type]


def test_two_windows_lose_nothing(admin: Client) -> None:
    _write(admin)
    address = f"{PATH}/{_line().id}"
    first, second = admin.get(address), admin.get(address)
    assert admin.submit(first, FORM, title="Dari jendela satu").status_code == 303
    answer = admin.submit(second, FORM, title="Dari jendela dua", text="Juga baru", pinned_until="2027-03-01")
    assert answer.status_code == 409 and _line("Dari jendela satu")
    assert (
        answer.page.one("#title").get("value") == "Dari jendela dua"
        and words(answer.page.one("#text")) == "Juga baru"
    )
    assert answer.page.one("#pinned_until").get("value") == "2027-03-01"
    assert "Dari jendela satu" in answer.page.text(FORM) and "diubah di jendela lain" in answer.page.text(
        FORM
    )
    assert admin.submit(answer, FORM).status_code == 303
    assert (_line("Dari jendela dua").text, _line("Dari jendela dua").version) == ("Juga baru", 3)


def test_the_same_words_from_two_windows_are_no_conflict(admin: Client) -> None:
    _write(admin)
    address = f"{PATH}/{_line().id}"
    pages = [admin.get(address), admin.get(address)]
    assert [admin.submit(page, FORM, title="Sama saja").status_code for page in pages] == [303, 303]
    assert _line("Sama saja").version == 2


@pytest.mark.parametrize("version", ["", "0", "x", "²", "9" * 40, "-1"])
def test_a_form_that_does_not_say_what_it_edited_is_asked_again(admin: Client, version: str) -> None:
    _write(admin)
    form = admin.get(f"{PATH}/{_line().id}")
    assert admin.submit(form, FORM, title="Lain", version=version).status_code == 409


def test_an_outdated_form_keeps_what_was_typed(admin: Client) -> None:
    answer = admin.submit(admin.get(NEW), FORM, **TYPED, csrf_token="lama")
    assert answer.status_code == 403 and answer.page.one("#title").get("value") == TYPED["title"]
    assert admin.submit(answer, FORM).status_code == 303 and len(told()) == 1


def test_removing_asks_first(app: Flask, admin: Client) -> None:
    _write(admin)
    address = f"{PATH}/{_line().id}/removal"
    question = admin.get(address)
    assert "libur panjang" in question.page.text("main") and len(told()) == 1
    assert admin.submit(question).status_code == 303 and told() == []
    assert _on_the_hub(app.test_client()) == []  # type: ignore[arg-type]
    assert admin.get(address).status_code == 404


def test_the_list_is_paged(admin: Client) -> None:
    for n in range(23):
        tell(f"Kabar {n:02}", type_=ActivityType.ANNOUNCEMENT, created_at=clock.now() - timedelta(hours=n))
    tell("Bukan pengumuman")
    first, second = (admin.get(f"{PATH}?page={n}").page for n in (1, 2))
    assert [words(link) for link in first.all(".texts a")] == [f"Kabar {n:02}" for n in range(20)]
    assert [words(link) for link in second.all(".texts a")] == ["Kabar 20", "Kabar 21", "Kabar 22"]
    assert second.all("nav.pages a") and admin.get(f"{PATH}?page=99").status_code == 200
    assert admin.get(f"{PATH}?page=x").status_code == admin.get(f"{PATH}?page=-3").status_code == 200


def test_what_is_no_announcement_of_the_house_cannot_be_edited(admin: Client) -> None:
    other = tell("Tonggak")
    for method, path in (("GET", ""), ("POST", ""), ("GET", "/removal"), ("POST", "/removal")):
        token = admin.get(NEW).page.one(f"{FORM} input[name=csrf_token]").get("value")
        data = {"csrf_token": token, **TYPED} if method == "POST" else None
        assert admin.open(f"{PATH}/{other.id}{path}", method=method, data=data).status_code == 404
    assert len(told()) == 1


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["maya", "dewi", "sekar"])
def test_only_administrators(world: World, client: Client, name: str) -> None:
    line = tell("Pengumuman", type_=ActivityType.ANNOUNCEMENT)
    person = getattr(world, name)
    signed_in(client, getattr(person, "user", person))
    token = client.token()
    for path in (PATH, NEW, f"{PATH}/{line.id}", f"{PATH}/{line.id}/removal"):
        assert client.get(path).status_code == 403
    for path in (PATH, f"{PATH}/{line.id}", f"{PATH}/{line.id}/removal"):
        assert client.post(path, data={"csrf_token": token, **TYPED}).status_code == 403
    assert [one.title for one in told()] == ["Pengumuman"]


def test_an_empty_list_says_so(admin: Client) -> None:
    assert "Belum ada pengumuman" in admin.get(PATH).page.text("main")
    assert [link.get("href") for link in admin.get("/admin").page.all("main a")].count(PATH) == 1
