"""BYOK-19, ERR-01, ERR-05: the same for programs in a signed-in browser."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from kreatr.ai.models import KeyStatus, Provider
from kreatr.ai.queries import keys
from tests.byok.provider import StandIn, planted
from tests.byok.test_page import kept
from tests.judge import Client
from tests.world import World, signed_in

API = "/api/settings/api-keys"
pytestmark = pytest.mark.one_database


@pytest.fixture
def ask(sekar: Client) -> Any:
    """One request of Sekar's, with the token in its header."""
    return asker(sekar)


def asker(browser: Client) -> Any:
    token = browser.get("/dashboard").page.all("input[name=csrf_token]")[0].get("value")

    def ask(method: str, path: str = API, body: Any = None) -> Any:
        return browser.open(path, method=method, json=body, headers={"X-CSRFToken": str(token)})

    return ask


def test_add_list_change_test_remove(ask: Any, provider: StandIn, world: World) -> None:
    first, second = planted(Provider.OPENAI), planted(Provider.OPENAI)
    added = ask("POST", body={"provider": "OPENAI", "api_key": first})
    assert added.status_code == 201 and added.json["hint"] == f"…{first[-4:]}"
    [listed] = ask("GET").json["keys"]
    assert listed == added.json and listed["status"] == "ACTIVE"
    one = f"{API}/{listed['id']}"

    limited = ask("PATCH", one, {"monthly_limit": 500_000, "limit_mode": "WARN"})
    assert (limited.json["monthly_limit"], limited.json["daily_limit"], limited.json["limit_mode"]) == (
        500_000,
        None,
        "WARN",
    )
    changed = ask("PUT", one, {"api_key": second, "daily_limit": 25_000})
    assert (changed.json["hint"], changed.json["monthly_limit"], changed.json["daily_limit"]) == (
        f"…{second[-4:]}",
        500_000,
        25_000,
    )
    key = keys.for_provider(world.sekar.user_id, Provider.OPENAI)
    assert key and keys.door(key).key == second

    assert ask("POST", f"{one}/test").json["status"] == "ACTIVE"
    provider.refuses = {second}
    refused = ask("POST", f"{one}/test")
    assert (refused.status_code, refused.json["error"]["code"]) == (422, "INVALID_API_KEY")
    assert kept()[0].status is KeyStatus.INVALID
    assert ask("DELETE", one).status_code == 204 and kept() == []
    gone = ask("DELETE", one)
    assert (gone.status_code, gone.json["error"]["code"]) == (404, "API_KEY_NOT_FOUND")
    everything = "".join(answer.text for answer in (added, limited, changed, refused, gone))
    assert first not in everything and second not in everything and "kr1." not in everything


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (None, 422, "INVALID_INPUT"),
        ([], 422, "INVALID_INPUT"),
        ({"provider": "OPENAI"}, 422, "INVALID_INPUT"),
        ({"provider": "OPENAI", "api_key": "short"}, 422, "INVALID_INPUT"),
        ({"provider": "OPENAI", "api_key": ["x" * 20]}, 422, "INVALID_INPUT"),
        ({"provider": "NOBODY", "api_key": "x" * 20}, 422, "INVALID_INPUT"),
        ({"provider": "CUSTOM", "api_key": "x" * 20}, 422, "INVALID_INPUT"),
    ],
)
def test_bad_input(ask: Any, body: Any, status: int, code: str) -> None:
    answer = ask("POST", body=body)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code) and kept() == []


def test_what_providers_answer(ask: Any, provider: StandIn) -> None:
    body = {"provider": "OPENAI", "api_key": planted(Provider.OPENAI)}
    for answer, status, code in (
        ((401, 0, {}), 422, "INVALID_API_KEY"),
        ((503, 0, {}), 503, "EXTERNAL_API_ERROR"),
    ):
        provider.answers = [answer]
        told = ask("POST", body=body)
        assert (told.status_code, told.json["error"]["code"]) == (status, code) and kept() == []
    assert ask("POST", body={**body, "untested": True}).json["status"] == "NOT_VALIDATED"
    for _ in range(3):
        ask("POST", body=body)
    told = ask("POST", body=body)
    assert (told.status_code, told.json["error"]["code"]) == (429, "RATE_LIMIT_EXCEEDED")
    assert "5" in told.json["error"]["message"] and int(told.headers["Retry-After"]) > 0


def test_another_address_never_gets_an_old_key(ask: Any, provider: StandIn) -> None:
    secret = planted(Provider.CUSTOM)
    added = ask("POST", body={"provider": "CUSTOM", "api_key": secret, "base_url": provider.url})
    provider.forget()
    answer = ask("PATCH", f"{API}/{added.json['id']}", {"base_url": "https://lain.contoh.test/v1"})
    assert answer.status_code == 422 and provider.asked == [] and kept()[0].base_url == provider.url


def test_without_the_token_and_for_strangers(sekar: Client, ask: Any, world: World) -> None:
    id_ = ask("POST", body={"provider": "OPENAI", "api_key": planted(Provider.OPENAI)}).json["id"]
    for method, path in (("POST", API), ("PATCH", f"{API}/{id_}"), ("DELETE", f"{API}/{id_}")):
        assert sekar.open(path, method=method, json={}).status_code == 403
    other = asker(signed_in(sekar.application.test_client(), world.dewi))  # type: ignore[arg-type]
    for key_id in (id_, uuid.uuid4()):
        for method, path in (("PATCH", ""), ("PUT", ""), ("DELETE", ""), ("POST", "/test")):
            answer = other(method, f"{API}/{key_id}{path}", {"daily_limit": 1})
            assert (answer.status_code, answer.json["error"]["code"]) == (404, "API_KEY_NOT_FOUND")
    assert other("GET").json == {"keys": []} and len(kept()) == 1
    visitor = sekar.application.test_client()
    assert visitor.get(API).status_code == 401
