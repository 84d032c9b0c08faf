"""Many rows at once, for the tests that count queries: the same shapes as in `tests.world`, without outbox news."""

from __future__ import annotations

import uuid
from datetime import timedelta

import sqlalchemy as sa

from kreatr.community.models import Activity, ActivityType, CommunityEvent, Platform
from kreatr.creators.models import Availability, Creator, CreatorKind
from kreatr.credits.models import CreditAccount, CreditEntry, EntryKind
from kreatr.demo.populate import add
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import cache, clock
from kreatr.kernel.db import unit, uuid7
from kreatr.portfolio.models import Item, ItemCategory, ItemImage, ModerationStatus
from tests.pictures import make_picture
from tests.world import make_creator, make_item


def populate(number: int) -> None:
    """Many listed creators with their works, as `flask populate` makes them."""
    for _done in add(number):
        pass


def make_creators(number: int) -> None:
    """A few listed creators of one pattern: massa0, massa1, …; not available, of every kind in turn."""
    picture = make_picture()
    for n in range(number):
        creator = make_creator(
            f"massa{n}",
            display_name=f"Massa {n}",
            kinds=(list(CreatorKind)[n % len(CreatorKind)],),
            availability=Availability.UNAVAILABLE,
            hourly_rate=50_000 + 1000 * n,
            projects_completed=n % 40,
            created_at=clock.now() - timedelta(hours=n),
        )
        category = list(ItemCategory)[n % len(ItemCategory)]
        make_item(creator, f"Karya massa {n}", category=category, pictures=(picture,))


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


def make_activities(number: int, creator: Creator | None = None, item: Item | None = None) -> None:
    """Lines of the feed: of every kind in turn, of a person and a work if they are given; few are announcements of the house."""
    kinds = list(ActivityType)
    of = {"actor_id": creator.id if creator else None, "item_id": item.id if item else None}
    nobody = dict.fromkeys(of)
    rows = [
        {
            "id": uuid7(),
            "type": kinds[n % len(kinds)],
            "title": f"Kabar {n}",
            "source": Platform.GITHUB if n % len(kinds) > 2 and n % 100 != 3 else None,
            "link": "https://github.com/",
            "created_at": clock.now() - timedelta(minutes=n),
            **(of if n % len(kinds) < 3 else nobody),
        }
        for n in range(number)
    ]
    with unit() as session:
        session.execute(sa.insert(Activity), rows)
        cache.bump("community")


def make_events(number: int) -> None:
    """Events an hour apart: half of them to come, the others over."""
    rows = []
    for n in range(number):
        starts = clock.now() + timedelta(hours=n // 2 + 3) * (1 if n % 2 == 0 else -1)
        rows.append(
            {"id": uuid7(), "title": f"Temu {n}", "starts_at": starts, "ends_at": starts + timedelta(hours=2)}
        )
    with unit() as session:
        session.execute(sa.insert(CommunityEvent), rows)
        cache.bump("community")


def make_credits(number: int, user_id: uuid.UUID) -> None:
    """A ledger of many settled calls, and one that is still under way."""
    left, rows = 10 * number, []

    def line(kind: EntryKind, amount: int, call_id: uuid.UUID | None, about: str = "") -> None:
        nonlocal left
        left += amount
        said = {"kind": kind, "amount": amount, "balance": left, "call_id": call_id, "about": about}
        rows.append({"id": uuid7(), "user_id": user_id, **said})

    line(EntryKind.GRANT, 0, None, "Untuk memulai")
    for n in range(number):
        call = uuid7()
        line(EntryKind.RESERVATION, -9, call, f"tugas{n % 7}|Model {n % 3}")
        if n < number - 1:
            line(EntryKind.SETTLEMENT, 4, call)
    with unit() as session:
        session.add(CreditAccount(user_id=user_id, balance=left, measure=10 * number))
        session.execute(sa.insert(CreditEntry), rows)
