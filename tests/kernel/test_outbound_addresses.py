"""Where the door leads, and where never: proven by the connections that were tried, without any traffic."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from typing import Any

import pytest

from kreatr.kernel import addresses
from kreatr.kernel.outbound import OutboundError, Policy, run, send
from tests.cost import cost
from tests.kernel.stranger import Stranger, http, watched

CLOSED = (
    # this network, private, shared, loopback, link-local, metadata of clouds
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255"),
    *("127.0.0.1", "127.0.0.53", "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2"),
    *("172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "168.63.129.16"),
    # special uses, documentation, benchmarks, multicast, reserved, broadcast
    *("192.0.0.1", "192.0.0.170", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1"),
    *("192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    # the same in IPv6
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:169.254.169.254"),
    *("::ffff:0:127.0.0.1", "64:ff9b::1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "100:0:0:1::1"),
    *("2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:10::1", "2001:20::1"),
    *("2001:4:112::1", "2001:db8::1", "2002:7f00:1::1", "2002:a00:1::", "2620:4f:8000::1", "3ffe::1"),
    *("3fff::1", "5f00::1", "4000::1", "fc00::1", "fd00:ec2::254", "fd12:3456::1", "fe80::1", "fe80::1%lo"),
    *("fec0::1", "ff02::1", "2a00:1450::5efe:7f00:1", "2a00:1450::200:5efe:10.0.0.1"),
    # nothing that is an address
    *("", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1 ", "1.1.1.1/32"),
)
OPEN = (
    *("1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255"),
    *("128.0.0.1", "168.63.129.15", "169.253.255.255", "172.15.255.255", "172.32.0.1", "192.0.1.1"),
    *("192.167.255.255", "198.17.255.255", "223.255.255.255", "140.82.121.6"),
    *("2001:200::1", "2001:4860:4860::8888", "2606:4700::1111", "2a04:4e42::396", "2003::1", "3ffd::1"),
)
STILL_CLOSED = (
    *("0.0.0.0", "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1"),
    *("224.0.0.1", "240.0.0.1", "::", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fe80::1", "ff02::1"),
    *("fd00:ec2::254", "fd20:ce::254", "2002:7f00:1::1"),
)
BAD_URLS = (
    # other schemes and ports, plain HTTP
    *("http://kreatr.example/", "ftp://kreatr.example/", "file:///etc/passwd", "gopher://kreatr.example/_x"),
    *(
        "//kreatr.example/",
        "kreatr.example",
        "data:text/plain,x",
        "ws://kreatr.example/",
        "https:kreatr.example",
    ),
    *("https:/kreatr.example/", "https:///kreatr.example/", "https://", "https://:443/", "", " "),
    *("https://kreatr.example:80/", "https://kreatr.example:8443/", "https://kreatr.example:0/"),
    *("https://kreatr.example:65536/", "https://kreatr.example:443443/", "https://kreatr.example:/"),
    *("https://kreatr.example:٤٤٣/", "https://kreatr.example:+443/"),
    # somebody's name, other machines that some parsers see
    *("https://user@kreatr.example/", "https://user:word@kreatr.example/", "https://@kreatr.example/"),
    *(
        "https://kreatr.example@127.0.0.1/",
        "https://kreatr.example\\@127.0.0.1/",
        "https://127.0.0.1\\kreatr/",
    ),
    *("https://kreatr.example:443@127.0.0.1/", "https:\\\\kreatr.example/", "https://a.example b.example/"),
    # odd hosts
    *(
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://127.1/",
        "https://0177.0.0.1/",
    ),
    *(
        "https://127.0.0.01/",
        "https://1.2.3/",
        "https://1.2.3.4.5/",
        "https://1.2.3.256/",
        "https://1.2.3.4./",
    ),
    *("https://kreatr.0x7f/", "https://kreatr.1/", "https://localhost/", "https://kreatr.example./"),
    *(
        "https://.kreatr.example/",
        "https://kreatr..example/",
        "https://-kreatr.example/",
        "https://kr_eatr.example/",
    ),
    *("https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[2606:4700::1111]/", "https://::1/"),
    *(
        "https://kreatr%2eexample/",
        "https://127.0.0.1%2f.example/",
        "https://ⓚreatr.example/",
        "https://１.1.1.1/",
    ),
    *(
        "https://kreatr。example/",
        "https://ſite.example/",
        "https://\u212areatr.example/",
        "https://bücher.example/",
    ),
    # what could end a line or a header
    *("https://kreatr.example/\r\nHost: x", "https://kreatr.example/a b", "https://kreatr.example/\x00"),
    *(
        "https://kreatr.example/\t",
        "\nhttps://kreatr.example/",
        "https://kreatr.example\n/",
        "https://kreatr.example/é",
    ),
    *(
        f"https://{'a' * 64}.example/",
        f"https://{'a.' * 126}example/",
        "https://kreatr.example/" + "a" * 5000,
    ),
)
GOOD_URLS = {
    "https://kreatr.example": "/",
    "https://kreatr.example/": "/",
    "HTTPS://KREATR.example:443/Path/?q=%41&b=c@d": "/Path/?q=%41&b=c@d",
    "https://kreatr.example?q=1": "/?q=1",
    "https://kreatr.example/a#b@c": "/a",
    "https://kreatr.example/@user:x/[1]": "/@user:x/[1]",
    "https://xn--bcher-kva.example/": "/",
    "https://1.1.1.1/": "/",
}


class Names:
    """A resolver with the answers of a test, one for each time it is asked; the last is repeated."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers, self.asked = list(answers), []  # type: list[Sequence[str]], list[str]

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self.answers[min(len(self.asked), len(self.answers)) - 1]


