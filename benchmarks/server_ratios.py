"""How much slower than a bare hello is kreatr? Everything on the same server, processes and machine, in turns.

A ratio is answers per second by answers per second of the hello measured beside it, median of the rounds. Beside it
stands the ratio by processor time of the programs that answer (web, Valkey, PostgreSQL), which does not care about what
the loader or the neighbours on the machine use.
"""

from __future__ import annotations

import itertools
import re
import statistics
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from benchmarks import loader, portfolios, wire
from benchmarks.loader import Load
from benchmarks.populations import ENGINES, LARGE, SMALL, Populations
from benchmarks.processes import Program, Valkey, busy_seconds, python_module, settings
from benchmarks.report import Report, table
from kreatr.creators.models import CreatorKind
from tests.services import free_port

ROUNDS, MORE_ROUNDS, SECONDS, WARM_UP_SECONDS = 7, 8, 1.0, 1.0
MARKETPLACE = "/community/marketplace?category=PROMPTER&sort=rating"
KINDS, SORTS, PAGES = tuple(kind.value for kind in CreatorKind), ("rating", "newest", "popular"), 20
MANY = [  # one address alone would find its page packed and its cards drawn already
    f"/community/marketplace?category={kind}&sort={sort}&page={page}"
    for page in range(1, PAGES + 1)
    for sort in SORTS
    for kind in KINDS
]
PORTFOLIOS = 240
MESSAGE = "Halo, saya mencari ilustrator untuk sepuluh gambar sampul buku anak, mulai bulan depan. Ada waktu?"


@dataclass
class Contender:
    """One line of the table: `bar` is the budget (0: none), `pids` are the programs whose processor time counts, `load` asks
    for some seconds."""

    name: str
    bar: float
    pids: list[int]
    load: Callable[[float], Load]
    ratios: list[float] = field(default_factory=list)
    by_processor: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)


def measure(report: Report, populations: Populations, folder: Path) -> None:
    """Starts everything, lets the contenders take turns, prints the table."""
    with ExitStack() as stack:
        contenders = _contenders(stack, populations, folder)
        for contender in contenders:
            contender.load(WARM_UP_SECONDS)
        for _round in range(ROUNDS):
            _take_turns(contenders)
        low = [one for one in contenders if statistics.median(one.ratios) < one.bar]
        for _round in range(MORE_ROUNDS if low else 0):  # before a page is blamed for what the neighbours do
            _take_turns([contenders[0], *low])
        _print(report, contenders)


def _take_turns(contenders: list[Contender]) -> None:
    rates = [_measured(contender) for contender in contenders]
    hello_rate, hello_cost = rates[0]
    for contender, (rate, cost) in zip(contenders, rates, strict=True):
        contender.ratios.append(rate / hello_rate)
        contender.by_processor.append(hello_cost / cost)
        contender.milliseconds.append(cost * 1000)


def _measured(contender: Contender) -> tuple[float, float]:
    """Answers per second, and processor seconds per answer."""
    before = busy_seconds(contender.pids)
    load = contender.load(SECONDS)
    used = busy_seconds(contender.pids) - before
    if load.wrong or not load.answers:
        raise RuntimeError(
            f"{contender.name}: {load.wrong} of {load.answers} answers were not what was asked for"
        )
    return load.rate, used / load.answers


def _contenders(stack: ExitStack, populations: Populations, folder: Path) -> list[Contender]:
    house = _House(stack, folder)
    hello = house.program("hello", "hello", "")
    large = populations.url("SQLite", LARGE)
    cached = house.program("cached", "front", large)
    known = {"If-None-Match": wire.get(cached.url + MARKETPLACE).headers["etag"]}
    session = {"Cookie": "kreatr=a-visitor-with-a-form"}  # goes to Flask, and gets what Valkey keeps
    found = [
        house.pages("bare hello", hello, ["/"], 0),
        house.pages("finished page from memory", cached, [MARKETPLACE], 0.70),
        house.pages("the same, nothing new (304)", cached, [MARKETPLACE], 0.80, known),
        house.pages("finished page from Valkey", cached, [MARKETPLACE], 0, session),
    ]
    for engine in ENGINES:
        found += _built(house, populations, engine, folder)
    return found


