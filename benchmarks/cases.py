"""The questions that growth is measured with, taken from what the populated databases hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlencode

import sqlalchemy as sa

from benchmarks.houses import House
from kreatr.creators.models import Availability, CreatorKind, Skill
from kreatr.inquiries.models import Inquiry
from kreatr.kernel.db import db
from kreatr.kernel.search import fold
from kreatr.marketplace.forms import PAGE_SIZE
from kreatr.marketplace.models import Listing, ListingSkill
from kreatr.portfolio.models import Item, ItemCategory

PATH = "/community/marketplace"
NUMBERED = re.compile(r'<a href="(/community/marketplace[^"]*page=[^"]*)"')
ENOUGH = 2 * PAGE_SIZE  # matches among the fewest creators, so that both sizes show full pages


def cases() -> dict[str, str]:
    """What is asked → the address. Called inside the app with the smaller database."""
    return {name: f"{PATH}?{urlencode(pairs)}" for name, pairs in (*_filters(), *_searches())}


def lists(house: House) -> dict[str, tuple[str, str]]:
    """Pages of which each house has its own: what is asked → the address and the cookie of who asks."""
    usual, busiest, widest = house.usual(), house.most(Inquiry.creator_id), house.most(Item.creator_id)
    admin = house.cookie(house.administrator())
    signed = {"usual": house.cookie(usual[0]), "largest": house.cookie(busiest[0])}
    return {
        "page 20, from the one before": (_deep(house, "", 20), ""),
        "page 14 of a filter": (_deep(house, "availability=BUSY&rating=4", 14), ""),
        "landing": ("/", ""),
        "hub": ("/community", ""),
        "feed": ("/community/feed", ""),
        "portfolio, usual": (f"/portfolio/{usual[1]}", ""),
        "portfolio, largest": (f"/portfolio/{widest[1]}", ""),
        **{f"inbox, {who}": ("/dashboard/inquiries", cookie) for who, cookie in signed.items()},
        **{f"dashboard, {who}": ("/dashboard", cookie) for who, cookie in signed.items()},
        "own works, largest": ("/dashboard/portfolio", house.cookie(widest[0])),
        "queue, works": ("/admin/marketplace/moderation", admin),
        "queue, messages": ("/admin/marketplace/moderation?tab=messages", admin),
        "people": ("/admin/people", admin),
        "people of the house": ("/admin/people?show=house", admin),
        "people, banned": ("/admin/people?show=banned", admin),
    }


def _deep(house: House, query: str, page: int) -> str:
    """The address of a page that is reached by going on from the first one."""
    url = f"{PATH}?{query}"
    for number in range(2, page + 1):
        links = NUMBERED.findall(house.ask(url)[1])
        url = next((link for link in map(unescape, links) if f"page={number}&" in f"{link}&"), url)
    return url


def _filters() -> Iterable[tuple[str, list[tuple[str, str]]]]:
    yield "everything", []
    for kind in CreatorKind:
        yield f"kind {kind.value.lower()}", [("category", kind.value)]
    for category in ItemCategory:
        yield f"category {category.value.lower()}", [("category", category.value)]
    for state in Availability:
        yield f"availability {state.value.lower()}", [("availability", state.value)]
    yield "rating 4+", [("rating", "4")]
    yield "price 100–250 thousand", [("min_price", "100000"), ("max_price", "250000")]
    common, second, rare = skills()
    yield "skill, the commonest", [("skill", common)]
    yield "skill, a rare one", [("skill", rare)]
    yield "two skills", [("skill", second), ("skill", rare)]
    for sort in ("newest", "rating"):
        yield f"sort {sort}", [("sort", sort)]
    yield (
        "three filters and a sort",
        [
            ("category", CreatorKind.PROMPTER.value),
            ("availability", Availability.AVAILABLE.value),
            ("rating", "4"),
            ("sort", "newest"),
        ],
    )
    yield (
        "skill, category and price",
        [
            ("skill", second),
            ("category", ItemCategory.AI_CONTENT.value),
            ("max_price", "500000"),
        ],
    )
    yield "page 2", [("page", "2")]
    yield "page 25, counted off from the top", [("page", "25")]
    yield "as a list", [("view", "list")]


def skills() -> tuple[str, str, str]:
    """Slugs: the commonest, the next, and the rarest that still fills a page."""
    rows = db.session.execute(
        sa.select(Skill.slug, sa.func.count().label("number"))
        .join(ListingSkill, ListingSkill.skill_id == Skill.id)
        .group_by(Skill.slug)
        .order_by(sa.desc("number"), Skill.slug)
    ).all()
    return rows[0][0], rows[1][0], [slug for slug, number in rows if number >= ENOUGH][-1]


def _searches() -> Iterable[tuple[str, list[tuple[str, str]]]]:
    words = list(db.session.scalars(sa.select(Listing.words).order_by(Listing.id)))
    first = _commonest(text.split()[0] for text in words)
    # A number of three digits: only its own ten longer ones begin like it, and they belong to other names.
    one = sa.select(Listing.card).order_by(Listing.id.desc()).offset(100).limit(1)
    username = db.session.scalars(one).one()["username"]
    common = _commonest(word for text in words for word in set(text.split()) if len(word) >= 5)
    other = _commonest(
        word
        for text in words
        if f" {common} " in f"{text} "
        for word in set(text.split()) - {common}
        if len(word) >= 5
    )
    yield f"search a first name ({first})", [("q", first)]
    yield f"search a common word ({common})", [("q", common)]
    yield f"search two words ({common} {other})", [("q", f"{common} {other}")]
    yield f"search one person ({username})", [("q", username)]
    yield f"search a beginning ({common[:3]})", [("q", common[:3])]
    wrong = misspelled(common)
    yield f"search with a typo ({wrong})", [("q", wrong)]
    yield "search a name with a filter", [("q", first), ("availability", Availability.AVAILABLE.value)]
    yield "search a word by rating", [("q", common), ("sort", "rating")]
    yield "search a word nobody uses", [("q", "zzyzxqwv")]


def _commonest(words: Iterable[str]) -> str:
    counted = Counter(word for word in words if fold(word) == [word] and not word.isdigit())
    return max(counted.items(), key=lambda item: (item[1], item[0]))[0]


def misspelled(word: str) -> str:
    """The word with one letter typed wrongly near its end."""
    return f"{word[:-2]}{'q' if word[-2] != 'q' else 'w'}{word[-1]}"
