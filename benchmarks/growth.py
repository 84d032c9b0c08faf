"""Does a list page get slower when more creators join? The same pages from 1,000 and from 100,000, on both databases.

The app runs in this process, called as a server calls it, without the page cache; the two sizes take turns, so that a
busy machine slows both. What is compared is the median of the processor's and the database's time together: wall time.
"""

from __future__ import annotations

import io
import logging
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from flask import Flask

from benchmarks import plans
from benchmarks.cases import cases
from benchmarks.populations import ENGINES, LARGE, SMALL, Populations
from benchmarks.processes import Valkey, settings
from benchmarks.report import Report, table
from kreatr import create_app
from kreatr.kernel import cache, config
from kreatr.kernel.db import db
from kreatr.marketplace import queries

RUNS, MORE_RUNS, WARM_UP = 15, 45, 3
MOST_GROWTH, MOST_QUERIES = 1.5, 12


class House:
    """The app on one populated database, and the statements it sends."""

    def __init__(self, url: str, redis_url: str, folder: Path) -> None:
        loaded = config.load(settings(folder, url, redis_url, 8000))
        self.app: Flask = create_app({"KREATR": loaded, "PAGE_CACHE": False})
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        self.statements: list[tuple[str, Any]] = []
        with self.app.app_context():
            sa.event.listen(db.engine, "before_cursor_execute", self._note)

    def _note(self, _c: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        self.statements.append((statement, parameters))

    def ask(self, url: str) -> tuple[float, str]:
        """Seconds and page of one request, as a server would make it."""
        path, _, query = url.partition("?")
        environ = _environ(path, query)
        status: list[str] = []
        started = time.perf_counter()
        answer = self.app(environ, lambda code, _headers, _error=None: status.append(code))  # type: ignore[arg-type]
        body = b"".join(answer)
        taken = time.perf_counter() - started
        if hasattr(answer, "close"):
            answer.close()
        if status != ["200 OK"]:
            raise RuntimeError(f"{url} answered {status}")
        return taken, body.decode()

    def queries(self, url: str) -> int:
        """How many statements a page needs when nothing at all is remembered."""
        with self.app.app_context():
            cache.values.clear()
        self.statements.clear()
        self.ask(url)
        return len(self.statements)


def _environ(path: str, query: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def measure(report: Report, populations: Populations, folder: Path) -> None:
    """Both engines, one table each; then the plans."""
    for engine in ENGINES:
        with _houses(engine, populations, folder) as (small, large):
            _compare(report, engine, small, large)
            plans.show(report, engine, large)


@contextmanager
def _houses(engine: str, populations: Populations, folder: Path) -> Iterator[tuple[House, House]]:
    services = [Valkey(folder / f"{engine}-{number}") for number in (SMALL, LARGE)]
    try:
        small, large = (
            House(populations.url(engine, number), service.url, folder / f"{engine}-{number}")
            for number, service in zip((SMALL, LARGE), services, strict=True)
        )
        yield small, large
        for house in (small, large):
            with house.app.app_context():
                db.engine.dispose()
    finally:
        for service in services:
            service.stop()


def _compare(report: Report, engine: str, small: House, large: House) -> None:
    with small.app.app_context():
        asked = cases()
    rows: list[tuple[str, ...]] = []
    for name, url in asked.items():
        queries = max(small.queries(url), large.queries(url))
        few, many = _medians(small, large, url, RUNS)
        if many / few > MOST_GROWTH:  # a busy machine is asked once more before the page is blamed
            few, many = _medians(small, large, url, MORE_RUNS)
        what = f"{engine}, {name}"
        rows.append(
            (
                name,
                f"{few * 1000:.1f}",
                f"{many * 1000:.1f}",
                report.at_most(f"{what}: growth", many / few, MOST_GROWTH, f"{many / few:.2f}", kept=True),
                report.at_most(f"{what}: queries", queries, MOST_QUERIES, str(queries), kept=True),
                f"{_cards(small, url)}/{_cards(large, url)}",
            )
        )
    rows.append(_facets(small, large))
    head = (
        "marketplace page",
        "1,000: ms",
        "100,000: ms",
        f"ratio (≤ {MOST_GROWTH})",
        "queries (≤ 12)",
        "cards",
    )
    table(f"Growth on {engine}, median of {RUNS} runs", head, rows)


def _medians(small: House, large: House, url: str, runs: int) -> tuple[float, float]:
    taken: dict[House, list[float]] = {small: [], large: []}
    for run in range(-WARM_UP, runs):
        for house in (small, large):
            seconds, _page = house.ask(url)
            if run >= 0:
                taken[house].append(seconds)
    return statistics.median(taken[small]), statistics.median(taken[large])


def _cards(house: House, url: str) -> int:
    return house.ask(url)[1].count('data-testid="creator-card"')


def _facets(small: House, large: House) -> tuple[str, ...]:
    """What is remembered for minutes and so hardly ever waited for: the numbers beside the filters, made anew."""
    few, many = (statistics.median(_counting(house) for _run in range(5)) for house in (small, large))
    name = "(the filters' own numbers, when made anew)"
    return (name, f"{few * 1000:.1f}", f"{many * 1000:.1f}", f"{many / few:.2f} –", "–", "–")


def _counting(house: House) -> float:
    with house.app.app_context():
        cache.values.clear()
        started = time.perf_counter()
        queries.facets()
        return time.perf_counter() - started
