"""Passwords: which are refused, and how they are kept.

They are compared exactly as typed: nothing is trimmed, folded or composed. The commonest are those of
`commonest.txt` (see `commonest.LICENSE`), compared without regard to upper and lower case.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app

SHORTEST, LONGEST = 8, 256  # characters
SITE_WORDS = ("kreatr",)
FEWEST_OWN_LETTERS = 4
SHORTEST_WORD = 3
TIME_COST, MEMORY_COST, PARALLELISM = 3, 32 * 1024, 1  # rounds, KiB, threads


class Weakness(StrEnum):
    """Why a password is refused."""

    SHORT = "SHORT"
    LONG = "LONG"
    COMMON = "COMMON"
    OBVIOUS = "OBVIOUS"


def weakness(password: str, *words: str) -> Weakness | None:
    """What speaks against a password; `words` are those of its owner (username, local part of the e-mail)."""
    if len(password) < SHORTEST:
        return Weakness.SHORT
    if len(password) > LONGEST:
        return Weakness.LONG
    folded = password.casefold()
    if folded in _commonest():
        return Weakness.COMMON
    return Weakness.OBVIOUS if _obvious(folded, words) else None


def _obvious(folded: str, words: tuple[str, ...]) -> bool:
    """Whether little of its own is left when our name and the owner's are taken out."""
    rest = folded
    for word in sorted((*SITE_WORDS, *(word.casefold() for word in words)), key=len, reverse=True):
        if len(word) >= SHORTEST_WORD:
            rest = rest.replace(word, "")
    return rest != folded and len(re.findall(r"[^\W\d_]", rest)) < FEWEST_OWN_LETTERS


@cache
def _commonest() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "commonest.txt").read_text(encoding="utf-8").split())


def hashed(password: str) -> str:
    """The argon2id hash to keep. Takes some hundredths of a second and MEMORY_COST of memory."""
    return _hasher().hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether the password belongs to the kept hash. Without one the same work is done for nothing, and it does not."""
    decoy = _decoy(*_costs())
    try:
        _hasher().verify(kept or decoy, password)
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return _hasher().check_needs_rehash(kept)


def _costs() -> tuple[int, int, int]:
    read = current_app.config.get
    return (
        read("ARGON2_TIME_COST", TIME_COST),
        read("ARGON2_MEMORY_COST", MEMORY_COST),
        read("ARGON2_PARALLELISM", PARALLELISM),
    )


def _hasher() -> PasswordHasher:
    time_cost, memory_cost, parallelism = _costs()
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism)


@cache
def _decoy(time_cost: int, memory_cost: int, parallelism: int) -> str:
    """A hash that costs what a real one costs to compare; nobody has its password."""
    hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=parallelism)
    return hasher.hash("nobody signs in with this")
