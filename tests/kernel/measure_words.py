"""How well foul words are noticed, in sentences that were written before the lists: `python -m tests.kernel.measure_words`.

Every third line was left out of sight while the lists were made; it is counted apart as "unseen".
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kreatr.kernel import profanity

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("id", "en")


class Figures(NamedTuple):
    """Of how many lines how many were judged wrongly."""

    lines: int
    wrong: list[str]

    @property
    def share(self) -> float:
        return len(self.wrong) / self.lines


def lines(kind: str, language: str) -> list[str]:
    """The sentences of a kind, "held" or "innocent"."""
    return (FOLDER / f"{kind}-{language}.txt").read_text("utf-8").splitlines()


def measure(kind: str, *, unseen: bool = False) -> Figures:
    """The figures of a kind, in both languages; `unseen` of every third line only."""
    all_lines = [
        line
        for language in LANGUAGES
        for line in lines(kind, language)[2 if unseen else 0 :: 3 if unseen else 1]
    ]
    wrong = [line for line in all_lines if bool(profanity.found(line)) is not (kind == "held")]
    return Figures(len(all_lines), wrong)


def told() -> str:
    """All figures in words."""
    names = {"held": "missed", "innocent": "false alarms"}
    found = (
        (name, unseen, measure(kind, unseen=unseen))
        for unseen in (False, True)
        for kind, name in names.items()
    )
    return "\n".join(
        f"{'unseen third' if unseen else 'all lines':<13} {name:<13} {len(one.wrong):>3} of {one.lines:<4} {one.share:.1%}"
        for name, unseen, one in found
    )


if __name__ == "__main__":
    print(told())
