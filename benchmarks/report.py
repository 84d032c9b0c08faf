"""Figures beside their budgets: tables for people while parts are measured, and one table of everything at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

KEPT, BROKEN, UNMEASURED = "kept", "BROKEN", "not measured"


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, the figure and the budget as they are shown, and the verdict."""

    what: str
    figure: str
    budget: str
    verdict: str


class Report:
    """Collects what each part measured. A budget that is broken makes the whole run fail."""

    def __init__(self) -> None:
        self.parts: dict[str, list[Line]] = {}

    def begin(self, part: str) -> None:
        """What follows belongs to this part."""
        self.lines = self.parts.setdefault(part, [])

    def at_most(self, what: str, measured: float, bar: float, shown: str) -> str:
        """The cell for a value that must not be larger than its budget."""
        return self._note(what, shown, f"≤ {bar:g}", measured <= bar)

    def at_least(self, what: str, measured: float, bar: float, shown: str) -> str:
        """The cell for a value that must not be smaller than its budget."""
        return self._note(what, shown, f"≥ {bar:g}", measured >= bar)

    def check(self, what: str, good: bool) -> str:
        """The cell for something that must be so."""
        return self._note(what, "yes" if good else "no", "yes", good)

    def left_out(self, what: str, why: str) -> None:
        """Says that something could not be measured here."""
        say(f"\n{what}: left out. {why}")
        self.lines.append(Line(what, "–", why, UNMEASURED))

    def _note(self, what: str, shown: str, budget: str, good: bool) -> str:
        verdict = KEPT if good else BROKEN
        self.lines.append(Line(what, shown, budget, verdict))
        return f"{shown} {'ok' if good else BROKEN}"

    def close(self) -> int:
        """Prints every figure with its budget, then the broken ones again; returns the exit status."""
        for part, lines in self.parts.items():
            rows = [(line.what, line.figure, line.budget, line.verdict) for line in lines]
            table(part.capitalize(), ("figure", "measured", "budget", "verdict"), rows)
        broken = [line for lines in self.parts.values() for line in lines if line.verdict == BROKEN]
        say(f"\n{len(broken)} of {sum(map(len, self.parts.values()))} budgets are broken.")
        for line in broken:
            say(f"  - {line.what}: {line.figure} ({line.budget})")
        return 1 if broken else 0


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], note: str = "") -> None:
    """Prints a table; the first column is text, the others stand to the right."""
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    say(f"\n{title}\n")
    say(_line(head, widths))
    say("  ".join("─" * width for width in widths))
    for row in rows:
        say(_line(row, widths))
    if note:
        say(f"\n{note}")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = [
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join((first, *others)).rstrip()
