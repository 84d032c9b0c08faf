"""What every answer carries, and which requests are turned away at the door."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests import apps
from tests.judge import Client

pytestmark = pytest.mark.one_database
PATHS = (
    "/healthz",
    "/readyz",
    "/community/marketplace",
    "/nowhere",
    "/static/nothing.css",
    "/media/nothing.webp",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy and "http:" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Server" not in headers and "X-Powered-By" not in headers


def test_errors_are_never_kept(client: Client) -> None:
    assert client.get("/nowhere").headers["Cache-Control"] == "no-store"


def test_https_visitors_are_told_to_stay_there(client: Client) -> None:
    secure = client.get("/healthz", base_url="https://localhost").headers
    assert re.fullmatch(r"max-age=\d{8,}; includeSubDomains", secure["Strict-Transport-Security"])
    assert "Strict-Transport-Security" not in client.get("/healthz").headers


@pytest.mark.parametrize(
    "host", ["evil.test", "localhost.evil.test", "localhost@evil.test", "", "127.0.0.1.evil.test"]
)
def test_unknown_hosts_are_refused(client: Client, host: str) -> None:
    assert client.get("/community", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost:8000", "127.0.0.1:1", "[::1]:8000"])
def test_the_house_answers_to_its_names(client: Client, host: str) -> None:
    assert client.get("/community", headers={"Host": host}).status_code == 200


def test_in_production_only_the_public_name_counts(databases: apps.Databases, tmp_path: Path) -> None:
    variables = apps.environment(
        tmp_path, databases.url("sqlite"), "", KREATR_ENV="production", BASE_URL="https://kreatr.test"
    )
    visitor = apps.build(variables).test_client()
    assert visitor.get("/community", headers={"Host": "kreatr.test"}).status_code == 200
    assert visitor.get("/community", headers={"Host": "localhost"}).status_code == 400


@pytest.mark.parametrize("host", ["evil.test", "10.0.0.7:8000"])
def test_health_checks_may_come_by_any_name(client: Client, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/community%00", "/portfolio/%00", "/community/marketplace?q=%00", "/login?next=%00"]
)
def test_a_nul_is_refused(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "BREW", "get"])
def test_unknown_verbs_are_refused(client: Client, method: str) -> None:
    answer = client.open("/community", method=method)
    if method == "get":  # werkzeug's client writes verbs in capitals
        return
    assert answer.status_code == 405 and "GET" in answer.headers["Allow"]


def test_options_tells_the_verbs(client: Client) -> None:
    answer = client.options("/community")
    assert answer.status_code == 200 and "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("abcdef12-3456", True),
        ("x", False),
        ("a b c d e f g h", False),
        ("<script>alert(1)</script>", False),
        ("a" * 65, False),
    ],
)
def test_a_request_id_is_kept_only_when_it_is_harmless(client: Client, given: str, kept: bool) -> None:
    answered = client.get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert (answered == given) is kept
    assert re.fullmatch(r"[A-Za-z0-9-]{8,64}", answered)


def test_pages_are_compressed_for_those_who_can_read_it(client: Client) -> None:
    answer = client.get("/nowhere", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br" and "Accept-Encoding" in answer.headers["Vary"]
    assert "Content-Encoding" not in client.get("/nowhere").headers


def test_small_answers_are_left_as_they_are(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "br"}).headers


def test_a_body_that_is_too_large_is_refused(client: Client) -> None:
    answer = client.post("/login", data={"email": "x" * 9_000_000})
    assert answer.status_code == 413


def test_private_links_do_not_stand_in_the_log(client: Client, capfd: Any) -> None:
    client.get("/inquiries/0f9a-secret")
    logged = capfd.readouterr().err
    assert "0f9a-secret" not in logged


def test_the_ready_check_names_what_is_missing(app: Flask, client: Client) -> None:
    answer = client.get("/readyz")
    body = answer.get_json()
    assert answer.status_code == 503 and body["ready"] is False
    assert body["database"] and body["queue"] and not body["worker"]


def test_the_ready_check_without_a_queue(app: Flask, client: Client, valkey: Any) -> None:
    valkey.kill()
    assert client.get("/readyz").get_json()["queue"] is False


def test_cookies_are_locked_to_the_site(
    app: Flask, client: Client, databases: apps.Databases, tmp_path: Path, change: Callable[..., None]
) -> None:
    variables = apps.environment(tmp_path, databases.url("sqlite"), "", BASE_URL="https://localhost")
    visitor = apps.build(variables).test_client()
    cookies = visitor.get("/login", base_url="https://localhost").headers.getlist("Set-Cookie")
    session = next(one for one in cookies if one.startswith("__Host-kreatr="))
    for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert flag in session
    assert "Domain" not in session
