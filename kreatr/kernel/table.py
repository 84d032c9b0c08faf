"""Finished pages in the memory of one process, under everything of a request that can make a difference to them.

Nothing is understood here: what was asked word for word before is answered byte for byte again. All of it happens on the
event loop of the front, so there is no lock. `kernel/hearing.py` tells which tags changed, `kernel/recall.py` what to put.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

Question = Hashable
Headers = tuple[tuple[str, str], ...]
OVERHEAD = 2000  # bytes that a page or a question costs besides its text, roughly
DROPS = 5000  # tags whose last change is remembered


@dataclass(eq=False)
class Page:
    """A finished answer: `name` is the same for equal ones, `ends` a moment of the loop's clock, `short` what goes with a 304,
    `looks` what a person's look at it counts for."""

    name: Hashable
    tags: tuple[str, ...]
    headers: Headers
    body: bytes
    ends: float
    endpoint: str
    looks: tuple[tuple[str, str], ...]
    etag: str = ""
    short: Headers = ()
    asked: set[Question] = field(default_factory=set)

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD


class Table:
    """Pages by what was asked, at most `most` bytes of them; those that were asked for longest ago give way."""

    def __init__(self, most: int) -> None:
        self.most, self.bytes = most, 0
        self.answers: OrderedDict[Question, Page] = OrderedDict()
        self.pages: dict[Hashable, Page] = {}
        self.tagged: dict[str, set[Page]] = {}
        self.changes = self.floor = 0
        self.changed: dict[str, int] = {}

    def find(self, question: Question, now: float) -> Page | None:
        """What was answered to this, if it still holds."""
        page = self.answers.get(question)
        if page is None:
            return None
        if now >= page.ends:
            self._let_go(page)
            return None
        self.answers.move_to_end(question)
        return page

    def put(self, question: Question, page: Page, since: int) -> bool:
        """Keeps an answer that was begun when `changes` stood at `since`; False if it is too large or may be old already."""
        if self._too_late(page.tags, since) or page.size > self.most // 4:
            return False
        self._take_back(question)
        known = self.pages.get(page.name)
        if known is None:
            known = self.pages[page.name] = page
            self.bytes += page.size
            for tag in page.tags:
                self.tagged.setdefault(tag, set()).add(page)
        known.asked.add(question)
        self.answers[question] = known
        self.bytes += OVERHEAD
        while self.bytes > self.most:
            self._take_back(next(iter(self.answers)))
        return True

    def _too_late(self, tags: tuple[str, ...], since: int) -> bool:
        return since < self.floor or any(self.changed.get(tag, 0) > since for tag in tags)

    def drop(self, tags: Iterable[str]) -> None:
        """Lets go of everything under these tags, also of what is being built now."""
        self.changes += 1
        if len(self.changed) > DROPS:
            self.changed.clear()
            self.floor = self.changes
        for tag in tags:
            self.changed[tag] = self.changes
            for page in list(self.tagged.get(tag, ())):
                self._let_go(page)

    def clear(self) -> None:
        """Lets go of everything, also of what is being built now."""
        self.changes += 1
        self.floor = self.changes
        self.bytes = 0
        for kept in (self.answers, self.pages, self.tagged, self.changed):
            kept.clear()

    def _let_go(self, page: Page) -> None:
        for question in list(page.asked):
            self._take_back(question)

    def _take_back(self, question: Question) -> None:
        page = self.answers.pop(question, None)
        if page is None:
            return
        self.bytes -= OVERHEAD
        page.asked.discard(question)
        if page.asked:
            return
        self.bytes -= page.size
        del self.pages[page.name]
        for tag in page.tags:
            self.tagged[tag].discard(page)
            if not self.tagged[tag]:
                del self.tagged[tag]
