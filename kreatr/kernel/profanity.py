"""Foul words of Indonesian and English in what people write. A hit holds a text for a person to look at; it never drops one.

The lists are `profanity.id.txt` and `profanity.en.txt`. Their sections:

- *anywhere*: a hit wherever it stands in a word, and when a space was put into it. *word*: a whole word, with the endings and
  beginnings of its language. *exact*: a whole word as it is. *phrase*: words that follow each other.
- *unless*: one of the words above, but not while one of these stands close. *beside*: a hit only right beside a word of *before*
  or *after* (or, with a colon, of its own), or beside one of *hints* if no word of *context* stands in the same breath.
- *spared*: beginnings of good words, *innocent*: good phrases that a word of the lists belongs to.

A letter may be repeated ("anjiiing"); of a double letter in the list there must be two. Every word of a text is looked up a fixed
number of times per letter, so the work grows with the text and no faster.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from kreatr.kernel import folding
from kreatr.kernel.folding import Chunk
from kreatr.kernel.foul import LONGEST_WORD, Lists, Phrases, Shape, lists, shape

MOST_FOUND = 5
WORDS = 4000  # of which is kept what they are
NEAR = 4  # words to either side that may belong to a word


def found(text: str) -> tuple[str, ...]:
    """The foul words of a text as they are listed, at most five, in their order. Looks at the first 20,000 characters."""
    return tuple(list(dict.fromkeys(_Reading(folding.chunks(text), lists()).hits()))[:MOST_FOUND])


# People use the same few thousand words again and again.
_shape = lru_cache(WORDS)(shape)


@lru_cache(WORDS)
def _known(one: Shape) -> str | None:
    return lists().listed(one) or lists().inside(one)


@lru_cache(WORDS)
def _aimable(one: Shape) -> str | None:
    return lists().beside_of(one)


class _Reading:
    """One text on its way: its words one after the other, each with where a pause follows."""

    def __init__(self, chunks: list[Chunk], lists: Lists) -> None:
        self.chunks, self.lists = chunks, lists
        self.words: list[str] = []
        self.pauses: list[bool] = []
        for chunk in chunks:
            self.words += chunk.words
            self.pauses += [False] * (len(chunk.words) - 1) + [chunk.stops] if chunk.words else []

    def hits(self) -> Iterator[str]:
        yield from self._plain()
        yield from self._disguised()
        yield from self._spelled_out()

    def _plain(self) -> Iterator[str]:
        shapes = [_shape(word) for word in self.words]
        for at, one in enumerate(shapes):
            yield from self._judged(at, one)
            phrase = self._phrase(at, self.lists.phrases)
            if phrase and not self._innocent(at):
                yield phrase
            if at and not self.pauses[at - 1]:
                yield from self._in_two(shapes[at - 1], one)

    def _judged(self, at: int, one: Shape) -> Iterator[str]:
        word = _known(one)
        if word is None:
            if self._aimed(at, one):
                yield self.words[at]
            return
        if not self._innocent(at) and not self._excused(at, word):
            yield word

    def _excused(self, at: int, word: str) -> bool:
        excuses = self.lists.unless.get(word)
        if excuses is None or self._beside(at, self.lists.before, self.lists.after):
            return False
        near = self.words[max(0, at - NEAR) : at + NEAR + 1]
        return not excuses.isdisjoint(near) or not self.lists.context.isdisjoint(self._breath(at))

    def _aimed(self, at: int, one: Shape) -> bool:
        word = _aimable(one)
        if word is None or self._innocent(at):
            return False
        own = self.lists.beside[word]
        if own:
            return self._beside(at, own, own)
        if self._beside(at, self.lists.before, self.lists.after):
            return True
        hinted = self._beside(at, self.lists.hints, self.lists.hints)
        return hinted and self.lists.context.isdisjoint(self._breath(at))

    def _beside(self, at: int, before: frozenset[str], after: frozenset[str]) -> bool:
        """Whether a word of a list stands right beside, with no pause between."""
        led = at > 0 and not self.pauses[at - 1] and self.words[at - 1] in before
        followed = at + 1 < len(self.words) and not self.pauses[at] and self.words[at + 1] in after
        return led or followed

    def _breath(self, at: int) -> list[str]:
        """The words around one, up to the next pauses."""
        first = last = at
        while first > max(0, at - NEAR) and not self.pauses[first - 1]:
            first -= 1
        while last < min(len(self.words) - 1, at + NEAR) and not self.pauses[last]:
            last += 1
        return self.words[first : last + 1]

    def _phrase(self, at: int, phrases: Phrases) -> str | None:
        for phrase in phrases.get(self.words[at], ()):
            if tuple(self.words[at : at + len(phrase)]) == phrase:
                return " ".join(phrase)
        return None

    def _innocent(self, at: int) -> bool:
        """Whether a word belongs to a good phrase that begins with it or up to two words earlier."""
        starts = range(max(0, at - 2), at + 1)
        found = ((start, self._phrase(start, self.lists.innocent)) for start in starts)
        return any(phrase and at < start + len(phrase.split()) for start, phrase in found)

    def _disguised(self) -> Iterator[str]:
        for chunk in self.chunks:
            for word in (*chunk.turned, chunk.tied):
                one = shape(word)
                match = self.lists.listed(one) or (self.lists.inside(one) if word != chunk.tied else None)
                if match:
                    yield match
            if chunk.masked:
                yield from _some(self.lists.masked(chunk.masked))

    def _spelled_out(self) -> Iterator[str]:
        """Single letters in a row, as one word: what stands anywhere in it is a hit."""
        letters = (word for chunk in self.chunks for word in (chunk.words or chunk.turned[:1]))
        for single, run in groupby(letters, key=lambda word: len(set(word)) == 1):
            if single and (match := self.lists.spelled(shape("".join(run)))):
                yield match

    def _in_two(self, first: Shape, second: Shape) -> Iterator[str]:
        """A word with a space in it: "ngen tot"."""
        if 1 < len(first.key) < LONGEST_WORD and 1 < len(second.key) < LONGEST_WORD:
            yield from _some(self.lists.joined(first.and_(second)))


def _some(word: str | None) -> tuple[str, ...]:
    return (word,) if word else ()
