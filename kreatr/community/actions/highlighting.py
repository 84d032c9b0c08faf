"""Choosing works for the hub: which, and in which order."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l

from kreatr.accounts.models import User
from kreatr.community.events import WorkHighlighted
from kreatr.community.models import Highlight
from kreatr.community.queries.highlights import order
from kreatr.creators import queries as creators
from kreatr.kernel import cache, events
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import BadRequest, Conflict, NotFound, Renamed
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.models import Item

MOST = 8


class NotShown(BadRequest):
    code, status, text = "NOT_SHOWN", 422, _l("No work that everybody can see has this address.")


class ChosenBefore(Conflict):
    code, text = "CHOSEN_BEFORE", _l("This work is among them already.")


class AllChosen(Conflict):
    code, text = "ALL_CHOSEN", _l("There are eight already. Remove one first.")


@action
def choose(viewer: User, username: str, slug: str) -> Item:
    """Puts a shown work last among the highlights. Raises NotShown, ChosenBefore, AllChosen."""
    item = _shown(username, slug)
    ids = _locked()
    if item.id in ids:
        raise ChosenBefore
    if len(ids) >= MOST:
        raise AllChosen
    db.session.add(Highlight(item_id=item.id, position=len(ids), chosen_by=viewer.id))
    _number([*ids, item.id])
    events.record(WorkHighlighted(item.creator_id, item.id))
    return item


@action
def move(item_id: uuid.UUID, step: int) -> None:
    """One of them `step` places up (negative) or down; at the ends it stays. Raises NotFound."""
    ids = _locked()
    if item_id not in ids:
        raise NotFound
    at = ids.index(item_id)
    ids.insert(max(0, at + step), ids.pop(at))
    _number(ids)


@action
def remove(item_id: uuid.UUID) -> None:
    """The work is an ordinary one again. Raises NotFound."""
    ids = _locked()
    if item_id not in ids:
        raise NotFound
    db.session.execute(sa.delete(Highlight).where(Highlight.item_id == item_id))
    _number([id_ for id_ in ids if id_ != item_id])


def _shown(username: str, slug: str) -> Item:
    try:
        creator = creators.shown(None, username)
        return portfolio.shown_item(creator.id, slug)
    except Renamed as error:
        return _shown(error.new, slug)
    except NotFound:
        raise NotShown from None


def _locked() -> list[uuid.UUID]:
    lock(db.session(), "highlights")
    return order()


def _number(ids: list[uuid.UUID]) -> None:
    db.session.flush()
    for place, id_ in enumerate(ids):
        db.session.execute(sa.update(Highlight).where(Highlight.item_id == id_).values(position=place))
    cache.bump("community")
