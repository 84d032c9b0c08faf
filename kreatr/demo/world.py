"""Builds the demo world: everybody and everything in one transaction, the same in every run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

import sqlalchemy as sa

from kreatr.creators.events import CreatorChanged
from kreatr.creators.models import Creator
from kreatr.demo import gallery, square, voices, workbench
from kreatr.demo.cast import assemble
from kreatr.demo.docket import pile_up
from kreatr.demo.moments import Moments
from kreatr.demo.pictures import Order, make_all
from kreatr.kernel import cache, clock, events
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import Conflict
from kreatr.kernel.images import Made
from kreatr.kernel.pictures import Picture


def build(
    progress: Callable[[str], None],
    now: datetime | None = None,
    paint: Callable[[list[Order]], Iterable[Made]] = make_all,
) -> dict[str, int]:
    """Fills an empty database. `now` is what all dates are counted from, `paint` makes the pictures.

    Returns how much there is of what. Raises Conflict when there are creators already.
    """
    if db.session.scalar(sa.select(sa.exists(sa.select(Creator.id)))):
        raise Conflict("There are creators already; the demo world is made in an empty database only.")
    wanted = gallery.orders()
    progress(f"Drawing {len(wanted)} pictures")
    pictures = gallery.store(wanted, paint(wanted))
    progress("Writing people, works and words")
    with unit():
        counts = _write(Moments(now or clock.now()), pictures) | {"pictures": len(pictures)}
        cache.bump("community", "marketplace")
    return counts


def _write(moments: Moments, pictures: dict[str, Picture]) -> dict[str, int]:
    cast = assemble(moments, pictures)
    items = gallery.hang(cast.creators, moments, pictures)
    reviews = voices.praise(cast, moments)
    inquiries = voices.correspond(cast, moments)
    desk = workbench.furnish(cast, moments)
    happenings, lines = square.open_up(cast, moments, items)
    db.session.flush()
    for creator in cast.creators.values():
        events.record(CreatorChanged(creator.id))
    docket = pile_up(cast, moments, items)
    return {
        "users": len(cast.users),
        "creators": len(cast.creators),
        "items": len(items),
        "reviews": reviews,
        "inquiries": inquiries,
        "events": happenings,
        "activities": lines,
        **desk,
        **docket,
    }
