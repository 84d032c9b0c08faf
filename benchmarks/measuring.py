"""What measuring itself costs: the share of one answer's processor time that goes into counting it.

All in one process and one run, called as a server calls the app: answers of a finished page from the cache and of one that is
built anew, the count of one answer, the watch over one statement, and handing over what two seconds of full load count.
"""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from flask import Flask, Response
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.populations import SMALL, Populations
from benchmarks.processes import Valkey, settings
from benchmarks.report import Report, table
from kreatr import create_app
from kreatr.kernel import cache, config, measuring
from kreatr.kernel.db import db

PAGE = "/community/marketplace"
BAR = 0.01
ROUNDS, ANSWERS, COUNTS = 15, 100, 5000
HANDED_OVER_SECONDS = 2.0


def measure(report: Report, populations: Populations, folder: Path) -> None:
    """Takes turns, prints the shares."""
    valkey = Valkey(folder)
    try:
        variables = settings(folder, populations.url("SQLite", SMALL), valkey.url, 8000)
        app = create_app({"KREATR": config.load(variables), "LOOKS_WAIT": 24 * 3600})
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        _print(report, _seconds(app), _statements(app))
    finally:
        valkey.stop()


def _seconds(app: Flask) -> dict[str, float]:
    """Processor seconds of each thing, median of the rounds."""
    answer = Response()
    ways: dict[str, tuple[Callable[[], Any], int]] = {
        "cached": (lambda: _get(app, cache=True), ANSWERS),
        "built": (lambda: _get(app, cache=False), ANSWERS // 10),
        "count": (lambda: measuring.answered(app, answer), COUNTS),
        "statement": (_watched, COUNTS),
    }
    taken: dict[str, list[float]] = {name: [] for name in (*ways, "hand over")}
    with app.test_request_context(PAGE):
        for _round in range(ROUNDS):
            for name, (way, times) in ways.items():
                way()
                taken[name].append(_time(way, times))
            taken["hand over"].append(_time(measuring.hand_over, 1))
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def _time(way: Callable[[], Any], times: int) -> float:
    began = time.process_time()
    for _turn in range(times):
        way()
    return (time.process_time() - began) / times


def _get(app: Flask, *, cache: bool) -> None:
    app.config["PAGE_CACHE"] = cache
    environ = EnvironBuilder(path=PAGE, headers={"Accept-Encoding": "br"}).get_environ()
    parts, status, _headers = run_wsgi_app(app, environ, buffered=True)
    if not status.startswith("200"):
        raise RuntimeError(f"{PAGE} answered {status}")
    b"".join(parts)


def _watched() -> None:
    """The two listeners that every statement passes."""
    context = _Context()
    dispatch = db.engine.dispatch
    for listener in dispatch.before_cursor_execute:
        listener(None, None, "SELECT 1", (), context, False)
    for listener in dispatch.after_cursor_execute:
        listener(None, None, "SELECT 1", (), context, False)


class _Context:
    """Stands in for the execution of a statement."""


def _statements(app: Flask) -> int:
    """How many statements the page costs when it is built."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    with app.app_context():
        cache.values.clear()
        sa.event.listen(db.engine, "before_cursor_execute", note)
        _get(app, cache=False)
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


def _print(report: Report, seconds: dict[str, float], asked: int) -> None:
    # Under full load the answers of two seconds pay for one handing over together.
    rows = []
    for name, statements in (("cached", 0), ("built", asked)):
        answer = seconds[name]
        carried = seconds["hand over"] * answer / HANDED_OVER_SECONDS
        cost = seconds["count"] + statements * seconds["statement"] + carried
        ratio = cost / answer
        what = f"measuring, of a {name} page"
        shown = report.at_most(what, ratio, BAR, f"{ratio:.2%}")
        rows.append((f"{name} page", f"{answer * 1e6:.0f}", f"{cost * 1e6:.1f}", shown))
    note = (
        f"Counting an answer: {seconds['count'] * 1e6:.1f} µs. Watching a statement: {seconds['statement'] * 1e6:.1f} µs,"
        f" {asked} of them in a built page. Handing over, every {HANDED_OVER_SECONDS:g} s: {seconds['hand over'] * 1e6:.0f} µs."
    )
    table(
        "Measuring: its share of an answer's processor time",
        ["answer", "µs", "measuring, µs", "share"],
        rows,
        note,
    )
