"""Dots drawn by the server: as many as the numbers say."""

from __future__ import annotations

import re

import pytest

from kreatr.kernel.charts import DOWN, RISES, SMALL, STEP, UP, mirrored, scale, trend


def _dots(path: str) -> dict[int, int]:
    """Column → dots, read from a path as a browser draws it."""
    found = {}
    for x, length in re.findall(r"M(\d+) \d+v(-?[\d.]+)", path):
        found[(int(x) - STEP // 2) // STEP] = round(abs(float(length)) / STEP) + 1
    return found


def test_one_dot_for_each() -> None:
    chart = mirrored([0, 1, 3, UP], [2, 0, 0, 1])
    assert _dots(chart.above.path) == {1: 1, 2: 3, 3: UP} and chart.above.each == 1
    assert _dots(chart.below.path) == {0: 2, 3: 1} and chart.below.total == 3
    assert chart.width == 40 and chart.above.path.startswith("M15 75v.01")


def test_many_share_a_dot_and_few_keep_theirs() -> None:
    chart = mirrored([100, 1, 51], [9, 0, 1])
    assert chart.above.each == 20 and _dots(chart.above.path) == {0: 5, 1: 1, 2: 3}
    assert chart.below.each == 5 and _dots(chart.below.path) == {0: 2, 2: 1}


@pytest.mark.parametrize("most", [0, 1, 8, 9, 16, 17, 399, 4_000, 123_456])
def test_the_highest_fits(most: int) -> None:
    for rows in (UP, DOWN):
        assert -(-most // scale(most, rows)) <= rows


def test_the_scales_are_round() -> None:
    assert sorted({scale(n, 8) for n in range(1, 4000)}) == [1, 2, 5, 10, 20, 50, 100, 200, 500]


def test_nothing_is_drawn_of_nothing() -> None:
    chart = mirrored([0] * 30, [0] * 30)
    assert (chart.above.path, chart.below.path, chart.above.total) == ("", "", 0)


def test_every_dot_is_inside() -> None:
    chart = mirrored([9999, 3], [7, 9999])
    for path in (chart.above.path, chart.below.path):
        for _x, y, length in re.findall(r"M(\d+) (\d+)v(-?[\d.]+)", path):
            assert int(y) + float(length) - 4 >= 0 and int(y) + float(length) + 4 <= chart.height


def _heights(numbers: list[int]) -> list[int]:
    found = trend(numbers)
    assert found is not None
    rows = [int(y) // SMALL for y in re.findall(r"M\d+ (\d+)", found.past + found.now)]
    assert len(rows) == len(numbers) == found.days and found.width == len(numbers) * SMALL
    assert all(0 <= row * SMALL < found.height for row in rows)
    return [RISES - row for row in rows]


def test_a_trend_runs_from_its_least_to_its_most() -> None:
    assert _heights([10, 20, 40]) == [0, 1, 3]
    assert _heights([40, 20, 10]) == [3, 1, 0]
    assert _heights([-5, 1, 7]) == [0, 2, 3]


def test_a_trend_says_how_far_it_went() -> None:
    found = trend([4209, 4300, 4241])
    assert found is not None and (found.change, found.days) == (32, 3)
    assert found.now.startswith("M12 ") and found.past.count("M") == 2


def test_a_number_that_stays_is_level() -> None:
    assert len(set(_heights([7, 7, 7, 7]))) == 1


@pytest.mark.parametrize("numbers", [[], [1], [1, 2]])
def test_two_days_are_no_trend(numbers: list[int]) -> None:
    assert trend(numbers) is None
