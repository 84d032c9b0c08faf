"""A portfolio as the budgets name it: twelve works of three pictures each, hung in the house's demo world."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from benchmarks.processes import settings
from kreatr import create_app
from kreatr.accounts.models import User
from kreatr.creators.events import CreatorJoined
from kreatr.creators.models import Availability, Creator, CreatorKind, CreatorKindLink
from kreatr.kernel import clock, config, events
from kreatr.kernel.db import db, unit
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item, ItemCategory, ItemImage, ModerationStatus

WORKS, EACH = 12, 3
USERNAME, NAME = "duabelas", "12 × 3 pictures"
PATH = f"/portfolio/{USERNAME}"
BIO = "Dua belas seri, masing-masing tiga gambar: dari sketsa sampai jadi. Dibuat pelan-pelan di Salatiga."


def hang(folder: Path) -> None:
    """Hangs the works, once, in the database under `folder`; the pictures are the demo world's, each a different one."""
    loaded = config.load(settings(folder, f"sqlite:///{folder / 'kreatr.db'}", "", 8000))
    app = create_app({"KREATR": loaded})
    with app.app_context():
        if db.session.scalar(sa.select(Creator.id).where(Creator.username == USERNAME)) is None:
            with unit():
                _hang(_creator(), _pictures())
        db.session.remove()
        db.engine.dispose()


def _pictures() -> list[Picture]:
    """As many works' pictures as are needed, the largest first in bytes: the worst case of real ones."""
    works = sa.select(ItemImage.picture_id).where(ItemImage.picture_id.is_not(None))
    found = list(db.session.scalars(sa.select(Picture).where(Picture.id.in_(works)).order_by(Picture.name)))
    heavy = sorted(found, key=lambda one: -sum(int(size) for size in one.sizes.values()))
    return heavy[: WORKS * EACH]


def _creator() -> Creator:
    user = User(
        username=USERNAME,
        email=f"{USERNAME}@contoh.test",
        password_hash="nobody signs in",
        email_confirmed_at=clock.now(),
    )
    creator = Creator(user=user, username=USERNAME, display_name="Dua Belas", bio=BIO, place="Salatiga")
    creator.availability, creator.hourly_rate = Availability.AVAILABLE, 150_000
    creator.kind_links = [CreatorKindLink(kind=CreatorKind.AI_CONTENT_CREATOR)]
    db.session.add(creator)
    db.session.flush()
    events.record(CreatorJoined(creator.id))
    return creator


def _hang(creator: Creator, pictures: list[Picture]) -> None:
    for number in range(WORKS):
        item = Item(
            creator_id=creator.id,
            slug=f"seri-{number + 1}",
            title=f"Seri nomor {number + 1}",
            description="Tiga gambar dari satu seri.",
            category=list(ItemCategory)[number % len(ItemCategory)],
            status=ModerationStatus.APPROVED,
            published_at=clock.now(),
        )
        three = pictures[number * EACH : (number + 1) * EACH]
        item.images = [
            ItemImage(picture=picture, alt=f"Gambar {place + 1} dari seri {number + 1}", position=place)
            for place, picture in enumerate(three)
        ]
        db.session.add(item)
        db.session.flush()
        events.record(ItemChanged(creator.id, item.id))
