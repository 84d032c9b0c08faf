"""Every error answers in one shape: a page for people, JSON for programs; neither tells what happened inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Blueprint, Flask, request

from kreatr.kernel import access
from kreatr.kernel.csrf import csrf
from kreatr.kernel.errors import Forbidden, NotFound, TooManyRequests
from tests import apps
from tests.judge import Client

JSON = {"Accept": "application/json"}
pytestmark = [pytest.mark.breaks]


@pytest.fixture(scope="module")
def broken_house(databases: apps.Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app with a room where everything goes wrong."""
    app = apps.build(apps.environment(tmp_path_factory.mktemp("broken"), databases.url("sqlite"), ""))
    app.register_blueprint(_broken_room())
    yield app


def _broken_room() -> Blueprint:
    room = Blueprint("broken", __name__)
    raised: dict[int, Callable[[], Exception]] = {
        403: Forbidden,
        404: NotFound,
        429: lambda: TooManyRequests(retry_after=90),
        500: lambda: ValueError("the password is swordfish"),
    }

    @room.get("/broken/<int:status>")
    @access.anyone
    def fail(status: int) -> str:
        raise raised[status]()

    @csrf.exempt
    @room.post("/broken/form")
    @access.anyone
    def form() -> str:
        return str(len(request.form))

    return room


@pytest.fixture
def visitor(broken_house: Flask) -> Client:
    client = broken_house.test_client()
    assert isinstance(client, Client)
    return client


CASES = {
    403: ("GET", "/broken/403", "FORBIDDEN"),
    404: ("GET", "/nowhere/at/all", "NOT_FOUND"),
    405: ("POST", "/broken/404", "ERROR"),
    413: ("POST", "/broken/form", "ERROR"),
    429: ("GET", "/broken/429", "RATE_LIMIT_EXCEEDED"),
    500: ("GET", "/broken/500", "INTERNAL"),
}


@pytest.mark.parametrize("status", CASES)
@pytest.mark.parametrize("locale", ["id", "en"])
def test_people_get_a_page(visitor: Client, status: int, locale: str) -> None:
    visitor.set_cookie("locale", locale)
    method, path, _code = CASES[status]
    answer = visitor.open(path, method=method, data={"text": "x" * 9_000_000} if status == 413 else None)
    assert answer.status_code == status
    assert answer.mimetype == "text/html" and answer.headers["Cache-Control"] == "no-store"
    assert answer.page.one("html").get("lang") == locale
    assert answer.headers["X-Request-Id"] in answer.text or status < 500
    assert "swordfish" not in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize("status", CASES)
def test_programs_get_json(visitor: Client, status: int) -> None:
    method, path, code = CASES[status]
    answer = visitor.open(
        path, method=method, headers=JSON, data={"text": "x" * 9_000_000} if status == 413 else None
    )
    assert answer.status_code == status and answer.mimetype == "application/json"
    error = answer.get_json()["error"]
    assert set(error) == {"code", "message", "request_id"}
    assert error["request_id"] == answer.headers["X-Request-Id"]
    assert error["message"] and "swordfish" not in error["message"]
    assert error["code"] == code


def test_a_405_names_what_is_allowed(visitor: Client) -> None:
    assert "GET" in visitor.post("/broken/404").headers["Allow"]


def test_a_429_says_when_to_come_back(visitor: Client) -> None:
    assert visitor.get("/broken/429").headers["Retry-After"] == "90"


def test_an_error_offers_another_try_only_where_that_is_safe(visitor: Client) -> None:
    assert 'href="/broken/500"' in visitor.get("/broken/500").text
    assert 'href="/broken/404"' not in visitor.post("/broken/404").text


def test_the_log_keeps_what_the_page_hides(
    visitor: Client, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    visitor.get("/broken/500")
    assert len(visitor.application.extensions["unexpected"]) > 0
