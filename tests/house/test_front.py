"""The web server and its front: slow, cut off and oversized requests, and those under way at the end."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

from kreatr.kernel.front import BODY_SECONDS
from tests.house.running import House

SLOW_CLIENTS = 300
FORM = b"POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def connect(house: House, sent: bytes) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", house.port), timeout=20)
    client.sendall(sent)
    return client


def answer(client: socket.socket) -> bytes:
    with client:
        return client.recv(65_536)


def test_slow_clients_hold_up_nobody(house: House) -> None:
    beginnings = [b"GET / HTTP/1.1\r\nX-Slow: ", FORM + b"Content-Length: 1000\r\n\r\na=", b""]
    clients = [connect(house, beginning) for beginning in beginnings for _ in range(SLOW_CLIENTS)]
    time.sleep(0.5)
    began = time.monotonic()
    assert house.get("/healthz")[0] == 200
    assert house.get("/")[0] == 200
    assert time.monotonic() - began < 5
    for client in clients:
        client.close()


def test_a_form_that_never_arrives_is_given_up(house: House) -> None:
    client = connect(house, FORM + b"Content-Length: 1000\r\n\r\nemail=half")
    client.settimeout(3 * BODY_SECONDS)
    began = time.monotonic()
    assert answer(client).startswith(b"HTTP/1.1 408")
    assert time.monotonic() - began > BODY_SECONDS - 1


def test_a_form_that_was_cut_off_is_not_taken(house: House) -> None:
    client = connect(house, FORM + b"Content-Length: 1000\r\n\r\nemail=half")
    client.shutdown(socket.SHUT_WR)
    assert answer(client).startswith(b"HTTP/1.1 400")


def test_a_body_that_is_too_large_is_refused_with_a_page(house: House) -> None:
    said = answer(connect(house, FORM + b"Content-Length: 900000000\r\n\r\n"))
    assert said.startswith(b"HTTP/1.1 413")
    assert b"text/html" in said
    assert b"connection: close" in said.lower(), "the next request would meet a closed connection"


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(house: House) -> None:
    upload = b"POST /dashboard/uploads HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    began = time.monotonic()
    said = answer(connect(house, upload + b"Content-Length: 7000000\r\n\r\n"))
    assert said.startswith(b"HTTP/1.1 413") and time.monotonic() - began < 2
    almost = connect(house, upload + b"Content-Length: 6000000\r\n\r\n" + b"x" * 3_000_000)
    almost.shutdown(socket.SHUT_WR)
    assert answer(almost).startswith(b"HTTP/1.1 400")


def test_a_chunked_form_arrives_whole(house: House) -> None:
    chunks = b"Transfer-Encoding: chunked\r\n\r\n5\r\nemail\r\n3\r\n=a%\r\n2\r\n40\r\n0\r\n\r\n"
    assert answer(connect(house, FORM + chunks)).startswith(
        (b"HTTP/1.1 400", b"HTTP/1.1 403", b"HTTP/1.1 422")
    )


def test_a_header_cannot_pass_for_another_by_an_underscore(house: House) -> None:
    said = answer(
        connect(house, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX_Request_Id: chosen-by-me\r\n\r\n")
    )
    assert b"chosen-by-me" not in said
    said = answer(
        connect(house, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Request-Id: chosen-by-me\r\n\r\n")
    )
    assert b"chosen-by-me" in said


def test_the_server_names_no_version(house: House) -> None:
    said = answer(connect(house, b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).lower()
    (server,) = [line for line in said.split(b"\r\n") if line.startswith(b"server:")]
    assert not any(48 <= letter < 58 for letter in server)


def test_a_request_under_way_is_answered_before_the_end(start: Callable[..., House]) -> None:
    house = start().wait()
    client = connect(house, FORM + b"Content-Length: 7\r\n\r\nema")
    time.sleep(0.5)
    house.process.terminate()
    time.sleep(0.5)
    client.sendall(b"il=a")
    assert answer(client).startswith(b"HTTP/1.1 4")
    assert house.process.wait(10) == 0
