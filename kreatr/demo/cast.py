"""Accounts and profiles of the demo world."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kreatr.accounts.actions import create_user
from kreatr.accounts.models import Role, User
from kreatr.creators.models import Availability, Creator, CreatorKind, CreatorKindLink, CreatorSkill, Skill
from kreatr.demo import library
from kreatr.demo.moments import Moments
from kreatr.kernel.db import db
from kreatr.kernel.pictures import Picture
from kreatr.kernel.text import slugify

PASSWORD = "kreatr-demo-2026"  # noqa: S105 (public: it is printed at the start)
HOUSE = (
    ("wening", "owner", Role.OWNER),
    ("ardi", "admin", Role.ADMIN),
    ("tika", "moderator", Role.MODERATOR),
)
SIGN_INS = {"sekarayu": "creator", "ratih-saraswati": "client"}
FEATURED = ("sekarayu", "rizkyh", "nadia", "dimasadit")
EAST, MIDDLE = "Asia/Jayapura", "Asia/Makassar"
ZONES = {
    **dict.fromkeys(("Jayapura", "Wamena", "Sorong", "Ambon", "Ternate"), EAST),
    **dict.fromkeys(
        ("Makassar", "Parepare", "Kendari", "Manado", "Gorontalo", "Banjarmasin", "Samarinda"), MIDDLE
    ),
    **dict.fromkeys(("Denpasar", "Ubud", "Singaraja", "Canggu, Bali"), MIDDLE),
    **dict.fromkeys(("Kupang", "Atambua", "Maumere", "Larantuka"), MIDDLE),
}


@dataclass
class Cast:
    """Everybody, by username."""

    users: dict[str, User] = field(default_factory=dict)
    creators: dict[str, Creator] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def assemble(moments: Moments, pictures: dict[str, Picture]) -> Cast:
    """Makes everybody's account, and the profiles of those who create."""
    cast = Cast()
    _house(cast, moments)
    for client in library.clients():
        _user(
            cast, client["username"], client["name"], client["locale"], "Asia/Jakarta", moments.ago(500 * 24)
        )
    skills = _skills()
    for person in library.people():
        zone = ZONES.get(person["place"], "Asia/Jakarta")
        joined = moments.joined(person["username"])
        user = _user(cast, person["username"], person["name"], person["locale"], zone, joined)
        creator = _creator(person, user, skills, pictures)
        creator.created_at = creator.updated_at = joined
        cast.creators[creator.username] = creator
    db.session.add_all(cast.users.values())
    db.session.add_all(cast.creators.values())
    db.session.flush()
    return cast


def _house(cast: Cast, moments: Moments) -> None:
    kept: dict[str, Any] = {"password": PASSWORD}
    for username, name, role in HOUSE:
        since = moments.ago(520 * 24)
        user = create_user(username=username, email=f"{name}@demo.test", role=role, created_at=since, **kept)
        cast.users[username] = user
        kept = {"password_hash": user.password_hash}


def _user(cast: Cast, username: str, name: str, locale: str, zone: str, since: Any) -> User:
    user = User(
        username=username,
        email=f"{SIGN_INS.get(username, username)}@demo.test",
        password_hash=cast.users[HOUSE[0][0]].password_hash,
        locale=locale,
        timezone=zone,
        email_confirmed_at=since,
        created_at=since,
    )
    cast.users[username], cast.names[username] = user, name
    return user


def _skills() -> dict[str, Skill]:
    names = dict.fromkeys(name for person in library.people() for name in person["skills"])
    return {name: Skill(name=name, slug=slugify(name)) for name in names}


def _creator(
    person: dict[str, Any], user: User, skills: dict[str, Skill], pictures: dict[str, Picture]
) -> Creator:
    username = person["username"]
    copied = ("username", "bio", "place", "hourly_rate", "project_rate", "projects_completed")
    creator = Creator(
        user=user,
        display_name=person["name"],
        availability=Availability(person["availability"]),
        is_featured=username in FEATURED,
        show_email=False,
        avatar=pictures[f"{username} avatar"],
        banner=pictures.get(f"{username} banner"),
        **{name: person[name] for name in copied},
        **{f"{site}_url": url for site, url in person["links"].items()},
    )
    creator.kind_links = [
        CreatorKindLink(kind=CreatorKind(kind), position=n) for n, kind in enumerate(person["kinds"])
    ]
    creator.skill_links = [
        CreatorSkill(skill=skills[name], position=n) for n, name in enumerate(person["skills"])
    ]
    return creator
