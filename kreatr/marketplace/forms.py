"""The state of a search, read from the URL. Unknown values are dropped, never an error: a link is a link."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from kreatr.creators.models import Availability, CreatorKind
from kreatr.portfolio.models import ItemCategory

SORTS = ("popular", "newest", "rating")
RATINGS = (4, 3, 2)
VIEWS = ("grid", "list")
MOST_SKILLS = 10
HIGHEST_PRICE = 1_000_000_000
PAGE_SIZE = 12
MOST_PAGES = 10**6


@dataclass(frozen=True)
class Search:
    """What is looked for. `kinds`, `categories`, `availability` and `skills` each match any of theirs; prices are IDR/hour."""

    q: str = ""
    kinds: tuple[CreatorKind, ...] = ()
    categories: tuple[ItemCategory, ...] = ()
    availability: tuple[Availability, ...] = ()
    skills: tuple[str, ...] = ()
    rating: int | None = None
    min_price: int | None = None
    max_price: int | None = None
    sort: str = "popular"
    view: str = ""
    page: int = field(default=1, compare=False)
    start: str = field(default="", compare=False)  # of this page or one beside it, see `kernel.paging`

    @property
    def filters(self) -> int:
        """How many filters are on, the words searched for not counted."""
        chosen = len(self.kinds) + len(self.categories) + len(self.availability) + len(self.skills)
        return (
            chosen + (self.rating is not None) + (self.min_price is not None) + (self.max_price is not None)
        )

    @property
    def narrowed(self) -> bool:
        return bool(self.q or self.filters)

    def url(self, path: str, *, page: int = 1, start: str = "", **changes: Any) -> str:
        """The address of this search with changes; a changed filter starts at its first page."""
        chosen = replace(self, **changes).words if changes else self.words
        place = [("page", str(page))] if page > 1 else []
        place += [("from", start)] if place and start else []
        query = "&".join(filter(None, (chosen, urlencode(place))))
        return f"{path}?{query}" if query else path

    @cached_property
    def words(self) -> str:
        """What is looked for as a query string: defaults left out, always in one order, without the page."""
        pairs = [("q", self.q)] if self.q else []
        pairs += [("category", value) for value in (*self.kinds, *self.categories)]
        pairs += [("availability", value) for value in self.availability]
        pairs += [("skill", slug) for slug in self.skills]
        for name in ("rating", "min_price", "max_price"):
            if (number := getattr(self, name)) is not None:
                pairs.append((name, str(number)))
        if self.sort != "popular":
            pairs.append(("sort", self.sort))
        if self.view:
            pairs.append(("view", self.view))
        return urlencode(pairs)


def read(args: MultiDict[str, str]) -> Search:
    """The search of a query string. `category` takes creator kinds and item categories alike (C08)."""
    chosen = args.getlist("category")
    rating = _number(args.get("rating"), 5)
    sort, view = args.get("sort", "popular"), args.get("view", "")
    return Search(
        q=" ".join(args.get("q", "")[:100].split()),
        kinds=tuple(kind for kind in CreatorKind if kind.value in chosen),
        categories=tuple(category for category in ItemCategory if category.value in chosen),
        availability=tuple(state for state in Availability if state.value in args.getlist("availability")),
        skills=tuple(dict.fromkeys(slug[:60] for slug in args.getlist("skill") if slug))[:MOST_SKILLS],
        rating=rating if rating in RATINGS else None,
        min_price=_number(args.get("min_price"), HIGHEST_PRICE),
        max_price=_number(args.get("max_price"), HIGHEST_PRICE),
        sort=sort if sort in SORTS else "popular",
        view=view if view in VIEWS else "",
        page=max(1, _number(args.get("page"), MOST_PAGES) or 1),
        start=args.get("from", "")[:70],
    )


def _number(text: str | None, highest: int) -> int | None:
    digits = (text or "").replace(".", "").replace(",", "").strip()[:12]
    return min(int(digits), highest) if digits.isascii() and digits.isdigit() else None
