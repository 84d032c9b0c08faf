"""Machines outside, on the loopback: servers that behave as badly as a test wants, and an authority for their names."""

from __future__ import annotations

import datetime
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests import network

Talk = Callable[["Call"], None]
connects: list[str] = []


def _record(name: str, args: tuple[Any, ...]) -> None:
    if name == "socket.connect" and isinstance(args[1], tuple):
        connects.append(str(args[1][0]))


sys.addaudithook(_record)


@contextmanager
def watched() -> Iterator[list[str]]:
    """The addresses this process tries to connect to meanwhile. Those outside are refused by the guard of the tests."""
    tried: list[str] = []
    connects.clear()
    network.attempts.clear()
    yield tried
    tried += [line.split()[1] for line in network.attempts] + connects
    network.attempts.clear()


def http(status: str = "200 OK", body: bytes = b"", **headers: str) -> bytes:
    """An answer in full. Header names are written with underscores."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Call:
    """One connection as the server sees it."""

    def __init__(self, server: Stranger, line: socket.socket, request: bytes) -> None:
        self.server, self.line, self.request = server, line, request

    def say(self, data: bytes) -> None:
        """Sends all of it."""
        self.line.sendall(data)
        self.server.sent += len(data)

    def wait(self, seconds: float = 30) -> bool:
        """Says nothing for a while; True when the test is over."""
        return self.server.over.wait(seconds)

    def dribble(self, data: bytes, seconds: float = 0.05) -> None:
        """One byte after the other."""
        for byte in data:
            self.say(bytes([byte]))
            if self.wait(seconds):
                return


class Stranger:
    """A server. `talk` is what it answers each request with; `requests` are those it read, `calls` counts connections."""

    def __init__(
        self, talk: Talk | bytes, tls: ssl.SSLContext | None = None, address: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.talk = talk
        self.tls = tls
        self.requests: list[bytes] = []
        self.calls = self.sent = 0
        self.over = threading.Event()
        self.listener = socket.create_server((address, port), backlog=50)
        self.address, self.port = address, int(self.listener.getsockname()[1])

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://{self.address}:{self.port}"

    def __enter__(self) -> Stranger:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def _accept(self) -> None:
        while not self.over.is_set():
            try:
                line, _peer = self.listener.accept()
            except OSError:
                return
            self.calls += 1
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with suppress(OSError, ssl.SSLError), line:
            line.settimeout(30)
            if self.tls:
                line = self.tls.wrap_socket(line, server_side=True)
            with line:
                request = _read(line)
                self.requests.append(request)
                call = Call(self, line, request)
                call.say(self.talk) if isinstance(self.talk, bytes) else self.talk(call)


def _read(line: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        part = line.recv(65536)
        if not part:
            return request
        request += part
    head, _, body = request.partition(b"\r\n\r\n")
    length = next(
        (int(row[15:]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body


class Authority:
    """A certificate authority in a folder. `file` is what to trust; `context` serves a certificate of its."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the tests")])
        self.file = folder / "authority.pem"
        self.file.write_bytes(_pem(self._sign(self.name, self.key, 30, authority=True)))
        self.asked_for: list[str | None] = []

    def context(self, host: str, days: int = 30, *, signed: bool = True) -> ssl.SSLContext:
        """What a server at `host` uses. Negative `days` are over since; `signed=False` signs itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        certificate = self._sign(name, key, days, host=host, by=None if signed else key)
        file = self.folder / f"{host}{days}{signed}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + _pem(certificate)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        context.sni_callback = lambda _line, asked, _context: self.asked_for.append(asked)
        return context

    def _sign(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        days: int,
        *,
        host: str = "",
        authority: bool = False,
        by: ec.EllipticCurvePrivateKey | None = None,
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        begun = now - datetime.timedelta(days=60)
        built = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name if by else self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begun)
            .not_valid_after(now + datetime.timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if host:
            built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        return built.sign(by or self.key, hashes.SHA256())


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
