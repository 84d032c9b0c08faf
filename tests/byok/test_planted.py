"""O5, BYOK-16: keys that are planted, used, refused, replaced and removed are found nowhere afterwards but sealed in their rows."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kreatr.ai.actions import checking
from kreatr.ai.actions import keys as keeping
from kreatr.ai.models import Provider
from kreatr.ai.queries import keys
from kreatr.kernel import log
from tests.byok.provider import StandIn, planted
from tests.byok.test_page import PATH, kept, save
from tests.hunt import Hunt, Listening
from tests.judge import Client
from tests.services import Valkey
from tests.world import World, signed_in

API = "/api/settings/api-keys"
FAILURES: dict[str, Any] = {
    "refused": (401, 0, {"error": {"message": "no such key", "code": "invalid_api_key"}}),
    "forbidden": (403, 0, {}),
    "too many": (429, 0, {}),
    "broken": (500, 0, {}),
    "slow": (200, 1.0, {}),
    "garbage": (200, 0, b"<html>not JSON"),
    "echo": (418, 0, {}),
}


@pytest.mark.breaks
def test_planted_keys_are_found_nowhere(
    app: Flask,
    world: World,
    provider: StandIn,
    valkey: Valkey,
    deliver: Any,
    change: Callable[..., None],
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    change(limits_factor=1000.0)
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(app, "test_client_class", Listening)
    monkeypatch.setattr(Listening, "heard", [])
    browser: Any = signed_in(app.test_client(), world.sekar.user)  # type: ignore[arg-type]
    planted_keys = [_lead_a_life(browser, provider, one) for one in Provider]
    planted_keys.append(_fail_in_every_way(browser, provider, monkeypatch))
    planted_keys.append(_break(browser, monkeypatch))
    deliver(may_fail=True)
    for path in (
        PATH,
        API,
        "/dashboard/notices",
        "/dashboard/settings",
        "/dashboard/usage",
        "/dashboard/usage.csv",
    ):
        assert browser.get(path).status_code < 500

    printed = capfd.readouterr()
    hunt = Hunt(app, valkey, Listening.heard, [printed.out, printed.err, caplog.text])
    for place, content in hunt.places().items():
        assert len(content) > 100, f"nothing to look through: {place}"
        for secret in {part for pair in planted_keys for part in pair}:
            assert secret not in content, f"a planted key lies in the {place}"
            assert secret[4:24] not in content, f"most of a planted key lies in the {place}"
    stays = {key.provider: keys.door(key).key for key in kept()}
    assert len(stays) == 6 and set(stays.values()) <= {pair[1] for pair in planted_keys}, (
        "and yet all of them are kept"
    )


def _lead_a_life(browser: Client, provider: StandIn, one: Provider) -> tuple[str, str]:
    """Tried, saved, tested, refused, replaced; for one provider removed and saved once more."""
    first, second = planted(one), planted(one)
    address = {"base_url": provider.url} if one is Provider.CUSTOM else {}
    if one is Provider.OPENAI:
        _only_try(browser, first)
    assert save(browser, first, one.lower(), **address).status_code == 303
    [key] = [key for key in kept() if key.provider is one]
    provider.refuses = {first}
    row = browser.submit(browser.get(PATH), f"#kunci-{key.id} form", htmx=True)
    again = browser.submit(browser.get(f"{PATH}/{key.id}/replacement"), api_key=second, **address)
    assert (row.status_code, again.status_code) == (200, 303)
    if one is Provider.OPENAI:
        assert browser.submit(browser.get(f"{PATH}/{key.id}/removal")).status_code == 303
        assert save(browser, second).status_code == 303
    return first, second


def _only_try(browser: Client, secret: str) -> None:
    page = browser.get(PATH).page
    token = page.one("#baru-openai [name=csrf_token]").get("value")
    action = str(page.one("#baru-openai button.bare").get("formaction"))
    sent = {"csrf_token": token, "provider": "OPENAI", "api_key": secret}
    assert browser.post(action, data=sent).status_code == 200
    assert browser.post(action, data={**sent, "csrf_token": "stale"}).status_code == 403


def _fail_in_every_way(
    browser: Client, provider: StandIn, monkeypatch: pytest.MonkeyPatch
) -> tuple[str, str]:
    [key] = [key for key in kept() if key.provider is Provider.OPENAI]
    secret, page = planted(Provider.OPENAI), browser.get(f"{PATH}/{key.id}/replacement")
    for name, answer in FAILURES.items():
        provider.answers, provider.refuses = [answer], set()
        with monkeypatch.context() as hurry:
            hurry.setattr(checking, "SECONDS", 0.3 if name == "slow" else checking.SECONDS)
            told = browser.submit(page, api_key=secret)
        assert told.status_code == 422, name
    return secret, secret


def _break(browser: Client, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """An error nobody thought of, while the key is in hand."""

    def fail(*_args: Any, **_more: Any) -> None:
        raise RuntimeError("nobody thought of this")

    secret = planted(Provider.GOOGLE)
    [key] = [key for key in kept() if key.provider is Provider.GOOGLE]
    page = browser.get(f"{PATH}/{key.id}/replacement")
    with monkeypatch.context() as broken:
        broken.setattr(keeping, "_put", fail)
        assert browser.submit(page, api_key=secret).status_code == 500
    return secret, secret


@pytest.mark.parametrize("one", [one for one in Provider if one is not Provider.CUSTOM])
def test_what_looks_like_a_key_is_cut_out_of_the_log(one: Provider) -> None:
    secret = planted(one)
    line = {
        "event": f"asked with {secret}",
        "error": f"Incorrect API key provided: {secret}.",
        "api_key": secret,
    }
    shown = log._hide(None, "info", line)
    assert secret not in repr(shown) and shown["error"] == "Incorrect API key provided: ….", shown
