"""Charts as the server draws them: dots in columns, one path for each series, and the same numbers for a table.

A column is 10 units wide. The first series grows up from the base line, the second hangs below it; each has a scale of
its own, said beside it, chosen so that its highest day fills its rows. A day with anything has at least one dot.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

STEP = 10  # units between dots
UP, DOWN = 8, 4  # rows of dots above and below the line
HIGH, FOOT = 11, 115  # rows of dots in a stack, and where its lowest stands
FACTORS = (2, 2.5, 2)  # from 1 to 2, 5, 10, 20, 50 …
SMALL, RISES = 5, 3  # a trend's units between dots, and how many rows it may rise
TREND_LEAST = 3  # days


class Dots(NamedTuple):
    """One series as a path; a dot stands for up to `each`."""

    path: str
    each: int
    total: int


class Trend(NamedTuple):
    """One number over some days: a dot for each, the last one (`now`) apart; `change` from the first to the last."""

    width: int
    height: int
    past: str
    now: str
    days: int
    change: int


class Chart(NamedTuple):
    """Two series over the same days. `width`, `height` and `line` (the base line) are in units."""

    width: int
    height: int
    line: int
    above: Dots
    below: Dots


class Stack(NamedTuple):
    """Several series on top of each other: one path for each in their order ("" for an empty one); a dot stands for up to `each`."""

    width: int
    height: int
    line: int
    each: int
    paths: tuple[str, ...]


def mirrored(above: Sequence[int], below: Sequence[int]) -> Chart:
    """A chart of two series of the same length, oldest first."""
    line = _rows(above, UP) * STEP + 2
    return Chart(
        width=len(above) * STEP,
        height=line + 2 + _rows(below, DOWN) * STEP,
        line=line,
        above=_dots(above, UP, line - 7, -STEP),
        below=_dots(below, DOWN, line + 7, STEP),
    )


def stacked(series: Sequence[Sequence[int]]) -> Stack:
    """A chart of series of the same length, oldest first; the first stands on the line. What is there at all has a dot in its column,
    and one scale holds for all of them, so that the highest column fills the height."""
    columns = list(zip(*series, strict=True))
    each, turn = 1, 0
    while max((_dotted(column, each) for column in columns), default=0) > HIGH:
        each, turn = int(each * FACTORS[turn % 3]), turn + 1
    rows = max((_dotted(column, each) for column in columns), default=0)
    foot = FOOT - (HIGH - max(1, rows)) * STEP
    paths = tuple(_layer(columns, place, each, foot) for place in range(len(series)))
    return Stack(len(columns) * STEP, foot + 9, foot + 7, each, paths)


def _layer(columns: Sequence[Sequence[int]], place: int, each: int, foot: int) -> str:
    """The path of one series: it stands on those before it."""
    return "".join(
        _column(
            STEP * day + STEP // 2,
            foot - _dotted(column[:place], each) * STEP,
            -(-column[place] // each),
            -STEP,
        )
        for day, column in enumerate(columns)
        if column[place]
    )


def _dotted(numbers: Sequence[int], each: int) -> int:
    """How many dots numbers take on top of each other."""
    return sum(-(-number // each) for number in numbers)


def trend(numbers: Sequence[int]) -> Trend | None:
    """The trend of daily numbers, oldest first, between their least and their most; None where there is none to speak of."""
    if len(numbers) < TREND_LEAST:
        return None
    least, most = min(numbers), max(numbers)
    heights = [(number - least) * RISES / (most - least) if most > least else RISES / 2 for number in numbers]
    dots = [
        f"M{SMALL * place + SMALL // 2} {(RISES - round(height)) * SMALL + SMALL // 2}v.01"
        for place, height in enumerate(heights)
    ]
    return Trend(
        width=len(dots) * SMALL,
        height=(RISES + 1) * SMALL,
        past="".join(dots[:-1]),
        now=dots[-1],
        days=len(dots),
        change=numbers[-1] - numbers[0],
    )


def _rows(numbers: Sequence[int], most: int) -> int:
    """How many rows of dots the highest day needs; at least one."""
    highest = max(numbers, default=0)
    return max(1, -(-highest // scale(highest, most)))


def scale(most: int, rows: int) -> int:
    """The least of 1, 2, 5, 10, 20, 50 … that one dot must stand for so that `most` fits into the rows."""
    each, turn = 1, 0
    while -(-most // each) > rows:
        each, turn = int(each * FACTORS[turn % 3]), turn + 1
    return each


def _dots(numbers: Sequence[int], rows: int, start: int, step: int) -> Dots:
    each = scale(max(numbers, default=0), rows)
    columns = [
        _column(STEP * place + STEP // 2, start, -(-number // each), step)
        for place, number in enumerate(numbers)
        if number
    ]
    return Dots("".join(columns), each, sum(numbers))


def _column(x: int, y: int, dots: int, step: int) -> str:
    """A line that round caps and gaps of ten units turn into dots; one of no length would not be drawn."""
    return f"M{x} {y}v{(dots - 1) * step or '.01'}"
