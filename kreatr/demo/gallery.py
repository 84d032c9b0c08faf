"""Pictures and works of the demo world."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from random import Random
from typing import Any

from kreatr.creators.models import Creator
from kreatr.demo import library
from kreatr.demo.moments import SEED, Moments
from kreatr.demo.pictures import Order
from kreatr.demo.recipes import ART
from kreatr.kernel import storage
from kreatr.kernel.db import db
from kreatr.kernel.images import Made
from kreatr.kernel.pictures import Picture, made_of
from kreatr.kernel.text import slugify
from kreatr.portfolio.models import Item, ItemCategory, ItemImage, Licence, ModerationStatus, Tag, Visibility

REVIEW_TIME = timedelta(hours=3)
REASONS = {
    "REJECTED": "Gambarnya bagus, tetapi ceritanya belum menyebut bagian mana yang dikerjakan mesin. Tambahkan satu kalimat, lalu ajukan lagi.",
    "FLAGGED": "Seseorang merasa karya ini mirip miliknya. Kami sedang memeriksa; kamu tidak perlu berbuat apa-apa dulu.",
}


def manifest() -> list[dict[str, Any]]:
    """What is known of the pictures in the art folder: file, kind, title, size, and what they show."""
    found: list[dict[str, Any]] = json.loads((ART / "manifest.json").read_text(encoding="utf-8"))
    return found


def orders() -> list[Order]:
    """Every picture the world needs; the keys name whose and what they are."""
    wanted = []
    for person in library.people():
        username, colors = person["username"], tuple(person["colors"])
        for kind in ("avatar", "banner"):
            if person[kind]:
                wanted.append(Order(f"{username} {kind}", kind, person[kind], colors, username))
        for work in library.works(username):
            for key, recipe in _recipes(username, work):
                wanted.append(Order(key, "work", recipe, colors, username))
    return wanted


def _recipes(username: str, work: dict[str, Any]) -> list[tuple[str, str]]:
    """The keys of a work's pictures with their recipes, the first one first."""
    further = library.details(username, work["title"]).get("pictures", ())
    recipes = [work["recipe"], *(one["recipe"] for one in further)]
    return [(f"{username} {work['title']}" + f" {n}" * (n > 1), one) for n, one in enumerate(recipes, 1)]


def store(ordered: list[Order], made: Iterable[Made]) -> dict[str, Picture]:
    """Puts the files of what was ordered into the storage; returns the rows by key, not yet in the database."""
    pictures = {}
    for order, picture in zip(ordered, made, strict=True):
        storage.keep(picture)
        pictures[order.key] = made_of(picture)
    return pictures


def hang(creators: dict[str, Creator], moments: Moments, pictures: dict[str, Picture]) -> dict[str, Item]:
    """Makes everybody's items; returns them under "<username> <title>"."""
    tags: dict[str, Tag] = {}
    items = {}
    for username, creator in creators.items():
        works = library.works(username)
        for work, made_at in zip(works, moments.works(username, len(works)), strict=True):
            item = _item(work, creator, [pictures[key] for key, _recipe in _recipes(username, work)])
            item.created_at = item.submitted_at = made_at
            item.published_at = made_at + REVIEW_TIME if item.status is ModerationStatus.APPROVED else None
            item.tags = [
                tags.setdefault(slugify(name), Tag(name=name, slug=slugify(name))) for name in work["tags"]
            ]
            items[f"{username} {item.title}"] = item
    db.session.add_all(items.values())
    db.session.flush()
    return items


def _item(work: dict[str, Any], creator: Creator, pictures: list[Picture]) -> Item:
    more = library.details(creator.username, work["title"])
    said = [work, *more.get("pictures", ())]
    chance = Random(f"{SEED} {creator.username} {work['title']}")
    shown = work["status"] == "APPROVED" and work["visibility"] == "PUBLIC"
    views = int(chance.lognormvariate(5.4, 0.9)) if shown else 0
    return Item(
        creator=creator,
        slug=slugify(work["title"]),
        title=work["title"],
        description=work["description"],
        category=ItemCategory(work["category"]),
        prompt=work["prompt"],
        tools=work["tools"],
        human_part=more.get("human_part"),
        licence=Licence(more.get("licence", Licence.ALL_RIGHTS)),
        reason=REASONS.get(work["status"]),
        visibility=Visibility(work["visibility"]),
        status=ModerationStatus(work["status"]),
        featured=work["featured"],
        views=views,
        likes=int(views * chance.uniform(0.03, 0.14)),
        images=[
            ItemImage(picture=picture, alt=one["alt"], alt_en=one["alt_en"], position=place)
            for place, (picture, one) in enumerate(zip(pictures, said, strict=True))
        ],
    )
