"""The lists of foul words, read from their files once, filed so that every question about a word is a look into a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kreatr.kernel.folding import MASKS

LONGEST_WORD = 30  # letters without repetitions; of a longer one only what stands in it is looked at
LEAST = 3  # letters that are left of a word without its beginning and ending
HEAD = 4  # letters by which the words that count anywhere are filed; none is shorter
KNOWN = 2  # letters that a word with signs in place of the others must show
AFFIXES = {
    "id": (
        ("", "nge", "ng", "me", "di", "ke", "ter", "se", "ber", "pe"),
        ("", "nya", "in", "an", "lah", "kan", "mu", "lu", "ku", "i", "kah", "pun", "e", "ne"),
    ),
    "en": (
        ("", "mother", "god"),
        ("", "s", "es", "ed", "er", "ers", "ing", "in", "y", "ty", "ish", "ly", "a"),
    ),
}


class Shape(NamedTuple):
    """A word, its letters without repetitions, and how often each stands there."""

    word: str
    key: str
    runs: tuple[int, ...]

    def covers(self, name: Shape, start: int) -> bool:
        """Whether from `start` on every letter of the key is repeated at least as often as in a listed word."""
        return all(
            mine >= its
            for mine, its in zip(self.runs[start : start + len(name.runs)], name.runs, strict=True)
        )

    def and_(self, other: Shape) -> Shape:
        """The shape of both words written as one."""
        word = self.word + other.word
        if self.key[-1:] != other.key[:1]:
            return Shape(word, self.key + other.key, self.runs + other.runs)
        met = self.runs[-1] + other.runs[0]
        return Shape(word, self.key + other.key[1:], (*self.runs[:-1], met, *other.runs[1:]))


def shape(word: str) -> Shape:
    """What a word looks like to the lists."""
    runs = [(letter, len(list(run))) for letter, run in groupby(word)]
    return Shape(word, "".join(letter for letter, _count in runs), tuple(count for _letter, count in runs))


Phrases = dict[str, list[tuple[str, ...]]]
Table = dict[str, list[Shape]]


class Lists:
    """All sections of all files (`profanity.py` says what they mean)."""

    def __init__(self, files: dict[str, str]) -> None:
        self.anywhere, self.exact, self.beside_names = _table(), _table(), _table()
        self.words = {language: _table() for language in files}
        self.veiled: dict[tuple[int, str], list[str]] = defaultdict(list)
        self.phrases: Phrases = defaultdict(list)
        self.innocent: Phrases = defaultdict(list)
        self.unless: dict[str, frozenset[str]] = {}
        self.beside: dict[str, frozenset[str]] = {}
        self.before = self.after = self.hints = self.context = self.spared = frozenset[str]()
        for language, text in files.items():
            for section, line in _lines(text):
                self._take(language, section, line)

    def _take(self, language: str, section: str, line: str) -> None:
        if section in ("phrase", "innocent"):
            for phrase in line.split("|"):
                words = tuple(phrase.split())
                (self.phrases if section == "phrase" else self.innocent)[words[0]].append(words)
        elif section in ("unless", "beside"):
            self._bind(language, section, *line.partition(":")[::2])
        elif section in ("anywhere", "word", "exact"):
            for word in line.split():
                self._file(language, section, word)
        else:
            added = [shape(word).key if section == "spared" else word for word in line.split()]
            setattr(self, section, getattr(self, section) | frozenset(added))

    def _bind(self, language: str, section: str, names: str, others: str) -> None:
        for name in names.split():
            bound = self.unless if section == "unless" else self.beside
            bound[name] = bound.get(name, frozenset()) | frozenset(others.split())
            if section == "beside":
                self.beside_names[shape(name).key].append(shape(name))
            elif not self._knows(shape(name)):
                self._file(language, "word", name)

    def _file(self, language: str, section: str, word: str) -> None:
        one = shape(word)
        if section == "anywhere":
            self.anywhere[one.key[:HEAD]].append(one)
        else:
            (self.exact if section == "exact" else self.words[language])[one.key].append(one)
        self.veiled[len(word), word[0]].append(word)

    def _knows(self, one: Shape) -> bool:
        return any(
            one in names
            for names in (self.exact[one.key], *(table[one.key] for table in self.words.values()))
        )

    def listed(self, one: Shape) -> str | None:
        """The listed word that a whole word is, with or without what its language puts around it."""
        if not LEAST <= len(one.key) <= LONGEST_WORD:
            return None
        if (name := _first(self.exact, one, 0, len(one.key))) is not None:
            return name
        for language, table in self.words.items():
            for start, end in _cuts(one.key, language):
                if (name := _first(table, one, start, end)) is not None:
                    return name
        return None

    def inside(self, one: Shape) -> str | None:
        """The word that counts anywhere and stands somewhere in a word."""
        if any(one.key.startswith(good) for good in self.spared):
            return None
        for start in range(len(one.key) - HEAD + 1):
            for name in self.anywhere.get(one.key[start : start + HEAD], ()):
                if one.key.startswith(name.key, start) and one.covers(name, start):
                    return name.word
        return None

    def joined(self, one: Shape) -> str | None:
        """The word that counts anywhere and is made of two halves."""
        names = self.anywhere.get(one.key[:HEAD], ())
        return next((name.word for name in names if name.key == one.key and one.covers(name, 0)), None)

    def spelled(self, one: Shape) -> str | None:
        """The listed word that stands somewhere in a row of single letters; a short one must be all of it."""
        whole = self.listed(one) or self.inside(one)
        if whole is not None:
            return whole
        for start in range(len(one.key) - HEAD + 1):
            for end in range(start + HEAD, min(start + 10, len(one.key)) + 1):
                for table in self.words.values():
                    if (name := _first(table, one, start, end)) is not None:
                        return name
        return None

    def beside_of(self, one: Shape) -> str | None:
        """The word that counts only in bad company."""
        return _first(self.beside_names, one, 0, len(one.key))

    def masked(self, text: str) -> str | None:
        """The listed word that a word with signs in place of letters may stand for."""
        if sum(letter not in MASKS for letter in text) < KNOWN:
            return None
        names = self.veiled.get((len(text), text[0]), ())
        whole = next((name for name in names if _fits(text, name, 0)), None)
        return whole or next(self._masked_inside(text), None)

    def _masked_inside(self, text: str) -> Iterator[str]:
        for start in range(len(text)):
            for names in self.anywhere.values():
                yield from (name.word for name in names if _fits(text, name.word, start))


def _fits(text: str, name: str, start: int) -> bool:
    part = text[start : start + len(name)]
    known = sum(letter not in MASKS for letter in part)
    alike = len(part) == len(name) and part[0] == name[0] and known >= KNOWN
    return alike and all(one == letter or one in MASKS for one, letter in zip(part, name, strict=True))


def _first(table: Table, one: Shape, start: int, end: int) -> str | None:
    names = table.get(one.key[start:end], ())
    return next((name.word for name in names if one.covers(name, start)), None)


def _cuts(key: str, language: str) -> Iterator[tuple[int, int]]:
    beginnings, endings = AFFIXES[language]
    starts = [len(one) for one in beginnings if key.startswith(one)]
    ends = [len(key) - len(one) for one in endings if key.endswith(one)]
    return ((start, end) for start in starts for end in ends if end - start >= LEAST)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        elif line and not line.startswith("#"):
            yield section, line


def _table() -> Table:
    return defaultdict(list)


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The house's own."""
    folder = Path(__file__).parent
    return Lists(
        {language: (folder / f"profanity.{language}.txt").read_text("utf-8") for language in AFFIXES}
    )
