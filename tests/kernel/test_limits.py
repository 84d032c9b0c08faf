"""Rate limits: exact at their edge, the same on every process, and honest about who is asking."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask, request

from kreatr.kernel import limits
from kreatr.kernel.errors import TooManyRequests
from tests import apps
from tests.services import Valkey

pytestmark = pytest.mark.one_database


def _uses(name: str, key: str, most: int = 2000) -> int:
    """How often something may be done until it is refused."""
    for used in range(most):
        try:
            limits.hit(name, key)
        except TooManyRequests:
            return used
    return most


def test_the_tenth_is_allowed_and_the_eleventh_is_not(app: Flask) -> None:
    assert _uses("login-account", "sekar@contoh.test") == 10


def test_everybody_counts_for_themselves(app: Flask) -> None:
    _uses("login-account", "sekar@contoh.test")
    assert _uses("login-account", "rizky@contoh.test") == 10


def test_limits_count_apart_from_each_other(app: Flask) -> None:
    _uses("login-account", "10.0.0.9")
    assert _uses("login-client", "10.0.0.9") == 10


def test_a_refusal_says_how_long_to_wait(app: Flask) -> None:
    _uses("login-account", "sekar@contoh.test")
    with pytest.raises(TooManyRequests) as refused:
        limits.hit("login-account", "sekar@contoh.test")
    assert refused.value.retry_after is not None
    assert 290 <= refused.value.retry_after <= 301


def test_the_window_moves(app: Flask) -> None:
    """What was done a minute into the window counts until a minute into the next one."""
    start = datetime.now(UTC)
    with time_machine.travel(start, tick=False) as clock:
        for _n in range(5):
            limits.hit("login-account", "sekar")
        clock.shift(timedelta(seconds=200))
        for _n in range(5):
            limits.hit("login-account", "sekar")
        with pytest.raises(TooManyRequests):
            limits.hit("login-account", "sekar")
        clock.shift(timedelta(seconds=101))
        assert _uses("login-account", "sekar") == 5
        clock.shift(timedelta(seconds=301))
        assert _uses("login-account", "sekar") == 10


@pytest.mark.parametrize(("factor", "allowed"), [(2.0, 20), (0.5, 5), (0.01, 1)])
def test_a_factor_multiplies_every_limit(
    app: Flask, change: Callable[..., None], factor: float, allowed: int
) -> None:
    change(limits_factor=factor)
    assert _uses("login-account", "sekar") == allowed
    assert limits.amount(10) == allowed


def test_counts_are_shared_between_processes(app: Flask, valkey: Valkey) -> None:
    _uses("login-account", "sekar")
    assert any(b"login-account" in key for key in valkey.client.keys("*"))


@pytest.mark.parametrize("failure", ["kill", "freeze"])
def test_without_valkey_each_process_counts_for_itself_and_quickly(
    app: Flask, valkey: Valkey, failure: str
) -> None:
    getattr(valkey, failure)()
    started = time.monotonic()
    limits.hit("login-account", "sekar")
    assert time.monotonic() - started <= 2.0
    started = time.monotonic()
    assert _uses("login-account", "sekar") == 9
    assert time.monotonic() - started <= 2.0, "a missing Valkey must not be waited for at every count"


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::"),
        ("2001:db8:1:2::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", "unknown"),
        ("not an address", "unknown"),
    ],
)
def test_who_is_counted(app: Flask, address: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert limits.client_address() == counted


def _address_behind(app: Flask, forwarded: str) -> str:
    seen: list[str] = []

    def look(environ: object, start: object) -> list[bytes]:
        with app.request_context(environ):  # type: ignore[arg-type]
            seen.append(limits.client_address())
            assert request.remote_addr
        return []

    inner, app_wsgi = look, app.wsgi_app
    chain: object = app_wsgi
    if hasattr(chain, "app"):
        chain.app, kept = inner, chain.app
        try:
            chain(_environ(forwarded), lambda *a: None)  # type: ignore[operator]
        finally:
            chain.app = kept
    else:
        look(_environ(forwarded), None)
    return seen[0]


def _environ(forwarded: str) -> dict[str, object]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "REMOTE_ADDR": "198.51.100.1",
        "HTTP_X_FORWARDED_FOR": forwarded,
    }


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        ("0", "203.0.113.9", "198.51.100.1"),
        ("1", "203.0.113.9", "203.0.113.9"),
        ("1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("2", "6.6.6.6, 203.0.113.9, 192.0.2.2", "203.0.113.9"),
    ],
)
def test_only_trusted_proxies_may_name_the_client(
    databases: apps.Databases, tmp_path: Path, valkey: Valkey, proxies: str, forwarded: str, counted: str
) -> None:
    variables = apps.environment(tmp_path, databases.url("sqlite"), valkey.url, TRUSTED_PROXIES=proxies)
    assert _address_behind(apps.build(variables), forwarded) == counted


def test_every_limit_can_be_read(app: Flask) -> None:
    for name in limits.LIMITS:
        assert limits._item(name).amount >= 1
    for name in limits.NEW_LIMITS:
        assert limits._item(name, new=True).amount < limits._item(name).amount


def test_the_wait_is_told_in_words(app: Flask) -> None:
    with app.test_request_context():
        assert "5" in limits.wait_text(299)
        assert "1" in limits.wait_text(3)
