"""What one house costs as a program: how soon it answers, how much memory a web process takes, and whether a mail server that
hangs slows the contact form.

`python app.py` is started on data that are there, as after an update. Then pages are asked that
nobody asked before, so that each is built, and after each lap the memory of the web processes is read: theirs, with what
they share. Last, inquiries are sent while a mail server takes every mail, and while it answers none.
"""

from __future__ import annotations

import itertools
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from benchmarks import loader, wire
from benchmarks.processes import ROOT, Program, family, python_module, settings
from benchmarks.report import Report, table
from benchmarks.server_ratios import MANY, Inquiries
from kreatr.kernel.front import processes
from tests.services import Smtp, free_port

START_SECONDS, MOST_MB, MOST_GROWTH, LEAST_SHARE = 3.0, 180, 1.05, 0.9
LAPS, FULL_LAPS, LAP_SECONDS = 10, 4, 5.0  # in the first ones the stores fill
ROUNDS, ROUND_SECONDS = 3, 2.0
TURNS, MOST_ROUNDS = ("ok", "hang", "ok", "hang", "ok"), 20
CREATORS, STEP_SECONDS = 1000, 0.01
SHOWN = "SELECT username FROM creators WHERE is_public AND hidden_at IS NULL ORDER BY review_count DESC"


def measure(report: Report, folder: Path) -> None:
    """Starts, loads, writes; prints one table."""
    mail = Smtp()
    try:
        _fill(folder, mail.port)
        began = time.monotonic()
        with _house(folder, mail.port) as house:
            started = time.monotonic() - began
            names = _names(folder)
            memory = _memory(house, names)
            taken = _inquiries(house, names[0], mail)
    finally:
        mail.stop()
    _print(report, started, memory, taken)


def _environ(folder: Path, mail_port: int, port: int) -> dict[str, str]:
    environ = settings(folder, f"sqlite:///{folder / 'kreatr.db'}", "", port)
    return environ | {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(mail_port), "SMTP_TLS": "none"}


def _fill(folder: Path, mail_port: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    environ = {**os.environ, **_environ(folder, mail_port, free_port())}
    for command in (("db", "upgrade"), ("populate", str(CREATORS))):
        flask = python_module("flask", "--app", "app", *command)
        subprocess.run(flask, cwd=ROOT, env=environ, check=True, capture_output=True)


@contextmanager
def _house(folder: Path, mail_port: int) -> Iterator[Program]:
    """The whole house from the first answer on."""
    port = free_port()
    house = Program("process", [sys.executable, "app.py"], _environ(folder, mail_port, port), port)
    try:
        house.await_port()
        while wire.get(f"{house.url}/community/marketplace").status != 200:
            time.sleep(STEP_SECONDS)
        yield house
    finally:
        house.stop()


def _names(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "kreatr.db") as connection:
        return [name for (name,) in connection.execute(SHOWN)]


def _memory(house: Program, names: list[str]) -> list[float]:
    """The heaviest web process in MB after each lap."""
    paths = itertools.cycle([*MANY, *(f"/portfolio/{name}?page=1" for name in names)])
    numbers = itertools.count()

    def request() -> bytes:
        lines = (f"GET {next(paths)}&turn={next(numbers)} HTTP/1.1", f"Host: 127.0.0.1:{house.port}")
        return "\r\n".join((*lines, "Accept-Encoding: br", "", "")).encode()

    found = []
    for _lap in range(LAPS):
        before = {one.pid: _busy(one) for one in family(house.process.pid)}
        load = loader.run(house.port, request, 200, LAP_SECONDS)
        if load.wrong:
            raise RuntimeError(f"{load.wrong} of {load.answers} pages were not answered with 200")
        found.append(_heaviest(house, before))
    return found


def _heaviest(house: Program, before: dict[int, float]) -> float:
    """MB of the largest of those processes that did most since `before`: they are the ones that answer."""
    living = [one for one in family(house.process.pid) if one.name() != "valkey-server"]
    living.sort(key=lambda one: _busy(one) - before.get(one.pid, 0.0), reverse=True)
    return max(float(one.memory_info().rss) for one in living[: processes()]) / 1e6


def _busy(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def _inquiries(house: Program, name: str, mail: Smtp) -> dict[str, float]:
    """Inquiries a second while mail goes out, and while it hangs. In turns: the more there are, the longer the next one takes."""
    sending = Inquiries(house, f"/portfolio/{name}/contact")
    taken: dict[str, list[float]] = {mode: [] for mode in TURNS}
    for mode in TURNS:
        _turn(mail, mode, sending)
        for _round in range(ROUNDS):
            load = sending.load(ROUND_SECONDS)
            if load.wrong:
                raise RuntimeError(f"inquiries were not taken while mail was {mode}")
            taken[mode].append(load.rate)
    return {mode: statistics.median(rates) for mode, rates in taken.items()}


def _turn(mail: Smtp, mode: str, sending: Inquiries) -> None:
    """Goes on until the worker has met the server as it is now: one that hung is waited for to the end."""
    before, mail.mode = mail.attempts, mode
    for _round in range(MOST_ROUNDS):
        sending.load(ROUND_SECONDS)
        if mail.attempts > before:
            return
    raise RuntimeError(f"no mail was tried while the server was {mode}")


def _print(report: Report, started: float, memory: list[float], taken: dict[str, float]) -> None:
    top, growth, share = max(memory), memory[-1] / memory[FULL_LAPS - 1], taken["hang"] / taken["ok"]
    rows = [
        (
            "start to the first page, s",
            f"≤ {START_SECONDS:g}",
            report.at_most("start to the first page, s", started, START_SECONDS, f"{started:.1f}"),
        ),
        (
            "memory of a web process, MB",
            f"≤ {MOST_MB}",
            report.at_most("memory of a web process, MB", top, MOST_MB, f"{top:.0f}"),
        ),
        (
            "the same, last lap by fourth",
            f"≤ {MOST_GROWTH:g}",
            report.at_most("memory of a web process, growth", growth, MOST_GROWTH, f"{growth:.2f}"),
        ),
        (
            "inquiries while mail hangs, by while it goes",
            f"≥ {LEAST_SHARE:g}",
            report.at_least("inquiries while mail hangs", share, LEAST_SHARE, f"{share:.2f}"),
        ),
    ]
    laps = ", ".join(f"{megabytes:.0f}" for megabytes in memory)
    note = f"Memory after each lap of {LAP_SECONDS:g} s: {laps} MB."
    table("The house as a program", ("what", "bar", "measured"), rows, note)
