"""Where a redirect leads is checked as if somebody had asked for it; credentials stay with whom they were meant for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kreatr.kernel.outbound import OutboundError, Policy, run, send
from tests.kernel.stranger import Authority, Call, Stranger, Talk, http, watched

FOLLOW = Policy(private=True, connect=2, read=2, total=4, redirects=3)
KEYS = {"Authorization": "Bearer x", "X-Api-Key": "x", "Cookie": "a=b", "User-Agent": "kreatr (tests)"}


def leads(to: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return http(status, Location=to)


def once(to: str, status: str = "302 Found", body: bytes = b"arrived") -> Talk:
    """What a server says that redirects the first time."""

    def talk(call: Call) -> None:
        call.say(leads(to, status) if call.server.calls == 1 else http(body=body))

    return talk


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_answers_unless_the_policy_follows_them(status: int) -> None:
    with Stranger(leads("/there", f"{status} There")) as server:
        answer = run(send("GET", server.url, policy=Policy(private=True)))
    assert (answer.status, answer.headers["location"], server.calls) == (status, "/there", 1)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed(status: int) -> None:
    with Stranger(once("there?a=b#c", f"{status} There")) as server:
        answer = run(send("GET", f"{server.url}/from/here", headers=KEYS, policy=FOLLOW))
    assert (answer.body, answer.url) == (b"arrived", f"{server.url}/from/there?a=b")
    assert b"authorization: bearer x" in server.requests[1].lower()


def test_only_so_many_are_followed() -> None:
    with Stranger(leads("/again")) as server:
        answer = run(send("GET", server.url, policy=FOLLOW))
    assert (answer.status, server.calls) == (302, 4)


@pytest.mark.parametrize(
    "to",
    [
        *("https://169.254.169.254/latest/meta-data/", "http://169.254.169.254/", "//169.254.169.254/x"),
        *("http://0.0.0.0/", "http://[::1]/", "http://127.1/", "http://2130706433/", "http://0x7f.1/"),
        *("file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "javascript:alert(1)", "data:,x"),
        *("http://user@127.0.0.1/", "http://127.0.0.1\\@other.example/", "http://[", "http://a b/"),
        *("http://127.0.0.1:99999/", "http://168.63.129.16/", "http://metadata.example/"),
    ],
)
def test_a_redirect_is_checked_again(to: str) -> None:
    async def resolve(host: str, _port: int) -> list[str]:
        return ["169.254.169.254"] if host == "metadata.example" else ["127.0.0.1"]

    with Stranger(leads(to)) as server, watched() as tried:
        url, policy = (
            f"http://kreatr.example:{server.port}/",
            Policy(private=True, redirects=3, resolve=resolve),
        )
        with pytest.raises(OutboundError) as error:
            run(send("GET", url, headers=KEYS, policy=policy))
    assert error.value.code == "refused"
    assert (server.calls, tried) == (1, ["127.0.0.1"])


def test_credentials_stay_with_their_host() -> None:
    with Stranger(http(body=b"other")) as other, Stranger(leads(other.url + "/x")) as server:
        assert run(send("GET", server.url, headers=KEYS, policy=FOLLOW)).body == b"other"
    heard = other.requests[0].decode().lower()
    assert "user-agent: kreatr (tests)\r\n" in heard
    assert not any(word in heard for word in ("authorization", "api-key", "cookie", "bearer"))


def test_credentials_do_not_come_back_by_a_detour() -> None:
    with Stranger(http()) as server, Stranger(http()) as other:
        server.talk, other.talk = once(other.url), leads(server.url)
        run(send("GET", server.url, headers=KEYS, policy=FOLLOW))
    assert b"authorization" in server.requests[0].lower()
    assert b"authorization" not in server.requests[1].lower()


def test_credentials_do_not_go_from_https_to_http(tmp_path: Path) -> None:
    authority = Authority(tmp_path)

    async def resolve(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    with Stranger(http()) as plain:
        to = f"http://kreatr.example:{plain.port}/"
        with Stranger(leads(to), tls=authority.context("kreatr.example")) as server:
            policy = Policy(private=True, redirects=1, authorities=authority.file, resolve=resolve)
            run(send("GET", f"https://kreatr.example:{server.port}/", headers=KEYS, policy=policy))
    assert b"authorization" in server.requests[0].lower()
    assert b"authorization" not in plain.requests[0].lower()


@pytest.mark.parametrize(
    ("status", "method", "form"), [(303, b"GET", b""), (302, b"GET", b""), (307, b"POST", b"a=b")]
)
def test_a_form_is_repeated_only_where_that_is_asked(status: int, method: bytes, form: bytes) -> None:
    with Stranger(once("/there", f"{status} There")) as server:
        run(send("POST", server.url, form={"a": "b"}, policy=FOLLOW))
    assert server.requests[1].startswith(method + b" /there")
    assert server.requests[1].partition(b"\r\n\r\n")[2] == form


@pytest.mark.parametrize(("method", "form"), [("POST", {"secret": "x"}), ("POST", None), ("DELETE", None)])
def test_a_form_is_not_repeated_to_a_stranger(method: str, form: dict[str, str] | None) -> None:
    refused = pytest.raises(OutboundError)
    with Stranger(http()) as other, Stranger(leads(other.url, "307 There")) as server, refused as error:
        run(send(method, server.url, form=form, policy=FOLLOW))
    assert (error.value.code, other.calls) == ("refused", 0)
