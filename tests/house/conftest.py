"""A running house for each test, or one for a whole file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.running import House


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Starts houses: `start()`, or `start("name", PORT="…")` for one with a folder of its own. All end with the test."""
    houses: list[House] = []

    def begin(name: str = "house", **given: str) -> House:
        houses.append(House(tmp_path / name, **given))
        return houses[-1]

    yield begin
    for house in houses:
        house.clear()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One running house for the tests of a file that leave it as it was."""
    running = House(tmp_path_factory.mktemp("house") / "data").wait()
    yield running
    running.clear()
