"""A small believable company of named people, and builders for the rest.

Everything goes through the real models inside a unit, and records the events the product would record, so that
listings, search and feed follow as they do in life.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher

from kreatr.accounts.models import Role, User
from kreatr.community.models import CommunityEvent
from kreatr.creators.events import CreatorChanged, CreatorJoined
from kreatr.creators.models import Availability, Creator, CreatorKind, CreatorKindLink, CreatorSkill, Skill
from kreatr.inquiries.models import Inquiry, InquiryStatus
from kreatr.kernel import clock, events, tokens
from kreatr.kernel.cache import bump
from kreatr.kernel.db import db, unit
from kreatr.kernel.pictures import Picture
from kreatr.kernel.text import slugify
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item, ItemCategory, ItemImage, ModerationStatus, Tag, Visibility
from kreatr.reviews.models import Review
from tests.judge import Client
from tests.pictures import make_picture

PASSWORD = "kata-sandi-uji-2026"
BIO = "Membuat gambar dan gerak dengan AI untuk jenama kecil dari Yogyakarta, dengan tangan dan sabar."
_numbers = itertools.count(1)


@cache
def _password_hash(password: str) -> str:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)


def make_user(
    username: str | None = None,
    *,
    role: Role = Role.USER,
    password: str = PASSWORD,
    confirmed: bool = True,
    **fields: Any,
) -> User:
    """An account; by default an ordinary one with a confirmed address that has been there for a while."""
    username = username or f"orang{next(_numbers)}"
    values = {
        "email": f"{username}@contoh.test",
        "email_confirmed_at": clock.now() if confirmed else None,
        "created_at": clock.now() - timedelta(days=90),
        **fields,
    }
    with unit() as session:
        user = User(username=username, role=role, password_hash=_password_hash(password), **values)
        session.add(user)
        session.flush()
    return user


def make_creator(
    username: str | None = None,
    *,
    user: User | None = None,
    kinds: tuple[CreatorKind, ...] = (CreatorKind.AI_CONTENT_CREATOR,),
    skills: tuple[str, ...] = (),
    **fields: Any,
) -> Creator:
    """A public, complete profile (with its account) that was just saved for the first time."""
    user = user or make_user(username)
    values: dict[str, Any] = {
        "display_name": user.username.capitalize(),
        "bio": BIO,
        "place": "Yogyakarta",
        "availability": Availability.AVAILABLE,
        "hourly_rate": 150_000,
        **fields,
    }
    with unit() as session:
        creator = Creator(user=user, username=user.username, **values)
        session.add(creator)
        creator.kind_links = [CreatorKindLink(kind=kind, position=n) for n, kind in enumerate(kinds)]
        creator.skill_links = [CreatorSkill(skill=_skill(name), position=n) for n, name in enumerate(skills)]
        session.flush()
        events.record(CreatorJoined(creator.id))
    return creator


def _skill(name: str) -> Skill:
    found = db.session.scalar(sa.select(Skill).where(Skill.slug == slugify(name)))
    return found or Skill(name=name, slug=slugify(name))


def change_creator(creator: Creator, **fields: Any) -> Creator:
    """The profile with other values, and the news of it."""
    with unit():
        for name, value in fields.items():
            setattr(creator, name, value)
        events.record(CreatorChanged(creator.id))
    return creator


def make_item(
    creator: Creator,
    title: str | None = None,
    *,
    status: ModerationStatus = ModerationStatus.APPROVED,
    visibility: Visibility = Visibility.PUBLIC,
    pictures: tuple[Picture, ...] | None = None,
    tags: tuple[str, ...] = (),
    **fields: Any,
) -> Item:
    """A work; by default public and approved, with one picture."""
    title = title or f"Karya nomor {next(_numbers)}"
    shown = status is ModerationStatus.APPROVED
    chosen = (make_picture(),) if pictures is None else pictures
    values: dict[str, Any] = {
        "slug": slugify(title),
        "description": "Dibuat untuk pameran kecil di **Yogyakarta**.",
        "category": ItemCategory.AI_CONTENT,
        "published_at": clock.now() if shown else None,
        **fields,
    }
    with unit() as session:
        item = Item(creator_id=creator.id, title=title, status=status, visibility=visibility, **values)
        item.images = [
            ItemImage(picture=one, alt=f"Gambar {title}", alt_en=f"Picture of {title}", position=n)
            for n, one in enumerate(chosen)
        ]
        item.tags = [_tag(name) for name in tags]
        session.add(item)
        session.flush()
        events.record(ItemChanged(creator.id, item.id))
    return item


def _tag(name: str) -> Tag:
    found = db.session.scalar(sa.select(Tag).where(Tag.slug == slugify(name)))
    return found or Tag(name=name, slug=slugify(name))


def make_review(creator: Creator, reviewer: User | None = None, *, rating: int = 5, **fields: Any) -> Review:
    """A review, with the creator's mean and count following."""
    with unit():
        review = _review(creator, reviewer or make_user(), rating, fields)
        _count_reviews(creator)
    return review


