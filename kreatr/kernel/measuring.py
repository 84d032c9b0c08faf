"""How the house does: answers by endpoint, uses of limits, slow statements. Numbers of nobody.

A measurement costs no write and no round trip: it is one more in a dictionary of the process. Every few seconds what was
counted goes to Valkey as one parcel with an id, from where the worker takes batches (`kernel/tally.py`). While Valkey is
away the numbers wait, as there are only so many different ones.
"""

from __future__ import annotations

import os
import platform
import re
import threading
import time
import uuid
from bisect import bisect_left
from contextvars import ContextVar
from datetime import UTC, date
from typing import Any, NamedTuple

import sqlalchemy as sa
from flask import Flask, Response, current_app, has_request_context, request

from kreatr.kernel import clock, tally, valkey
from kreatr.kernel.bodies import ARRIVED
from kreatr.kernel.db import db, uuid7

GATHER, POOLS = "measures", "kreatr:pools"
# Milliseconds up to which an answer took; what took longer than the last falls into it.
BUCKETS: tuple[int, ...] = (
    1,
    2,
    3,
    5,
    7,
    10,
    15,
    20,
    30,
    50,
    70,
    100,
    150,
    200,
    300,
    500,
    700,
    1000,
    1500,
    2000,
)
BUCKETS += (3000, 5000, 7000, 10_000, 15_000, 20_000, 30_000, 60_000)
SLOW_SECONDS = 0.2  # a statement that takes longer is written down
MOST = 5000  # different things a process remembers; later ones are not counted
STATEMENT_MOST, ENDPOINT_MOST = 2000, 80  # characters
PASSED_BY = ("/static/", "/healthz", "/readyz")
VALUES = (
    (re.compile(r"'(?:[^']|'')*'"), "'…'"),
    (re.compile(r"\b\d+(?:\.\d+)?\b"), "…"),
    (re.compile(r"(?:\?|%\(\w+\)s)(?:::\w+)?(?:, (?:\?|%\(\w+\)s)(?:::\w+)?)+"), "…"),
    (re.compile(r"\s+"), " "),
)
doing: ContextVar[str] = ContextVar("doing", default="")  # the job that runs, where no request does


class Parcel(NamedTuple):
    """What is on its way: (day, what) → number, as `tally.Batch` has it. Given twice it counts once."""

    id: uuid.UUID
    counts: dict[tuple[date, str], int]


