"""What lies on the creators' desks in the demo world: views of the last weeks, drafts, answers at hand, notices."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from kreatr.creators.models import Creator
from kreatr.demo import library
from kreatr.demo.cast import Cast
from kreatr.demo.moments import SEED, Moments
from kreatr.inquiries.models import ReplyTemplate
from kreatr.kernel.db import db
from kreatr.portfolio.models import CreatorViews, Draft

DAYS = 45
ZONE = ZoneInfo("Asia/Jakarta")


def furnish(cast: Cast, moments: Moments) -> dict[str, int]:
    """Stores it all; returns how much there is of what."""
    views = [day for creator in cast.creators.values() for day in _views(creator, moments)]
    desk: dict[str, Any] = library.read("workbench")
    drafts = [
        _draft(cast.creators[name], one, moments) for name, all_ in desk["drafts"].items() for one in all_
    ]
    templates = [
        ReplyTemplate(creator_id=cast.creators[name].id, **one)
        for name, all_ in desk["templates"].items()
        for one in all_
    ]
    db.session.add_all([*views, *drafts, *templates])
    return {"drafts": len(drafts), "templates": len(templates)}


def _views(creator: Creator, moments: Moments) -> list[CreatorViews]:
    """A believable curve: more on weekends, one good day, nothing before they came."""
    chance = Random(f"{SEED} views {creator.username}")
    usual, good = chance.lognormvariate(2.2, 0.7), chance.randrange(2, 20)
    found = []
    for ago in range(DAYS):
        moment = moments.now - timedelta(days=ago)
        if moment < creator.created_at:
            break
        day = moment.astimezone(ZONE).date()
        share = (1.4 if day.weekday() >= 5 else 1.0) * (4.0 if ago == good else 1.0)
        number = int(usual * share * chance.uniform(0.3, 1.6))
        if number:
            found.append(CreatorViews(creator_id=creator.id, day=day, views=number))
    return found


def _draft(creator: Creator, one: dict[str, Any], moments: Moments) -> Draft:
    written = moments.ago(one["hours"])
    return Draft(creator_id=creator.id, content=one["content"], created_at=written, updated_at=written)
