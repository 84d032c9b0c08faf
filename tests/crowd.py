"""Many rows at once, for the tests that count queries: the same shapes as in `tests.world`, without outbox news."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.community.models import Activity, ActivityType
from kreatr.creators.events import CreatorChanged
from kreatr.creators.models import Creator, CreatorKind, CreatorKindLink, CreatorSkill, Skill
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import clock
from kreatr.kernel.db import unit, uuid7
from kreatr.marketplace.actions import refresh
from kreatr.portfolio.models import Item, ItemCategory, ItemImage, ModerationStatus
from tests.pictures import make_picture

SKILLS = ("Midjourney", "Branding", "Python", "Animasi", "Ilustrasi")


def make_creators(number: int) -> None:
    """Listed creators with one work each."""
    with unit() as session:
        picture = make_picture()
        skills = [Skill(name=name, slug=f"massa-{name.lower()}") for name in SKILLS]
        session.add_all(skills)
        session.flush()
        creators = [_creator(n, skills[n % len(skills)]) for n in range(number)]
        session.add_all(creators)
        session.flush()
        works = {creator.id: _item(creator, f"Karya massa {n}", n) for n, creator in enumerate(creators)}
        session.add_all(works.values())
        session.flush()
        session.add_all(
            ItemImage(item_id=work.id, picture_id=picture.id, alt="Gambar", alt_en="Picture")
            for work in works.values()
        )
        session.flush()
        for creator in creators:
            refresh(CreatorChanged(creator.id))


def _creator(number: int, skill: Skill) -> Creator:
    username = f"massa{number}"
    user = User(
        username=username, email=f"{username}@contoh.test", password_hash="", email_confirmed_at=clock.now()
    )
    return Creator(
        user=user,
        username=username,
        display_name=f"Massa {number}",
        bio="Satu dari banyak orang yang membuat karya dengan AI.",
        hourly_rate=50_000 + 1000 * number,
        is_featured=number % 50 == 0,
        projects_completed=number % 40,
        created_at=clock.now() - timedelta(hours=number),
        skill_links=[CreatorSkill(skill_id=skill.id, skill=skill)],
        kind_links=[CreatorKindLink(kind=list(CreatorKind)[number % 4])],
    )


def _item(creator: Creator, title: str, number: int) -> Item:
    return Item(
        creator_id=creator.id,
        title=title,
        slug=title.lower().replace(" ", "-"),
        description="Satu dari banyak.",
        category=list(ItemCategory)[number % len(ItemCategory)],
        status=ModerationStatus.APPROVED,
        published_at=clock.now(),
        tags=[],
    )


def make_items(creator: Creator, number: int) -> None:
    """Shown works of one creator, with a picture each."""
    with unit() as session:
        picture = make_picture()
        for n in range(number):
            item = _item(creator, f"Karya {n} dari banyak", n)
            item.id = uuid7()
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