def _review(creator: Creator, reviewer: User, rating: int, fields: dict[str, Any]) -> Review:
    values = {
        "reviewer_name": reviewer.username.capitalize(),
        "comment": "Cepat, rapi, dan enak diajak bicara.",
        **fields,
    }
    review = Review(creator_id=creator.id, reviewer_id=reviewer.id, rating=rating, **values)
    db.session.add(review)
    db.session.flush()
    return review


def _count_reviews(creator: Creator) -> None:
    mean, count = db.session.execute(
        sa.select(sa.func.avg(Review.rating), sa.func.count()).where(Review.creator_id == creator.id)
    ).one()
    creator.rating, creator.review_count = float(mean), count
    events.record(CreatorChanged(creator.id))


def make_inquiry(creator: Creator, sender: User | None = None, **fields: Any) -> Inquiry:
    """A stored, unread inquiry, as old as `created_at`. Nothing is sent for it; that is the action's work."""
    values: dict[str, Any] = {
        "name": "Hendra Wijaya",
        "email": sender.email if sender else "hendra.wijaya@contoh.test",
        "subject": "Ilustrasi untuk peluncuran kopi",
        "message": "Kami meluncurkan kopi baru bulan depan dan mencari tiga ilustrasi untuk kemasannya. Bisa dibantu?",
        "status": InquiryStatus.UNREAD,
        "submission_key": tokens.digest(f"inquiry {next(_numbers)}"),
        **fields,
    }
    with unit() as session:
        inquiry = Inquiry(creator_id=creator.id, sender_id=sender.id if sender else None, **values)
        session.add(inquiry)
        session.flush()
    return inquiry


def make_event(
    title: str | None = None, starts_in: timedelta = timedelta(days=3), **fields: Any
) -> CommunityEvent:
    """An event that begins so long from now, or at `starts_at`; two hours long unless `ends_at` says otherwise."""
    starts = fields.pop("starts_at", clock.now() + starts_in)
    values: dict[str, Any] = {"ends_at": starts + timedelta(hours=2), **fields}
    with unit() as session:
        event = CommunityEvent(title=title or f"Temu nomor {next(_numbers)}", starts_at=starts, **values)
        session.add(event)
        session.flush()
        bump("community")
    return event


@dataclass(frozen=True)
class World:
    """The company. Creators have their account in `.user`."""

    ratna: User  # owner
    bagus: User  # admin
    maya: User  # moderator
    sekar: Creator  # public, complete, three approved items, available, 4.9
    rizky: Creator  # public, busy
    gani: Creator  # hidden
    hendra: User  # client
    dewi: User  # stranger
    items: tuple[Item, ...]  # Sekar's, newest last


def make_world() -> World:
    """Everybody, inside one unit."""
    with unit():
        sekar = _sekar()
        items = tuple(_items(sekar))
        for stars in (5, 5, 5, 5, 5, 5, 5, 5, 5, 4):
            _review(sekar, make_user(), stars, {})
        _count_reviews(sekar)
        return World(
            ratna=make_user("ratna", role=Role.OWNER),
            bagus=make_user("bagus", role=Role.ADMIN),
            maya=make_user("maya", role=Role.MODERATOR),
            sekar=sekar,
            rizky=_rizky(),
            gani=make_creator("gani", display_name="Gani Saputra", is_public=False),
            hendra=make_user("hendra"),
            dewi=make_user("dewi"),
            items=items,
        )


def _sekar() -> Creator:
    return make_creator(
        "sekarayu",
        display_name="Sekar Ayu",
        kinds=(CreatorKind.AI_CONTENT_CREATOR, CreatorKind.CREATIVE_DIRECTOR),
        skills=("Midjourney", "Ilustrasi", "Branding"),
        hourly_rate=150_000,
        project_rate=2_500_000,
        projects_completed=42,
        avatar=make_picture("#c2557a", width=320, height=320),
        website_url="https://sekarayu.contoh.test",
        created_at=clock.now() - timedelta(days=400),
    )


def _items(sekar: Creator) -> list[Item]:
    works = (
        ("Sawah Senja", ItemCategory.AI_CONTENT, ("sawah", "senja"), True),
        ("Kopi Gayo", ItemCategory.CREATIVE_DIRECTION, ("kemasan",), False),
        ("Seratus Prompt Batik", ItemCategory.PROMPTS, ("batik", "prompt"), False),
    )
    return [
        make_item(
            sekar,
            title,
            category=category,
            tags=tags,
            featured=featured,
            prompt="Sawah terasering saat senja, kabut tipis, gaya cetak risograf" if featured else None,
            created_at=clock.now() - timedelta(days=30 - place),
        )
        for place, (title, category, tags, featured) in enumerate(works)
    ]


def _rizky() -> Creator:
    rizky = make_creator(
        "rizkypratama",
        display_name="Rizky Pratama",
        kinds=(CreatorKind.TECHNICAL_ENGINEER,),
        skills=("Python", "Branding"),
        availability=Availability.BUSY,
        hourly_rate=300_000,
        projects_completed=7,
        created_at=clock.now() - timedelta(days=90),
    )
    make_item(rizky, "Bot Pesanan Warung", category=ItemCategory.TECHNICAL, tags=("chatbot",))
    return rizky


def signed_in(client: Client, user: User, password: str = PASSWORD) -> Client:
    """The same browser after its owner has signed in."""
    client.sign_in(user, password)
    return client
