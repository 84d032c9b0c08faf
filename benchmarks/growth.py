"""Does a page get slower when more creators join? The same pages from 1,000 to a million, on both databases.

The app runs in this process, called as a server calls it, without the page cache; the sizes take turns, so that a busy
machine slows all. What is compared is the median of the processor's and the database's time together: wall time.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from benchmarks import plans
from benchmarks.cases import cases, lists
from benchmarks.houses import House
from benchmarks.populations import ENGINES, SIZES, Populations
from benchmarks.processes import Valkey
from benchmarks.report import Report, table
from kreatr.kernel import cache
from kreatr.kernel.db import db
from kreatr.marketplace import queries

RUNS, MORE_RUNS, WARM_UP = 15, 45, 3
MOST_GROWTH, MOST_QUERIES = 1.5, 12


class Question(NamedTuple):
    """What one house is asked: an address, and the cookie of who asks."""

    url: str
    cookie: str = ""


def measure(
    report: Report, populations: Populations, folder: Path, sizes: dict[str, tuple[int, ...]] = SIZES
) -> None:
    """Both engines, one table each; then the plans."""
    for engine in ENGINES:
        with _houses(engine, sizes[engine], populations, folder) as houses:
            _compare(report, engine, sizes[engine], houses)
            plans.show(report, engine, houses[-1])


@contextmanager
def _houses(
    engine: str, sizes: tuple[int, ...], populations: Populations, folder: Path
) -> Iterator[list[House]]:
    services = [Valkey(folder / f"{engine}-{number}") for number in sizes]
    try:
        houses = [
            House(populations.url(engine, number), service.url, folder / f"{engine}-{number}")
            for number, service in zip(sizes, services, strict=True)
        ]
        yield houses
        for house in houses:
            with house.app.app_context():
                db.engine.dispose()
    finally:
        for service in services:
            service.stop()


def _compare(report: Report, engine: str, sizes: tuple[int, ...], houses: list[House]) -> None:
    with houses[0].app.app_context():
        alike = cases()
    asked = {name: [Question(url)] * len(houses) for name, url in alike.items()}
    each = [lists(house) for house in houses]
    asked |= {name: [Question(*one[name]) for one in each] for name in each[0]}
    rows: list[tuple[str, ...]] = []
    for name, questions in asked.items():
        both = list(zip(houses, questions, strict=True))
        number = max(house.queries(*question) for house, question in both)
        taken = _medians(both, RUNS)
        if taken[-1] / taken[0] > MOST_GROWTH:  # a busy machine is asked once more before the page is blamed
            taken = _medians(both, MORE_RUNS)
        growth, what = taken[-1] / taken[0], f"{engine}, {name}"
        rows.append(
            (
                name,
                *(f"{seconds * 1000:.1f}" for seconds in taken),
                report.at_most(f"{what}: growth", growth, MOST_GROWTH, f"{growth:.2f}"),
                report.at_most(f"{what}: queries", number, MOST_QUERIES, str(number)),
                "/".join(str(_cards(*one)) for one in both),
            )
        )
    rows.append(_facets(houses))
    head = ("page, ms", *(f"{number:,}" for number in sizes), f"≤ {MOST_GROWTH}", "queries ≤ 12", "cards")
    table(f"Growth on {engine}, median of {RUNS} runs", head, rows)


def _medians(asked: list[tuple[House, Question]], runs: int) -> list[float]:
    taken: list[list[float]] = [[] for _house in asked]
    for run in range(-WARM_UP, runs):
        for (house, question), times in zip(asked, taken, strict=True):
            seconds, _page = house.ask(*question)
            if run >= 0:
                times.append(seconds)
    return [statistics.median(times) for times in taken]


def _cards(house: House, question: Question) -> int:
    return house.ask(*question)[1].count('data-testid="creator-card"')


def _facets(houses: list[House]) -> tuple[str, ...]:
    """The numbers beside the filters, read anew after a change."""
    taken = [statistics.median(_reading(house) for _run in range(5)) for house in houses]
    times = (f"{seconds * 1000:.1f}" for seconds in taken)
    return ("(the filters' own numbers)", *times, f"{taken[-1] / taken[0]:.2f} –", "–", "–")


def _reading(house: House) -> float:
    with house.app.app_context():
        cache.values.clear()
        started = time.perf_counter()
        queries.facets()
        return time.perf_counter() - started
