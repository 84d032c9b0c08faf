"""Which web server, and with which settings: requests a second, and what 300 slow clients do to everybody else.

    python -m benchmarks.web_server [seconds of each measurement, 4]

Needs `wrk` on the PATH (Debian: apt-get install wrk) and, for the comparison, `pip install gunicorn` beside kreatr.
Speeds are ratios to the first line: a ratio survives a noisy machine, a time does not. See docs/web-server.md.
"""

from __future__ import annotations

import http.client
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from statistics import median

from flask import Flask, render_template_string, request

from kreatr.kernel.front import Front

ROUNDS = 5
SLOW_CLIENTS = 300
PROBES = 4
PATIENCE = 3.0  # seconds
PROCESSES = "2"
APP = "benchmarks.web_server"
PICTURE = bytes(300_000)
CARDS = [{"name": f"Creator {number}", "bio": "I make pictures with words. " * 8} for number in range(30)]
PAGE = """<!doctype html><html lang="en"><title>Cards</title><body><h1>Cards</h1>
{% for card in cards %}<article class="card"><h2><a href="/portfolio/{{ card.name }}">{{ card.name }}</a></h2>
<p>{{ card.bio }}</p></article>{% endfor %}</body></html>"""

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 8 * 1024 * 1024
app.add_url_rule("/", "hello", lambda: "hello")
app.add_url_rule("/page", "page", lambda: render_template_string(PAGE, cards=CARDS))
app.add_url_rule("/picture", "picture", lambda: PICTURE)
app.add_url_rule("/form", "form", lambda: str(len(request.form)), methods=["POST"])
front = Front(app)

REQUESTS = {
    "headers": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "bodies": b"POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\na=",
    "readers": b"GET /picture HTTP/1.1\r\nHost: localhost\r\n\r\n",
}


@dataclass(frozen=True)
class Server:
    """One candidate: what the table calls it, and its command line without the address."""

    name: str
    module: str
    arguments: tuple[str, ...]

    def command(self, port: int) -> list[str]:
        bind = ["--bind", f"127.0.0.1:{port}"] if self.module == "gunicorn" else ["--port", str(port)]
        return [sys.executable, "-m", self.module, *bind, *self.arguments]


GRANIAN = ("--http", "1", "--workers", PROCESSES, "--backpressure", "8192", "--log-level", "critical")
GUNICORN = ("--workers", PROCESSES, "--log-level", "critical", f"{APP}:app")
SERVERS = (
    Server(
        "granian WSGI, 1 thread",
        "granian",
        (*GRANIAN, "--interface", "wsgi", "--blocking-threads", "1", f"{APP}:app"),
    ),
    Server(
        "granian WSGI, 4 threads",
        "granian",
        (*GRANIAN, "--interface", "wsgi", "--blocking-threads", "4", f"{APP}:app"),
    ),
    Server("granian WSGI, its default", "granian", (*GRANIAN, "--interface", "wsgi", f"{APP}:app")),
    Server("granian RSGI, kreatr's front", "granian", (*GRANIAN, "--interface", "rsgi", f"{APP}:front")),
    Server(
        "gunicorn gthread, 4 threads", "gunicorn", ("--worker-class", "gthread", "--threads", "4", *GUNICORN)
    ),
    Server("gunicorn sync", "gunicorn", GUNICORN),
)


@contextmanager
def running(server: Server) -> Iterator[int]:
    """A started server; gives its port."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port: int = free.getsockname()[1]
    process = subprocess.Popen(server.command(port), stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        while answer_seconds(port, 1) is None:
            time.sleep(0.05)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()


def answer_seconds(port: int, patience: float) -> float | None:
    """How long one request for the hello takes, or None when there is no answer within `patience` seconds."""
    started = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return time.monotonic() - started


def speed(port: int, path: str, seconds: int) -> float:
    """Requests a second from 32 connections, as wrk counts them."""
    found = subprocess.run(
        ["wrk", "-t1", "-c32", f"-d{seconds}", f"http://127.0.0.1:{port}{path}"],
        capture_output=True,
        text=True,
    )
    match = re.search(r"Requests/sec:\s+([\d.]+)", found.stdout)
    if not match:
        raise SystemExit(f"wrk said: {found.stdout}{found.stderr}")
    return float(match[1])


def under_slow(port: int, kind: str) -> str:
    """The slowest of a few ordinary requests while 300 clients send, or read, a byte a second."""
    done = threading.Event()
    clients = [_slow_client(port, kind) for _ in range(SLOW_CLIENTS)]
    threading.Thread(target=_trickle, args=(clients, kind, done), daemon=True).start()
    time.sleep(1)
    answers = [answer_seconds(port, PATIENCE) for _ in range(PROBES)]
    done.set()
    for client in clients:
        client.close()
    time.sleep(0.5)
    missing = answers.count(None)
    return f"{missing} of {PROBES} lost" if missing else f"{max(filter(None, answers)) * 1000:.0f} ms"


def _slow_client(port: int, kind: str) -> socket.socket:
    client = socket.socket()
    client.settimeout(5)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.sendall(REQUESTS[kind])
    return client


def _trickle(clients: list[socket.socket], kind: str, done: threading.Event) -> None:
    while not done.wait(1):
        for client in clients:
            try:
                client.recv(16) if kind == "readers" else client.send(b"x")
            except OSError:
                continue


def main(seconds: int) -> None:
    """Measures every candidate in turn and prints one table."""
    if not shutil.which("wrk"):
        raise SystemExit("This needs wrk on the PATH; on Debian: apt-get install wrk")
    servers = [server for server in SERVERS if find_spec(server.module)]
    speeds: dict[tuple[str, str], list[float]] = {}
    slow: dict[tuple[str, str], str] = {}
    for turn in range(ROUNDS):
        for server in servers:
            with running(server) as port:
                for path in ("/", "/page"):
                    speeds.setdefault((server.name, path), []).append(speed(port, path, seconds))
                if turn == 0:
                    slow.update({(server.name, kind): under_slow(port, kind) for kind in REQUESTS})
    _print(servers, speeds, slow)


def _print(
    servers: list[Server], speeds: dict[tuple[str, str], list[float]], slow: dict[tuple[str, str], str]
) -> None:
    first = speeds[servers[0].name, "/"]
    print(f"{PROCESSES} processes each; 1.00 is {median(first):,.0f} requests a second here\n")
    print(
        "| server | hello | page | slow headers | slow bodies | slow readers |\n| --- | --- | --- | --- | --- | --- |"
    )
    for server in servers:
        ratios = [f"{_ratio(speeds[server.name, path], first):.2f}" for path in ("/", "/page")]
        print("|", " | ".join([server.name, *ratios, *(slow[server.name, kind] for kind in REQUESTS)]), "|")


def _ratio(speeds: list[float], first: list[float]) -> float:
    """The median over the rounds, each against the first line of its own round: the machine has other work to do."""
    return median(speed / other for speed, other in zip(speeds, first, strict=True))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
