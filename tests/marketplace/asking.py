"""Asking the marketplace as a visitor does, and changing what it lists."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Flask

from kreatr.kernel import events
from kreatr.kernel.db import db, unit
from kreatr.marketplace import queries
from kreatr.marketplace.forms import Search
from kreatr.marketplace.queries import Results
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item

PATH = "/community/marketplace"


def usernames(answer: Any) -> list[str]:
    """The creators of the cards on a page, in order."""
    links = answer.page.all("[data-testid=creator-card] h3 a")
    return [link.get("href").removeprefix("/portfolio/") for link in links]


def found(app: Flask, **search: Any) -> list[str]:
    """The usernames on the page that a search asks for, as a request of its own would find them."""
    return [card["username"] for card in results(app, **search).cards]


def results(app: Flask, **search: Any) -> Results:
    """What a search finds, as a request of its own would find it."""
    with app.app_context():
        return queries.find(Search(**search))


def state(url: str) -> dict[str, list[str]]:
    """The query string of a link."""
    return parse_qs(urlsplit(url).query)


def change_item(item: Item, **fields: Any) -> None:
    """The work with other values, and the news of it."""
    with unit():
        for name, value in fields.items():
            setattr(item, name, value)
        events.record(ItemChanged(item.creator_id, item.id))


def delete_item(item: Item) -> None:
    """The work is taken away, and the news of it."""
    with unit() as session:
        session.delete(item)
        session.flush()
        events.record(ItemChanged(item.creator_id, item.id))


def fresh() -> None:
    """Lets go of what the test has loaded, as the next request would."""
    db.session.rollback()
    db.session.expire_all()
