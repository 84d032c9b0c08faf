"""What browsers report that the policy refused: taken from anybody, believed by nobody, never too much."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from structlog.testing import CapturingLogger

from kreatr.site.routes import pages
from tests.judge import Client

pytestmark = pytest.mark.one_database
REPORT = {
    "csp-report": {
        "document-uri": "https://kreatr.test/community",
        "violated-directive": "script-src",
        "blocked-uri": "https://evil.test/x.js",
        "script-sample": "alert('secret sample')",
    }
}


def _send(client: Client, body: Any, kind: str = "application/csp-report") -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/csp-reports", data=data, content_type=kind)


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> CapturingLogger:
    """What the door writes into the log."""
    logger = CapturingLogger()
    monkeypatch.setattr(pages, "log", logger)
    return logger


def test_a_report_needs_no_token_and_is_logged(app: Flask, client: Client, logged: CapturingLogger) -> None:
    assert _send(client, REPORT).status_code == 204
    (line,) = logged.calls
    assert line.args == ("csp_violation",)
    assert line.kwargs == {
        "document_uri": "https://kreatr.test/community",
        "violated_directive": "script-src",
        "blocked_uri": "https://evil.test/x.js",
    }


def test_a_report_is_shortened(app: Flask, client: Client, logged: CapturingLogger) -> None:
    long = {"csp-report": {"blocked-uri": "x\n" * 500, "document-uri": 7, "violated-directive": {"a": [1]}}}
    assert _send(client, long).status_code == 204
    (line,) = logged.calls
    assert [len(line.kwargs[name]) for name in ("blocked_uri", "document_uri", "violated_directive")] == [
        200,
        1,
        10,
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"garbage", b"\xff\xfe", b"null", b"[]", b"7", b'"csp-report"', b"{}", b'{"csp-report": null}',
        b'{"csp-report": []}', b'{"csp-report": "x"}', b"[" * 8000, b'{"csp-report":' * 2000, b'{"a": NaN',
        b'{"csp-report": {"blocked-uri": "' + b"x" * 9000 + b'"}}',
    ],
)  # fmt: skip
def test_garbage_is_refused(app: Flask, client: Client, body: bytes) -> None:
    answer = _send(client, body)
    assert answer.status_code == 400
    assert _send(client, body, "text/plain").status_code == 400


def test_the_newer_form_of_reports_is_refused_politely(app: Flask, client: Client) -> None:
    assert (
        _send(client, [{"type": "csp-violation", "body": {}}], "application/reports+json").status_code == 400
    )


def test_too_many_reports_are_not_read(app: Flask, client: Client) -> None:
    assert [_send(client, REPORT).status_code for _ in range(21)] == [204] * 20 + [429]
    assert _send(client, b"garbage").status_code == 429


def test_a_flood_of_bytes_is_refused(app: Flask, client: Client) -> None:
    assert _send(client, b"x" * (8 * 1024 * 1024 + 1)).status_code == 413


def test_reports_are_sent_not_fetched(app: Flask, client: Client) -> None:
    answer = client.get("/csp-reports")
    assert answer.status_code == 405 and "POST" in answer.headers["Allow"]


def test_every_page_says_where_to_report(app: Flask, client: Client) -> None:
    for path in ("/", "/about", "/tidak-ada"):
        assert "report-uri /csp-reports" in client.get(path).headers["Content-Security-Policy"]
