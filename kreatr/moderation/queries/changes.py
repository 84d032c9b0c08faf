"""What a revision changes: the words that are shown now beside those that wait, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from kreatr.portfolio import queries as portfolio

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
MOST_PIECES = 4000  # of one text; a longer one is shown whole, old and new

Piece = tuple[str, bool]  # some words, and whether they differ


class Change(NamedTuple):
    """One field that differs, as it is (`old`) and as it would be (`new`)."""

    name: str
    old: list[Piece]
    new: list[Piece]


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """The fields of a work (`Item.content`) that a revision changes, in the editor's order; pictures are compared by sight."""
    names = [name for name in portfolio.differing(old, new) if name != "images"]
    return [Change(name, *compared(_text(old.get(name)), _text(new.get(name)))) for name in names]


def compared(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, each marked when the other text does not have it there."""
    one, other = PIECE.findall(old), PIECE.findall(new)
    if len(one) + len(other) > MOST_PIECES:
        return [(old, True)], [(new, True)]
    was: list[Piece] = []
    will: list[Piece] = []
    for verb, a, b, c, d in SequenceMatcher(None, one, other).get_opcodes():
        _add(was, "".join(one[a:b]), verb != "equal")
        _add(will, "".join(other[c:d]), verb != "equal")
    return was, will


def _add(pieces: list[Piece], words: str, differs: bool) -> None:
    """A space between two changed words belongs to them: one line through both reads better than two."""
    if not words:
        return
    if not differs and words.isspace() and "\n" not in words and pieces and pieces[-1][1]:
        differs = True
    if pieces and pieces[-1][1] == differs:
        pieces[-1] = pieces[-1][0] + words, differs
    else:
        pieces.append((words, differs))


def _text(value: Any) -> str:
    return "" if value is None else str(value)
