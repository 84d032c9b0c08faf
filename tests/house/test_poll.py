"""What an open tab costs, in bytes at the socket of the running front."""

from __future__ import annotations

import re
import socket

import pytest

from tests.house.running import House

MOST_BYTES = 400  # of a poll with nothing new, headers and all
DAY_BYTES = 300_000
POLLS = 24 * 3600 // 120
BROWSER = (
    "Accept: */*\r\nAccept-Language: id\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nSec-Fetch-Site: same-origin\r\n"
    "Sec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\nCache-Control: no-cache\r\nPragma: no-cache\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/138.0.0.0 Mobile Safari/537.36\r\n"
)
COOKIES = "Cookie: locale=id; theme=dark; kreatr=abc\r\n"


def ask(house: House, client: socket.socket, path: str, *headers: str) -> bytes:
    """The whole answer to one request of a connection that stays open, to the last byte."""
    lines = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\n{BROWSER}{''.join(headers)}\r\n"
    client.sendall(lines.encode())
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += client.recv(65_536)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.I)
    while length and len(body) < int(length[1]):
        more = client.recv(65_536)
        answer, body = answer + more, body + more
    return answer


@pytest.mark.parametrize("cookies", ["", COOKIES], ids=["first visit", "with cookies"])
def test_a_day_of_an_open_tab(house: House, cookies: str) -> None:
    page = house.get("/community")[1]
    found = re.search(r'data-news="([^"]+)" data-mark="([0-9a-f]+)"', page)
    assert found
    path, known = f"{found[1]}?after={found[2]}", f'If-None-Match: W/"{found[2]}"\r\n'
    with socket.create_connection(("127.0.0.1", house.port), timeout=10) as client:
        answers = [ask(house, client, path, known, cookies) for _poll in range(POLLS)]
        client.settimeout(0.2)
        with pytest.raises(TimeoutError):
            client.recv(1)  # nothing came after the last header
    assert all(answer.startswith(b"HTTP/1.1 304") and answer.endswith(b"\r\n\r\n") for answer in answers)
    print(f"\n{len(answers[0])} bytes: {answers[0]!r}\na day: {sum(map(len, answers))} bytes")
    assert max(map(len, answers)) <= MOST_BYTES
    assert sum(map(len, answers)) <= DAY_BYTES
    carried = {line.partition(b":")[0].lower() for line in answers[0].split(b"\r\n")[1:] if line}
    assert {b"cache-control", b"etag", b"vary", b"date"} <= carried
    assert not carried & {
        b"content-security-policy",
        b"permissions-policy",
        b"set-cookie",
        b"x-request-id",
        b"content-type",
    }


def test_an_unchanged_page_and_file_are_short_too(house: House) -> None:
    page = house.get("/community")[1]
    file = re.search(r'href="(/static/rest[^"]+\.css)"', page)
    assert file
    with socket.create_connection(("127.0.0.1", house.port), timeout=10) as client:
        for path in ("/community", "/community/feed.atom", file[1]):
            first = ask(house, client, path)
            tag = re.search(rb"etag: ([^\r]+)", first, re.I)
            assert tag and b"content-security-policy" in first.lower()
            again = ask(house, client, path, f"If-None-Match: {tag[1].decode()}\r\n")
            assert again.startswith(b"HTTP/1.1 304") and len(again) <= MOST_BYTES
