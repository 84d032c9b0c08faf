"""Tables for people, and the list of bars that were missed."""

from __future__ import annotations

from collections.abc import Sequence


class Report:
    """Collects verdicts while parts print their tables. A *kept* bar that is missed makes the whole run fail."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self.missed: list[str] = []

    def at_most(self, what: str, measured: float, bar: float, shown: str, *, kept: bool = False) -> str:
        """The cell for a value that must not be larger than its bar."""
        return self._cell(measured <= bar, f"{what}: {shown}, at most {bar:g}", shown, kept, "over")

    def at_least(self, what: str, measured: float, bar: float, shown: str, *, kept: bool = False) -> str:
        """The cell for a value that must not be smaller than its bar."""
        return self._cell(measured >= bar, f"{what}: {shown}, at least {bar:g}", shown, kept, "under")

    def check(self, what: str, good: bool) -> str:
        """The cell for something that must be so."""
        return self._cell(good, what, "", True, "missing").strip()

    def _cell(self, good: bool, sentence: str, shown: str, kept: bool, fault: str) -> str:
        if good:
            return f"{shown} ok"
        (self.broken if kept else self.missed).append(sentence)
        return f"{shown} {fault.upper() if kept else fault}"

    def close(self) -> int:
        """Says what was missed; returns the exit status."""
        say("")
        for title, lines in (("Not reached yet", self.missed), ("BROKEN, and kept until now", self.broken)):
            if lines:
                say(f"{title}:")
                for line in lines:
                    say(f"  - {line}")
        if not self.broken:
            say("Every bar that is kept now holds.")
        return 1 if self.broken else 0


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