class Collector:
    """What this process has measured and not handed over yet. `part` is what the process is: web, worker, …"""

    def __init__(self, app: Flask) -> None:
        self.app, self.part = app, "web"
        self.lock, self.carried = threading.Lock(), False
        self.forget()

    def forget(self) -> None:
        """Begins anew; whoever is to carry still does."""
        self.counts: dict[tuple[Any, ...], int] = {}
        self.parcel: Parcel | None = None
        self.peak = 0  # connections of the pool in use at once, since the last report

    def add(self, *what: Any) -> None:
        """Counts one more of something: its day's number since the year 1, and words. Never fails, never waits."""
        with self.lock:
            known = self.counts.get(what)
            if known or len(self.counts) < MOST:
                self.counts[what] = (known or 0) + 1
            sent, self.carried = not self.carried, True
        if sent:
            threading.Thread(target=self._carry, name="measures", daemon=True).start()

    def answer(self, endpoint: str, status: int, seconds: float) -> None:
        """Counts one answer."""
        hour = int(time.time()) // 3600
        bucket = BUCKETS[min(bisect_left(BUCKETS, seconds * 1000), len(BUCKETS) - 1)]
        self.add("answer", hour, status // 100, bucket, endpoint)

    def statement(self, text: str, seconds: float) -> None:
        """Counts one slow statement, without its values."""
        for pattern, instead in VALUES:
            text = pattern.sub(instead, text)
        self.add("slow", round(seconds * 1000), _endpoint(self.part), text.strip()[:STATEMENT_MOST])

    def owed(self) -> Parcel | None:
        """The parcel to give now: the one that may not have arrived, or a new one."""
        with self.lock:
            if self.parcel is None and self.counts:
                self.parcel = Parcel(uuid7(), dict(_line(what, n) for what, n in self.counts.items()))
                self.counts = {}
            return self.parcel

    def given(self) -> None:
        """Lets go of the parcel."""
        self.parcel = None

    def done(self) -> bool:
        """Whether nothing waits any more, so that whoever carries may go."""
        with self.lock:
            self.carried = bool(self.counts or self.parcel)
            return not self.carried

    def _carry(self) -> None:
        with self.app.app_context():
            while True:
                time.sleep(self.app.config["LOOKS_WAIT"])
                hand_over()
                if self.done():
                    return


def _line(what: tuple[Any, ...], number: int) -> tuple[tuple[date, str], int]:
    """A measurement as a day and words."""
    kind, *rest = what
    if kind == "answer":
        hours, status, bucket, endpoint = rest
        days, hour = divmod(hours, 24)
        return (date.fromordinal(days + _EPOCH), f"answer {hour} {status} {bucket} {endpoint}"), number
    if kind == "limit":
        return (clock.now().astimezone(tally.ZONE).date(), " ".join(map(str, what))), number
    return (clock.now().astimezone(UTC).date(), " ".join(map(str, what))), number


_EPOCH = date(1970, 1, 1).toordinal()


def init_app(app: Flask) -> None:
    """Watches the statements and the pool of the app's database."""
    ours = app.extensions["kreatr_measures"] = Collector(app)
    with app.app_context():
        _watch(db.engine, ours)


def of(app: Flask) -> Collector:
    """The collector of an app."""
    found: Collector = app.extensions["kreatr_measures"]
    return found


def answered(app: Flask, response: Response) -> Response:
    """Counts the answer to the running request. Every page pays for this, so it asks no more than it must."""
    asked = request._get_current_object()  # type: ignore[attr-defined]
    if not asked.path.startswith(PASSED_BY):
        now = time.monotonic()
        of(app).answer(asked.endpoint or "-", response.status_code, now - asked.environ.get(ARRIVED, now))
    return response


def limited(name: str, allowed: bool) -> None:
    """Counts one use of a limit, or its refusal."""
    of(current_app).add("limit", "uses" if allowed else "refusals", name)


def hand_over() -> None:
    """Gives what was counted in this process to Valkey; while that is away, it goes on waiting."""
    ours, server = of(current_app), valkey.current()
    while parcel := ours.owed():
        if not server.ask(lambda client, parcel=parcel: tally.add(client, GATHER, *parcel)):  # type: ignore[misc]
            return
        ours.given()
    _report_pool(ours)


def _endpoint(part: str) -> str:
    name = request.endpoint or "-" if has_request_context() else doing.get() or part
    return name[:ENDPOINT_MOST]


def _watch(engine: sa.Engine, ours: Collector) -> None:
    """Notes how long each statement took, also one that failed, and how many connections are in use."""

    @sa.event.listens_for(engine, "before_cursor_execute")
    def begin(
        _connection: Any, _cursor: Any, _statement: str, _values: Any, context: Any, _many: bool
    ) -> None:
        context.kreatr_began = time.monotonic()

    @sa.event.listens_for(engine, "after_cursor_execute")
    def end(_connection: Any, _cursor: Any, statement: str, _values: Any, context: Any, _many: bool) -> None:
        seconds = time.monotonic() - context.kreatr_began
        if seconds >= SLOW_SECONDS:
            ours.statement(statement, seconds)

    @sa.event.listens_for(engine, "handle_error")
    def failed(context: Any) -> None:
        began = getattr(context.execution_context, "kreatr_began", None)
        if began is not None and context.statement and time.monotonic() - began >= SLOW_SECONDS:
            ours.statement(context.statement, time.monotonic() - began)

    @sa.event.listens_for(engine, "checkout")
    def taken(*_connection: Any) -> None:
        ours.peak = max(ours.peak, engine.pool.checkedout())  # type: ignore[attr-defined]


def _report_pool(ours: Collector) -> None:
    """Tells how full the pool of this process was. The jobs of a worker are processes that come and go: they share a line."""
    pool, peak, ours.peak = db.engine.pool, ours.peak, 0
    size = int(pool.size())  # type: ignore[attr-defined]
    name = f"{ours.part} {platform.node()} {'' if ours.part == 'worker' else os.getpid()}"
    told = f"{int(time.time())} {peak} {size} {size + max(0, pool._max_overflow)}"  # type: ignore[attr-defined]
    valkey.current().ask(lambda client: client.hset(POOLS, name.strip(), told))
