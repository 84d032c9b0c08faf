"""The door to the outside: what it says, what it hears, and whom it trusts."""

from __future__ import annotations

import gzip
import json
import logging
import socket
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kreatr.kernel.outbound import Answer, OutboundError, Policy, run, send
from tests.kernel.stranger import Authority, Call, Stranger, http, watched

HERE = Policy(private=True, connect=2, read=2, total=4)
HOST = "kreatr.example"
SECRET = "ghp_DoNotShowThis"


async def loopback(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def get(url: str, policy: Policy = HERE, **rest: Any) -> Answer:
    """An answer to GET."""
    return run(send("GET", url, policy=policy, **rest))


def refusal(url: str, policy: Policy = HERE, method: str = "GET", **rest: Any) -> OutboundError:
    """Why there is none."""
    with pytest.raises(OutboundError) as error:
        run(send(method, url, policy=policy, **rest))
    return error.value


@pytest.mark.parametrize("status", [200, 204, 304, 401, 403, 404, 410, 429, 500, 503])
def test_every_status_is_an_answer(status: int) -> None:
    body = b"" if status in (204, 304) else b'{"a": 1}'
    with Stranger(http(f"{status} Word", body, Retry_After="7", ETag='"x"')) as server:
        answer = get(server.url + "/path?q=1")
    assert (answer.status, answer.body) == (status, body)
    assert (answer.headers["retry-after"], answer.headers.get("ETAG")) == ("7", '"x"')
    assert answer.url == server.url + "/path?q=1"
    assert server.calls == 1


def test_what_is_said() -> None:
    with Stranger(http()) as server:
        get(server.url + "/a%20b?q=%2F", headers={"Authorization": "Bearer x", "If-None-Match": '"x"'})
        run(send("post", server.url, form={"grant": "ü & co"}, policy=HERE))
        get(
            server.url,
            headers={
                "host": "evil.example",
                "Accept-Encoding": "br",
                "connection": "keep-alive",
                "Content-Length": "5",
                "transfer-encoding": "chunked",
                "User-Agent": "kreatr (tests)",
            },
        )
    first, second, third = (request.decode().lower() for request in server.requests)
    assert first.startswith("get /a%20b?q=%2f http/1.1\r\n")
    assert f"host: 127.0.0.1:{server.port}\r\n" in first
    assert "authorization: bearer x\r\n" in first
    assert 'if-none-match: "x"\r\n' in first
    assert "user-agent: kreatr\r\n" in first
    assert second.startswith("post / http/1.1\r\n")
    assert second.endswith("\r\n\r\ngrant=%c3%bc+%26+co")
    assert "evil" not in third
    assert "chunked" not in third
    assert "content-length" not in third
    assert "accept-encoding: gzip\r\n" in third
    assert "user-agent: kreatr (tests)\r\n" in third
    assert third.count("connection:") == third.count("host:") == 1


def test_json() -> None:
    answer = Answer(200, {}, '{"a": ["é", 1.5, null]}'.encode(), "https://kreatr.example/x")
    assert answer.json() == {"a": ["é", 1.5, None]}


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{", b'{"a": NaN}', b"[Infinity]", b"\xff\xfe", b"[" * 100_000, b"1" * 10_000]
)
def test_what_is_not_json_is_garbage(body: bytes) -> None:
    with pytest.raises(OutboundError) as error:
        Answer(200, {}, body, f"https://{HOST}/{SECRET}").json()
    assert str(error.value) == f"garbage ({HOST})"
    assert error.value.__context__ is None


def test_gzip_is_unpacked() -> None:
    with Stranger(http(body=gzip.compress(b"packed" * 1000), Content_Encoding="gzip")) as server:
        assert get(server.url).body == b"packed" * 1000
    with Stranger(http("304 Not Modified", Content_Encoding="gzip")) as server:
        assert get(server.url).body == b""


# --- whom it trusts


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    """An authority of this test's own."""
    yield Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def secure(authority: Authority) -> Policy:
    """A policy that trusts it, and finds every name on the loopback."""
    return Policy(private=True, connect=2, read=2, total=4, authorities=authority.file, resolve=loopback)


def test_a_certificate_is_checked_against_the_name_not_the_address(
    authority: Authority, secure: Policy
) -> None:
    with Stranger(http(body=b"safe"), tls=authority.context(HOST)) as server:
        answer = get(f"https://{HOST}:{server.port}/", secure)
    assert answer.body == b"safe"
    assert answer.url == f"https://{HOST}:{server.port}/"
    assert authority.asked_for[-1] == HOST
    assert f"host: {HOST}:{server.port}\r\n" in server.requests[0].decode().lower()


@pytest.mark.parametrize(
    "certificate",
    [
        pytest.param({"host": HOST, "signed": False}, id="self-signed"),
        pytest.param({"host": "other.example"}, id="wrong name"),
        pytest.param({"host": "127.0.0.1"}, id="the address as a name"),
        pytest.param({"host": HOST, "days": -1}, id="expired"),
    ],
)
def test_a_bad_certificate_ends_it(certificate: dict[str, Any], authority: Authority, secure: Policy) -> None:
    """One connection, no request: nothing is tried again, and nothing insecurely."""
    with Stranger(http(), tls=authority.context(**certificate)) as server, watched() as tried:
        error = refusal(f"https://{HOST}:{server.port}/", secure, headers={"Authorization": SECRET})
    assert str(error) == f"tls ({HOST})"
    assert (server.calls, server.requests, tried) == (1, [], ["127.0.0.1"])


def test_a_bad_certificate_is_not_tried_at_the_next_address(authority: Authority, secure: Policy) -> None:
    async def two(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1", "127.0.0.2"]

    with Stranger(http(), tls=authority.context(HOST, days=-1)) as server, watched() as tried:
        policy = Policy(private=True, authorities=authority.file, resolve=two)
        assert refusal(f"https://{HOST}:{server.port}/", policy).code == "tls"
    assert tried == ["127.0.0.1"]


def test_an_unknown_authority_is_not_trusted_even_if_the_environment_says_so(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    with Stranger(http(), tls=authority.context(HOST)) as server:
        error = refusal(f"https://{HOST}:{server.port}/", Policy(private=True, resolve=loopback))
    assert (error.code, server.requests) == ("tls", [])


def test_plain_http_at_a_secure_address_is_no_answer(secure: Policy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            with listener.accept()[0] as line:
                line.sendall(http(body=b"insecure"))
                line.recv(4096)

        threading.Thread(target=answer, daemon=True).start()
        assert refusal(f"https://{HOST}:{listener.getsockname()[1]}/", secure).code == "tls"


# --- the environment, cookies and secrets


def test_proxies_and_netrc_of_the_environment_are_ignored(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1\nlogin somebody\npassword secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with Stranger(http(body=b"proxy")) as proxy, Stranger(http(body=b"direct")) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
            monkeypatch.setenv(name.lower(), proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert get(server.url).body == b"direct"
        assert proxy.calls == 0
    assert b"authorization" not in server.requests[0].lower()


def test_no_cookie_is_kept() -> None:
    def talk(call: Call) -> None:
        call.say(http("302 Found", Location="/again", Set_Cookie="a=b; Path=/"))

    with Stranger(talk) as server:
        get(server.url, Policy(private=True, redirects=2))
        get(server.url)
    assert len(server.requests) == 4
    assert not any(b"cookie" in request.lower() for request in server.requests)


TROUBLE = {
    "answer": http(body=b"x", Set_Cookie=SECRET),
    "garbage": f"{SECRET}\r\n\r\n".encode(),
    "large": http(body=SECRET.encode() * 100_000),
    "redirect": http("302 Found", Location=f"https://{SECRET}@127.0.0.1/{SECRET}"),
    "packed": http(body=SECRET.encode(), Content_Encoding="gzip"),
}


@pytest.mark.parametrize("trouble", TROUBLE)
def test_no_secret_is_logged_or_told(trouble: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = {"headers": {"Authorization": f"Bearer {SECRET}"}, "form": {"secret": SECRET}}
    with Stranger(TROUBLE[trouble]) as server:
        policy = Policy(private=True, redirects=1)
        try:
            told = repr(run(send("POST", f"{server.url}/?key={SECRET}", policy=policy, **secret)))
        except OutboundError as error:
            told = "".join(traceback.format_exception(error)) + repr(error)
            assert (error.__context__, error.__cause__) == (None, None)
    assert SECRET in server.requests[0].decode()
    assert SECRET not in told
    assert SECRET not in caplog.text + json.dumps([vars(record) for record in caplog.records], default=str)


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": f"Bearer {SECRET}\r\nX: y"},
        {"Authorization": f"{SECRET}é\u2028"},
        {f"X {SECRET}": "y"},
        {"X": "\x00"},
    ],
)
def test_a_header_that_cannot_be_sent_is_refused_without_a_word_of_it(headers: dict[str, str]) -> None:
    with Stranger(http()) as server:
        error = refusal(server.url, headers=headers)
    assert (str(error), error.__context__) == ("refused (127.0.0.1)", None)
    assert b"".join(server.requests) == b""