def _refusal(url: str, policy: Policy) -> str:
    with pytest.raises(OutboundError) as error:
        run(send("GET", url, policy=policy))
    return error.value.code


@pytest.mark.parametrize("address", CLOSED)
def test_a_name_for_a_closed_address_is_not_asked(address: str) -> None:
    with watched() as tried:
        assert _refusal("https://kreatr.example/", Policy(resolve=Names([address]))) == "refused"
    assert not tried


@pytest.mark.parametrize("address", CLOSED)
def test_one_closed_address_among_open_ones_spoils_them_all(address: str) -> None:
    with watched() as tried:
        policy = Policy(resolve=Names(["1.1.1.1", address, "8.8.8.8"]))
        assert _refusal("https://kreatr.example/", policy) == "refused"
    assert not tried


@pytest.mark.parametrize("address", OPEN)
def test_an_open_address_is_connected_to_itself(address: str) -> None:
    """The control of the two above: the way to the connection is open, and the guard of the tests stops it there."""
    with watched() as tried:
        assert _refusal("https://kreatr.example/", Policy(resolve=Names([address]))) == "unreachable"
    assert tried == [address]


@pytest.mark.parametrize("address", [address for address in CLOSED if address.replace(".", "").isdigit()])
def test_an_address_in_the_url_is_checked_too(address: str) -> None:
    names = Names(["1.1.1.1"])
    with watched() as tried:
        assert _refusal(f"https://{address}/", Policy(resolve=names)) == "refused"
    assert not tried
    assert not names.asked


@pytest.mark.parametrize("url", BAD_URLS)
def test_an_odd_address_is_not_even_looked_up(url: str) -> None:
    names = Names(["1.1.1.1"])
    with watched() as tried:
        assert _refusal(url, Policy(resolve=names)) == "refused"
    assert not tried
    assert not names.asked


@pytest.mark.parametrize("url", GOOD_URLS)
def test_a_plain_address_is_read_as_it_is_meant(url: str) -> None:
    assert addresses.target(url).path == GOOD_URLS[url]
    with watched() as tried:
        assert _refusal(url, Policy(resolve=Names(["1.1.1.1"]))) == "unreachable"
    assert tried == ["1.1.1.1"]


@pytest.mark.parametrize("address", STILL_CLOSED)
def test_what_stays_closed_where_private_addresses_are_open(address: str) -> None:
    with watched() as tried:
        assert _refusal("http://stand-in:8080/", Policy(private=True, resolve=Names([address]))) == "refused"
    assert not tried


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "172.20.0.2", "192.168.1.1", "::1", "fd12::1"])
def test_private_addresses_can_be_opened(address: str) -> None:
    assert addresses.allowed(address, private=True)
    assert not addresses.allowed(address)


def test_userinfo_and_odd_numbers_stay_closed_where_private_addresses_are_open() -> None:
    for url in (
        "http://a@127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://[::1]/",
        "file:///etc/hosts",
    ):
        with watched() as tried:
            assert _refusal(url, Policy(private=True)) == "refused"
        assert not tried


def test_the_checked_answer_is_used_when_the_next_one_differs() -> None:
    """Rebinding: a second lookup anywhere on the way would lead to the second server."""
    with Stranger(http(body=b"first")) as first:
        second = Stranger(http(body=b"second"), address="127.0.0.2", port=first.port)
        names = Names(["127.0.0.1"], ["127.0.0.2"])
        with second, watched() as tried:
            url = f"http://kreatr.example:{first.port}/"
            answer = run(send("GET", url, policy=Policy(private=True, resolve=names)))
        assert answer.body == b"first"
    assert (names.asked, tried, second.calls) == (["kreatr.example"], ["127.0.0.1"], 0)


def test_the_systems_resolver_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        address = "1.1.1.1" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with watched() as tried:
        assert _refusal("https://kreatr.example/", Policy()) == "unreachable"
    assert (asked, tried) == (["kreatr.example"], ["1.1.1.1"])


def test_the_next_address_is_tried_where_nobody_answers() -> None:
    with Stranger(http(body=b"second"), address="127.0.0.2") as second, watched() as tried:
        policy = Policy(private=True, resolve=Names(["127.0.0.1", "127.0.0.2"]))
        answer = run(send("POST", f"http://kreatr.example:{second.port}/", form={"a": "b"}, policy=policy))
    assert answer.body == b"second"
    assert tried == ["127.0.0.1", "127.0.0.2"]
    assert second.calls == 1


def test_not_every_address_of_a_name_is_tried() -> None:
    with watched() as tried:
        names = Names([f"127.0.1.{number}" for number in range(1, 100)])
        assert _refusal("http://kreatr.example:1/", Policy(private=True, resolve=names)) == "unreachable"
    assert len(tried) == 4


def test_a_long_odd_host_is_refused_quickly() -> None:
    for host in ("a-" * 126, "a." * 126 + "1", "-" * 250, "a" * 250, "1." * 120):
        assert _refusal(f"https://{host}/", Policy()) == "refused"
        assert cost(lambda host=host: _refusal(f"https://{host}/", Policy())) < 0.2
