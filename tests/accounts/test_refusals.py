"""W1, F1, F11, A9: requests that are not from our forms, or too much, or nonsense."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from kreatr.accounts.models import AccountToken, User, UserSession
from kreatr.kernel.db import db
from kreatr.kernel.outbox import OutboxEvent
from tests.accounts.browsing import FIELDS
from tests.world import PASSWORD

pytestmark = pytest.mark.one_database
PAGES = {
    "/login": {"email": "dewi@contoh.test", "password": PASSWORD},
    "/register": FIELDS,
    "/forgot-password": {"email": "dewi@contoh.test"},
}


@pytest.fixture(autouse=True)
def before(dewi: User) -> list[int]:
    """How much there is of everything that a refused request could have made."""
    return _rows()


def _rows() -> list[int]:
    kinds = (User, UserSession, AccountToken, OutboxEvent)
    return [db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0 for kind in kinds]


def _token(client: Any, path: str) -> str:
    return str(client.get(path).page.one("main input[name=csrf_token]").get("value"))


@pytest.mark.parametrize("path", PAGES)
class TestToken:
    def test_none(self, client: Any, path: str, before: list[int]) -> None:
        answer = client.post(path, data=PAGES[path])
        assert answer.status_code == 403
        assert _rows() == before

    def test_keeps_what_was_typed_but_the_password(self, client: Any, path: str) -> None:
        html = client.post(path, data=PAGES[path]).get_data(as_text=True)
        assert PAGES[path]["email"] in html
        assert PAGES[path].get("password", "no password") not in html

    def test_of_another_browser(self, app: Any, client: Any, path: str, before: list[int]) -> None:
        token = _token(app.test_client(), path)
        client.get(path)
        assert client.post(path, data={**PAGES[path], "csrf_token": token}).status_code == 403
        assert _rows() == before

    @pytest.mark.parametrize("token", ["", "x", "é", "\x00", "a" * 10_000])
    def test_nonsense(self, client: Any, path: str, token: str, before: list[int]) -> None:
        client.get(path)
        assert client.post(path, data={**PAGES[path], "csrf_token": token}).status_code in (400, 403)
        assert _rows() == before

    def test_with_htmx(self, client: Any, path: str, before: list[int]) -> None:
        assert client.post(path, data=PAGES[path], htmx=True).status_code == 403
        assert _rows() == before

    def test_control_case_goes_through(self, client: Any, path: str) -> None:
        data = {**PAGES[path], "csrf_token": _token(client, path)}
        assert client.post(path, data=data).status_code == 303


@pytest.mark.parametrize("path", PAGES)
class TestOdd:
    def test_five_megabytes(self, client: Any, path: str, before: list[int]) -> None:
        token = _token(client, path)
        data = {**PAGES[path], "email": "x" * 5_000_000, "csrf_token": token}
        answer = client.post(path, data=data)
        assert answer.status_code == 413
        assert answer.page.text("h1")
        assert _rows() == before

    def test_many_fields(self, client: Any, path: str) -> None:
        data = {**PAGES[path], "csrf_token": _token(client, path), **{f"x{n}": "y" for n in range(2000)}}
        assert client.post(path, data=data).status_code in (303, 413)

    @pytest.mark.parametrize(
        "value", ["\x00", "\ud7ff", "\u202e\u2066", "{{7*7}}", "' OR 1=1 --", "%00", "\x01\x1f"]
    )
    def test_strange_texts(self, client: Any, path: str, value: str) -> None:
        data = dict.fromkeys(PAGES[path], value) | {"csrf_token": _token(client, path)}
        answer = client.post(path, data=data)
        assert answer.status_code == 422
        assert "49" not in answer.page.text("main form")

    def test_broken_utf8(self, client: Any, path: str) -> None:
        body = f"csrf_token={_token(client, path)}&email=%ff%fe&username=%c3&password=%ff%ff%ff%ff"
        kind = "application/x-www-form-urlencoded"
        assert client.post(path, data=body, content_type=kind).status_code == 422

    def test_repeated_fields(self, client: Any, path: str) -> None:
        data = {name: [value, "lain"] for name, value in PAGES[path].items()}
        assert client.post(path, data={**data, "csrf_token": _token(client, path)}).status_code == 303

    def test_json(self, client: Any, path: str, before: list[int]) -> None:
        answer = client.post(path, json=PAGES[path])
        assert answer.status_code in (400, 403)
        assert _rows() == before

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
    def test_other_verbs(self, client: Any, path: str, method: str, before: list[int]) -> None:
        token = _token(client, path)
        answer = client.open(path, method=method, data=PAGES[path], headers={"X-CSRFToken": token})
        assert answer.status_code == 405
        assert _rows() == before

    def test_reading_changes_nothing(self, client: Any, path: str, before: list[int]) -> None:
        for method in ("GET", "HEAD", "OPTIONS"):
            client.open(path, method=method, query_string=PAGES[path])
        overridden = {"X-HTTP-Method-Override": "POST"}
        client.get(path, query_string={**PAGES[path], "_method": "POST"}, headers=overridden)
        assert _rows() == before