def _built(house: _House, populations: Populations, engine: str, folder: Path) -> list[Contender]:
    """What comes from the database: the marketplace of the large world, a portfolio and inquiries of a small copy."""
    more = [populations.postmaster()] if engine == "PostgreSQL" else []
    market = house.program(f"market-{engine}", "front", populations.url(engine, LARGE), cache=False)
    copy = populations.copy(engine, SMALL, folder)
    owner = portfolios.furnish(copy)
    small = house.program(f"small-{engine}", "front", copy, cache=False)
    path = f"/portfolio/{owner}"
    many = [f"/portfolio/{name}" for name in portfolios.names(copy, PORTFOLIOS)]
    sending = Inquiries(small, f"{path}/contact")
    return [
        house.pages(f"marketplace from {engine}, one address", market, [MARKETPLACE], 0.025, more=more),
        house.pages(f"marketplace from {engine}, {len(MANY)} in turn", market, MANY, 0.025, more=more),
        house.pages(f"portfolio from {engine}, 12 works", small, [path], 0.035, more=more),
        house.pages(f"portfolio from {engine}, {PORTFOLIOS} in turn", small, many, 0.035, more=more),
        Contender(f"inquiry accepted, {engine}", 0.02, house.pids(small, more), sending.load),
    ]


class _House:
    """The programs of one measurement, with one Valkey for all."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.stack, self.folder = stack, folder
        self.valkey = Valkey(folder)
        stack.callback(self.valkey.stop)

    def program(self, name: str, kind: str, database_url: str, *, cache: bool = True) -> Program:
        port = free_port()
        environ = settings(self.folder, database_url or "sqlite://", self.valkey.url, port)
        environ["KREATR_PAGE_CACHE"] = "1" if cache else "0"
        program = Program(name, python_module("benchmarks.serving", kind, str(port)), environ, port)
        self.stack.callback(program.stop)
        program.await_port()
        return program

    def pids(self, program: Program, more: list[int]) -> list[int]:
        return [program.process.pid, self.valkey.process.pid, *more]

    def pages(
        self,
        name: str,
        program: Program,
        paths: list[str],
        bar: float,
        headers: dict[str, str] | None = None,
        *,
        more: list[int] | None = None,
    ) -> Contender:
        status = 304 if "If-None-Match" in (headers or {}) else 200
        asked = {name.replace("-", "_"): value for name, value in (headers or {}).items()}
        answer = wire.get(program.url + paths[0], **asked)
        if answer.status != status:
            raise RuntimeError(f"{name}: {paths[0]} answered {answer.status}")
        return Contender(
            name,
            bar,
            self.pids(program, more or []),
            lambda seconds: loader.get(program.port, paths, status, seconds, headers or {}),
        )


class Inquiries:
    """Visitors who send the contact form: each has an address of their own, e-mail and network."""

    def __init__(self, program: Program, path: str) -> None:
        self.program, self.path = program, path
        form = wire.get(program.url + path)
        self.cookie = form.headers["set-cookie"].split(";")[0]
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form.text)
        if found is None:
            raise RuntimeError("the contact form holds no csrf_token")
        self.token = found[1]
        self.numbers = itertools.count(1)

    def load(self, seconds: float) -> Load:
        """Inquiries for `seconds`, each of them new."""
        return loader.run(self.program.port, self.request, 303, seconds)

    def request(self) -> bytes:
        """One form as a browser sends it."""
        number = next(self.numbers)
        fields = {
            "csrf_token": self.token,
            "client_id": str(uuid.uuid4()),
            "name": "Sari Wulandari",
            "email": f"sari{number}@contoh.test",
            "subject": "Sampul buku anak",
            "message": MESSAGE,
            "budget": "Rp 3 juta",
            "timeline": "",
            "website": "",
        }
        body = urlencode(fields)
        lines = (
            f"POST {self.path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.program.port}",
            f"X-Forwarded-For: 10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            f"Cookie: {self.cookie}",
            "Accept-Encoding: br",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "",
            body,
        )
        return "\r\n".join(lines).encode()


def _print(report: Report, contenders: list[Contender]) -> None:
    rows = []
    for one in contenders:
        ratio = statistics.median(one.ratios)
        spread = f"{min(one.ratios):.3f}–{max(one.ratios):.3f}"
        bar = f"{one.bar:g}" if one.bar else "–"
        processor = f"{statistics.median(one.by_processor):.3f}"
        cost = f"{statistics.median(one.milliseconds):.3f}"
        rows.append((one.name, bar, _verdict(report, one, ratio), spread, processor, cost))
    head = ("answer", "at least", "ratio", "spread", "by processor time", "ms of processor")
    note = (
        f"Loaded by {loader.tool()} (forms always by our own) with {loader.CONNECTIONS} connections; granian,"
        f"\n2 processes each; hello as WSGI with one blocking thread; {ROUNDS} rounds of {SECONDS:g} s in turns; no worker runs."
    )
    table("Server: answers per second, as a ratio to a bare Flask hello", head, rows, note)


def _verdict(report: Report, one: Contender, ratio: float) -> str:
    shown, what = f"{ratio:.3f}", f"{one.name}, of bare hello"
    return report.at_least(what, ratio, one.bar, shown) if one.bar else shown
