"""Crowds for load tests: complete, listed, and added on top of each other without collisions."""

from __future__ import annotations

from collections import Counter

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.community.models import Activity
from kreatr.creators.models import Creator, CreatorSkill, Skill
from kreatr.demo import bare, batches, populate
from kreatr.inquiries.models import Inquiry, InquiryMessage
from kreatr.kernel.db import db
from kreatr.marketplace.models import Listing, ListingSkill
from kreatr.moderation.models import Case, CaseKind
from kreatr.portfolio.models import Item, ItemImage, ModerationStatus
from kreatr.reviews.models import Review
from tests.judge import Client
from tests.world import make_creator


def _count(model: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_a_crowd_is_listed_with_works_and_pictures(app: Flask, client: Client) -> None:
    assert list(populate.add(40)) == [40]
    assert _count(Creator) == _count(Listing) == 40
    assert 40 <= _count(Item) == _count(ItemImage) <= 400
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


def test_copies_of_a_batch_are_people_of_their_own(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(populate, "BATCH", 30)
    monkeypatch.setattr(populate, "BARE_FROM", 10_000)
    monkeypatch.setattr(batches, "KEPT", 1)
    indexes = _indexes()
    assert list(populate.add(90)) == [30, 60, 90]
    people = db.session.scalars(sa.select(Creator)).all()
    assert len({one.username for one in people}) == len({one.id for one in people}) == _count(Listing) == 90
    for listing in db.session.scalars(sa.select(Listing)):
        creator = db.session.get_one(Creator, listing.creator_id)
        assert listing.card["username"] == creator.username and creator.username.endswith(f"-{listing.id}")
        assert listing.card["reviews"] == creator.review_count
    assert db.session.scalar(sa.select(sa.func.sum(Creator.review_count))) == _count(Review)
    assert _count(Inquiry) > _count(InquiryMessage) > 0 < _count(Activity)
    waiting = sa.select(sa.func.count()).where(Item.status == ModerationStatus.PENDING)
    works = sa.select(sa.func.count()).where(Case.kind == CaseKind.WORK)
    assert db.session.scalar(waiting) == db.session.scalar(works)
    assert _indexes() == indexes


def test_indexes_and_foreign_keys_come_back_even_after_a_load_that_was_killed(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _indexes()
    monkeypatch.setattr(bare, "mend", lambda _engine: None)
    with bare.bare(db.engine, populate.NAMES):
        assert len(_indexes()) < len(before)
    monkeypatch.undo()
    assert list(populate.add(3)) == [3]
    assert _indexes() == before


def _indexes() -> set[tuple[str, str]]:
    db.session.remove()
    inspector = sa.inspect(db.engine)
    return {
        (table, str(one["name"]))
        for table in inspector.get_table_names()
        for one in (*inspector.get_indexes(table), *inspector.get_foreign_keys(table))
    }
