"""Crowds for load tests: complete, listed, and added on top of each other without collisions."""

from __future__ import annotations

from collections import Counter

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.creators.models import Creator, CreatorSkill, Skill
from kreatr.demo import populate
from kreatr.kernel.db import db
from kreatr.marketplace.models import Listing, ListingSkill
from kreatr.portfolio.models import Item, ItemImage
from tests.judge import Client
from tests.world import make_creator


def _count(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_a_crowd_is_listed_with_works_and_pictures(app: Flask, client: Client) -> None:
    assert list(populate.add(40)) == [40]
    assert _count(Creator) == _count(Listing) == 40
    assert 40 <= _count(Item) == _count(ItemImage) <= 120
    assert _count(CreatorSkill) == _count(ListingSkill)
    page = client.get("/community/marketplace")
    assert "40" in page.page.text("#hasil")
    somebody = db.session.scalars(sa.select(Creator).order_by(Creator.username)).first()
    assert somebody is not None
    assert 50 <= len(somebody.bio) <= 500
    assert client.get(f"/portfolio/{somebody.username}").status_code == 200
    word = somebody.display_name.split()[1]
    assert somebody.display_name in client.get(f"/community/marketplace?q={word}").page.text("#hasil")


def test_crowds_follow_one_another_and_leave_room_for_others(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(populate, "BATCH", 8)
    assert list(populate.add(20)) == [8, 16, 20]
    assert list(populate.add(5)) == [5]
    newcomer = make_creator("pendatang")
    assert _count(Listing) == 26
    listing = db.session.scalars(sa.select(Listing).where(Listing.creator_id == newcomer.id)).one()
    assert listing.id == max(db.session.scalars(sa.select(Listing.id)))


@pytest.mark.one_database
def test_some_skills_are_much_more_common_than_others(app: Flask) -> None:
    list(populate.add(300))
    rows = db.session.execute(sa.select(Skill.name).join(CreatorSkill, CreatorSkill.skill_id == Skill.id))
    counts = Counter(name for (name,) in rows)
    assert len(counts) > 40
    assert counts.most_common(1)[0][1] > 8 * counts.most_common()[40][1]
