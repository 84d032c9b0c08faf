"""S10, S6: the password once more before what a borrowed phone must not do; nothing typed is lost, except secrets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from kreatr.accounts import actions, queries
from kreatr.accounts.errors import SignInRefused
from kreatr.accounts.models import User, UserSession
from kreatr.kernel import clock
from kreatr.kernel.db import db
from tests.accounts.browsing import is_in
from tests.judge import Client
from tests.world import PASSWORD, make_user, signed_in

KEYS = "/dashboard/api-keys"
JSON = {"Accept": "application/json"}


@pytest.fixture
def browser(client: Client, dewi: User) -> Client:
    return signed_in(client, dewi)


def later(minutes: float) -> Any:
    """The same browser, so many minutes on."""
    return time_machine.travel(clock.now() + timedelta(minutes=minutes), tick=False)


def _rows() -> list[UserSession]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(UserSession)))


@pytest.mark.one_database
def test_looking_asks_after_half_an_hour_and_comes_back(browser: Client) -> None:
    with later(29):
        assert browser.get(KEYS).status_code == 200
    with later(31):
        answer = browser.get(f"{KEYS}?a=1")
        assert answer.status_code == 303 and answer.location == f"/login/again?next={KEYS}?a%3D1"
        asked = browser.get(answer.location)
        assert not asked.page.all("main input[name=email]"), "the password is enough"
        back = browser.submit(asked, password=PASSWORD)
        assert (back.status_code, back.location) == (303, f"{KEYS}?a=1")
        assert browser.get(KEYS).status_code == 200


def test_the_session_gets_a_new_token_and_a_new_time(browser: Client) -> None:
    [before] = [row.token_digest for row in _rows()]
    with later(40):
        assert browser.submit(browser.get("/login/again"), password=PASSWORD).status_code == 303
        [row] = _rows()
        assert row.token_digest != before and row.proved_at == clock.now()
        assert is_in(browser)


@pytest.mark.one_database
def test_changing_asks_after_a_quarter_and_gives_back_what_was_typed(browser: Client) -> None:
    page = browser.get(KEYS)
    secret = "planted-" + "s" * 20
    with later(16):
        asked = browser.submit(
            page, "#baru-custom form", base_url="https://ai.contoh.test/v1", api_key=secret
        )
        assert asked.status_code == 403 and secret not in asked.text
        again = browser.submit(asked, password=PASSWORD)
        assert again.status_code == 200 and secret not in again.text
        form = again.page.one("main form")
        assert form.get("action") == KEYS
        values = {field.get("name"): field.text for field in again.page.all("main form textarea")}
        assert values == {"provider": "CUSTOM", "base_url": "https://ai.contoh.test/v1"}
        assert again.page.one("main form input[name=api_key]").get("type") == "password"


@pytest.mark.one_database
def test_a_wrong_password_keeps_it_too_and_limits_count(browser: Client) -> None:
    page = browser.get(KEYS)
    with later(16):
        asked = browser.submit(page, "#pilihan", routing="credits_only")
        for _ in range(10):
            asked = browser.submit(asked, password="salah sekali")
            assert asked.status_code == 422 and asked.page.text(".note.bad")
        asked = browser.submit(asked, password=PASSWORD)
        assert asked.status_code == 429 and int(asked.headers["Retry-After"]) > 0
        kept = asked.page.one("main form input[name='kept.routing']")
        assert kept.get("value") == "credits_only"


@pytest.mark.one_database
def test_programs_and_htmx_are_told_in_their_way(browser: Client) -> None:
    token = browser.get(KEYS).page.all("main input[name=csrf_token]")[0].get("value")
    with later(40):
        answer = browser.get("/api/settings/api-keys")
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "PROOF_NEEDED")
        part = browser.post(
            KEYS, data={"csrf_token": token, "provider": "OPENAI", "api_key": "x" * 20}, htmx=True
        )
        note = part.page.one("#galat a")
        assert part.status_code == 403 and note.get("target") == "_blank"
        assert "x" * 20 not in part.text


@pytest.mark.one_database
@pytest.mark.parametrize(
    "target", ["https://evil.test/", "//evil.test", "/\\evil.test", "javascript:alert(1)"]
)
def test_it_never_leads_away(browser: Client, target: str) -> None:
    asked = browser.get("/login/again", query_string={"next": target})
    assert browser.submit(asked, password=PASSWORD).location == "/dashboard"
    sent = {"csrf_token": asked.page.one("main input[name=csrf_token]").get("value"), "password": PASSWORD}
    more = {"next": target, "action": target, "kept.a": "b"}
    assert browser.post("/login/again", data={**sent, **more}).location == "/dashboard"


@pytest.mark.one_database
def test_visitors_and_ended_sessions_sign_in_first(client: Client, dewi: User) -> None:
    assert client.get("/login/again").location.startswith("/login?")
    assert client.get(KEYS).location == f"/login?next={KEYS}"
    assert client.get("/api/settings/api-keys", headers=JSON).status_code == 401


def test_a_proof_for_another_password_or_session_counts_for_nothing(app: Any, dewi: User) -> None:
    token = actions.sign_in(dewi, PASSWORD, remembered=False, device="")
    for user, compared, named in (
        (dewi, "another hash", token),
        (dewi, dewi.password_hash, "another token"),
        (make_user("lain"), dewi.password_hash, token),
    ):
        with pytest.raises(SignInRefused):
            actions.prove(user, compared, named)
    assert queries.live_session(token) is not None
    assert actions.prove(dewi, dewi.password_hash, token) != token


@pytest.mark.one_database
def test_a_time_from_the_future_proves_nothing(browser: Client) -> None:
    with later(-20):
        assert browser.get(KEYS).status_code == 303
