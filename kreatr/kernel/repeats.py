"""Whether two texts say the same in nearly the same words."""

from __future__ import annotations

import re

from kreatr.kernel.text import LONGEST

WORD = re.compile(r"\w+")
AT_ONCE = 3  # words that stand together
FEWEST = 8  # words; shorter texts are alike by chance
ALIKE = 0.6  # of all groups of words, those that stand in both


def groups(text: str) -> frozenset[tuple[str, ...]]:
    """All groups of three words of a text; none for a text too short to tell."""
    words = WORD.findall(text[:LONGEST].lower())
    if len(words) < FEWEST:
        return frozenset()
    return frozenset(zip(*(words[start:] for start in range(AT_ONCE)), strict=False))


def alike(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """Whether two texts share most of their groups of words."""
    shared = len(one & other)
    return shared > 0 and shared / len(one | other) >= ALIKE
