"""Pages, parts, moves: the one place that speaks htmx; and where a reader may be sent."""

from __future__ import annotations

import pytest
from flask import Flask, get_flashed_messages

from kreatr.kernel import prefs, respond
from kreatr.kernel.redirects import inside

pytestmark = pytest.mark.one_database
HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("headers", "part"),
    [
        ({}, False),
        (HTMX, True),
        ({**HTMX, "HX-History-Restore-Request": "true"}, False),
        ({"HX-Request": "yes"}, False),
    ],
)
def test_who_gets_a_part(app: Flask, headers: dict[str, str], part: bool) -> None:
    with app.test_request_context(headers=headers):
        assert respond.wants_part() is part


def test_a_move_is_a_303_and_tells_htmx_in_its_own_way(app: Flask) -> None:
    with app.test_request_context():
        plain = respond.moved("/community", "Tersimpan")
        assert (plain.status_code, plain.headers["Location"]) == (303, "/community")
        assert get_flashed_messages() == ["Tersimpan"]
    with app.test_request_context(headers=HTMX):
        moved = respond.moved("/community")
        assert moved.headers["HX-Redirect"] == "/community" and "Location" not in moved.headers


@pytest.mark.parametrize(
    "target", ["/", "/dashboard", "/community/marketplace?q=kopi&page=2", "/a#b", "/?x=//y"]
)
def test_readers_may_go_on_inside(target: str) -> None:
    assert inside(target, "/home") == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "//evil.test",
        "https://evil.test",
        "http:evil.test",
        "javascript:alert(1)",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t/evil.test",
        "/\n/evil.test",
        " /x",
        "/%2f/evil.test",
        "/%5cevil.test",
        "/%252f/evil.test",
        "/a//b",
        "/./evil",
        "/../x/../y",
        "/é",
        "/" + "x" * 3000,
        "evil.test",
        "/\x00",
    ],
)
def test_readers_never_leave_by_a_parameter(target: str | None) -> None:
    assert inside(target, "/home") == "/home"


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({}, ("id", "auto", False)),
        ({"Cookie": "locale=en; theme=dark; lite=1"}, ("en", "dark", True)),
        ({"Cookie": "locale=xx; theme=<b>; lite=2"}, ("id", "auto", False)),
        ({"Save-Data": "on"}, ("id", "auto", True)),
        ({"Save-Data": "on", "Cookie": "lite=0"}, ("id", "auto", False)),
    ],
)
def test_choices_of_the_reader(app: Flask, headers: dict[str, str], found: tuple[str, str, bool]) -> None:
    with app.test_request_context(headers=headers):
        chosen = prefs.current()
        assert (chosen.locale, chosen.theme, chosen.lite) == found
