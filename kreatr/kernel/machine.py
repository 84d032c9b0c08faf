"""Everything on one machine: what `python app.py` starts, in which order, and what it says."""

from __future__ import annotations

import fcntl
import http.client
import os
import socket
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Flask

from kreatr.kernel import config, embedded, front, jobs, log, outbox
from kreatr.kernel.late import late
from kreatr.kernel.supervisor import Supervisor

schema = late("kreatr.kernel.schema")  # its own process moves it, and ends

VALKEY_SECONDS = 5
WELCOME_SECONDS = 20
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (an address to ask when listening on all)

Make = Callable[[], Flask]
Fill = Callable[[Flask], None]


def main(make: Make, fill: Fill, welcome: str, parts: Mapping[str, Fill]) -> int:
    """Runs everything until SIGTERM or Ctrl-C. `make` gives the app, `fill` puts the demo world into an empty
    database, `welcome` is said with it; `parts` are kept alive beside web, worker and clock. Returns the exit status: 2, after
    one sentence, when it cannot start."""
    log.init()
    try:
        settings = config.load()
        settings.data.mkdir(parents=True, exist_ok=True)
        lock = _hold(settings.data)
        _check_address(settings.host, settings.port)
        status = _run(settings, make, fill, welcome, parts)
        os.close(lock)
    except (config.ConfigError, embedded.Missing) as error:
        return refuse(error)
    return status


def refuse(error: Exception) -> int:
    """Says in one sentence why kreatr does not start; returns the exit status for it."""
    print(f"kreatr: {error}", file=sys.stderr)
    return 2


def _run(settings: config.Config, make: Make, fill: Fill, welcome: str, parts: Mapping[str, Fill]) -> int:
    supervisor = Supervisor()
    socket_path = None
    if not settings.redis_url:
        socket_path = embedded.valkey_socket(settings.data)
        embedded.end_leftover(socket_path)
        command = embedded.valkey_command(socket_path)
        supervisor.start("valkey", lambda: os.execv(command[0], command), ground=True)
        os.environ["REDIS_URL"] = f"unix://{socket_path}"
    app = make()
    demo = fill if settings.demo else _nothing
    if not supervisor.finish("prepare", lambda: _prepare(app, demo)):
        supervisor.end()
        return 0 if supervisor.stopping else 1
    if socket_path:
        embedded.await_valkey(socket_path, VALKEY_SECONDS)
    supervisor.start("web", lambda: front.serve(app, settings))
    supervisor.start("worker", lambda: jobs.run_worker(app))
    supervisor.start("clock", lambda: jobs.run_clock(app, outbox.sweep, outbox.SWEEP_SECONDS))
    for name, work in parts.items():
        supervisor.start(name, lambda work=work: work(app))  # type: ignore[misc]
    _greet(supervisor, settings, welcome if settings.demo else "")
    supervisor.run()
    return 0


def _prepare(app: Flask, fill: Fill) -> None:
    try:
        schema.migrate(app)
    except embedded.Missing as error:
        sys.exit(refuse(error))
    fill(app)


def _nothing(_app: Flask) -> None:
    """No demo world."""


def _greet(supervisor: Supervisor, settings: config.Config, welcome: str) -> None:
    until = time.monotonic() + WELCOME_SECONDS
    while not supervisor.stopping and time.monotonic() < until:
        if _answers(settings.host, settings.port):
            print(
                f"kreatr is at {settings.base_url} (Ctrl-C ends it), its data in {settings.data}", flush=True
            )
            if welcome:
                print(welcome, flush=True)
            return
        supervisor.tend(0.02)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(EVERYWHERE.get(host, host), port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _hold(data: Path) -> int:
    """Keeps a second start out of the data folder while this one runs; the lock goes with the process."""
    lock = os.open(data / "running.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise embedded.Missing(
            f"Another kreatr is running on {data}: stop it, or give this one its own KREATR_DATA."
        ) from None
    return lock


def _check_address(host: str, port: int) -> None:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        why = error.strerror or str(error)
        raise embedded.Missing(
            f"Cannot listen on {host} port {port} ({why}): free it or set HOST and PORT."
        ) from None
