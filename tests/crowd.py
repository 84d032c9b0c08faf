"""Many rows at once, for the tests that count queries: the same shapes as in `tests.world`, without outbox news."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from kreatr.community.models import Activity, ActivityType
from kreatr.creators.models import Creator
from kreatr.demo import populate
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import clock
from kreatr.kernel.db import unit, uuid7
from kreatr.portfolio.models import Item, ItemCategory, ItemImage, ModerationStatus
from tests.pictures import make_picture


def make_creators(number: int) -> None:
    """Listed creators with their works, as `flask populate` makes them."""
    for _done in populate.add(number):
        pass


def _item(creator: Creator, title: str, number: int) -> Item:
    return Item(
        id=uuid7(),
        creator_id=creator.id,
        title=title,
        slug=title.lower().replace(" ", "-"),
        description="Satu dari banyak.",
        category=list(ItemCategory)[number % len(ItemCategory)],
        status=ModerationStatus.APPROVED,
        published_at=clock.now(),
    )


def make_items(creator: Creator, number: int) -> None:
    """Shown works of one creator, with a picture each."""
    with unit() as session:
        picture = make_picture()
        for n in range(number):
            item = _item(creator, f"Karya {n} dari banyak", n)
            session.add(item)
            session.add(ItemImage(item_id=item.id, picture=picture, alt="Gambar", alt_en="Picture"))


def make_inquiries(creator: Creator, number: int) -> None:
    """Unread inquiries for one creator."""
    rows = [
        {
            "id": uuid7(),
            "creator_id": creator.id,
            "name": f"Pengirim {n}",
            "email": f"pengirim{n}@contoh.test",
            "subject": f"Perihal {n}",
            "message": "Apakah ada waktu bulan depan untuk sebuah ilustrasi? " * 2,
            "submission_key": f"massa-{n}",
            "created_at": clock.now() - timedelta(minutes=n),
        }
        for n in range(number)
    ]
    with unit() as session:
        session.execute(sa.insert(Inquiry), rows)


def make_activities(number: int) -> None:
    """Lines of the feed."""
    rows = [
        {
            "id": uuid7(),
            "type": ActivityType.ANNOUNCEMENT,
            "title": f"Kabar {n}",
            "created_at": clock.now() - timedelta(minutes=n),
        }
        for n in range(number)
    ]
    with unit() as session:
        session.execute(sa.insert(Activity), rows)
