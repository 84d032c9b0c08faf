"""Saving a profile: the first time creates it. Whoever visits next sees it (C40)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.accounts.events import StandingChanged, UsernameChanged
from kreatr.accounts.models import User
from kreatr.creators import queries
from kreatr.creators.events import (
    CreatorChanged,
    CreatorJoined,
    ProfileHeld,
    ProfilePictureLeft,
    ProfilePictureRefused,
)
from kreatr.creators.models import (
    Availability,
    Creator,
    CreatorKind,
    CreatorKindLink,
    CreatorSkill,
    Skill,
    skill_slug,
)
from kreatr.kernel import cache, clock, events, screening
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import BadRequest, Conflict, NotFound
from kreatr.kernel.pictures import Picture
from kreatr.uploads.events import UploadFinished
from kreatr.uploads.models import Purpose, Upload, UploadState


@dataclass(frozen=True)
class Profile:
    """What a creator may say about themself, checked; rates are whole IDR. Counters are not among it (PRF-17)."""

    availability: Availability
    display_name: str
    bio: str
    kinds: tuple[CreatorKind, ...]
    skills: tuple[str, ...]
    hourly_rate: int | None = None
    project_rate: int | None = None
    twitter_url: str | None = None
    instagram_url: str | None = None
    linkedin_url: str | None = None
    website_url: str | None = None
    whatsapp: str | None = None
    contact_email: str | None = None
    show_email: bool = False
    place: str = ""
    is_public: bool = True


LISTS = ("kinds", "skills")
COLUMNS = tuple(field.name for field in fields(Profile) if field.name not in LISTS)


class ChangedMeanwhile(Conflict):
    """The profile was saved elsewhere after the page was opened."""

    code, text = "CHANGED_MEANWHILE", _l("Your profile was changed in another window meanwhile.")


Pictures = Mapping[str, Upload | Picture | None]


@action
def save_profile(
    viewer: User, profile: Profile, version: str | None = None, pictures: Pictures | None = None
) -> Creator:
    """Stores the viewer's profile and tells the house.

    `pictures` are the changed ones, by "avatar" and "banner": an upload of the viewer's, a picture, or None for none.

    New words that a person must look at first keep it out of sight until then (`hidden_at`).

    `version` is `queries.version` of what the form showed; None skips the comparison. Raises ChangedMeanwhile, unless
    what was saved elsewhere is the same. Sending the same again changes nothing.
    """
    lock(db.session(), "profile", str(viewer.id))
    creator = queries.of(viewer)
    joined = creator is None
    if creator is None:
        creator = Creator(user_id=viewer.id, username=viewer.username)
        db.session.add(creator)
    elif _same(creator, profile) and not pictures:
        return creator
    elif version not in (None, queries.version(creator)) and not _same(creator, profile):
        raise ChangedMeanwhile
    reason = None if not joined and _words(creator) == _words(profile) else _suspicion(creator, profile)
    _write(creator, profile)
    for name, one in (pictures or {}).items():
        _hang(creator, name, one)
    if reason is not None:
        creator.hidden_at = creator.hidden_at or clock.now()
    db.session.flush()
    events.record(CreatorJoined(creator.id) if joined else CreatorChanged(creator.id))
    if reason is not None:
        events.record(ProfileHeld(creator.id, reason))
    return creator


@action
def hide(creator_id: uuid.UUID) -> bool:
    """Takes a profile and everything on it out of visitors' sight; whether it was in sight. Raises NotFound."""
    creator = _held(creator_id)
    if creator.hidden_at is not None:
        return False
    creator.hidden_at = clock.now()
    events.record(CreatorChanged(creator.id))
    return True


@action
def show(creator_id: uuid.UUID) -> bool:
    """Takes `hide` back; whether it was hidden. Raises NotFound."""
    creator = _held(creator_id)
    if creator.hidden_at is None:
        return False
    creator.hidden_at = None
    events.record(CreatorChanged(creator.id))
    return True


@action
def feature(creator_id: uuid.UUID, featured: bool) -> Creator:
    """Has a profile stand first on the hub, or not any more (MKT-16). Raises NotFound."""
    creator = _held(creator_id)
    if creator.is_featured is not featured:
        creator.is_featured = featured
        events.record(CreatorChanged(creator.id))
    return creator


def _held(creator_id: uuid.UUID) -> Creator:
    creator = db.session.get(Creator, creator_id, populate_existing=True, with_for_update=True)
    if creator is None:
        raise NotFound
    return creator


def take_over(event: UploadFinished) -> None:
    """Projection: a picture that was chosen while it was being made takes its place; a refused one is forgotten."""
    upload = db.session.get_one(Upload, event.upload_id)
    name = _PLACES.get(upload.purpose)
    if name is None or upload.state is UploadState.HELD:
        return
    waits = Creator.user_id == upload.owner_id, getattr(Creator, f"{name}_upload_id") == upload.id
    creator = db.session.scalar(sa.select(Creator).where(*waits).with_for_update())
    if creator is None:
        return
    if upload.state is UploadState.READY:
        _replace(creator, name, upload.picture_id)
        events.record(CreatorChanged(creator.id))
    else:
        setattr(creator, f"{name}_upload_id", None)
        events.record(ProfilePictureRefused(creator.id, upload.id))


_PLACES = {Purpose.AVATAR: "avatar", Purpose.BANNER: "banner"}


def follow_name(event: UsernameChanged) -> None:
    """Projection: a profile goes by its account's name; pages kept under the old one are over at once (C12)."""
    creator = db.session.scalar(sa.select(Creator).where(Creator.user_id == event.user_id))
    if creator is not None:
        creator.username = event.new
        cache.bump(f"creator:{event.old}")
        events.record(CreatorChanged(creator.id))


def follow_standing(event: StandingChanged) -> None:
    """Projection: who is suspended or banned is out of sight at once, and comes back whole (A5)."""
    creator_id = db.session.scalar(sa.select(Creator.id).where(Creator.user_id == event.user_id))
    if creator_id is not None:
        events.record(CreatorChanged(creator_id))


def _same(creator: Creator, profile: Profile) -> bool:
    slugs = [skill.slug for skill in creator.skills]
    lists = creator.kinds == list(profile.kinds) and slugs == [skill_slug(name) for name in profile.skills]
    return lists and all(getattr(creator, name) == getattr(profile, name) for name in COLUMNS)


def _words(told: Creator | Profile) -> tuple[str, ...]:
    skills = [one if isinstance(one, str) else one.name for one in told.skills]
    return (told.bio, told.display_name, told.place, *skills)


def _suspicion(creator: Creator, profile: Profile) -> str | None:
    """Why a person must look at new words first; what was out of sight before is looked at again."""
    reason = screening.suspicious(*_words(profile), spare=screening.ABOUT_WORK)
    return reason or (screening.CHANGED if creator.hidden_at else None)


def _write(creator: Creator, profile: Profile) -> None:
    values: dict[str, Any] = asdict(profile)
    for name in COLUMNS:
        setattr(creator, name, values[name])
    _place_kinds(creator, profile.kinds)
    _place_skills(creator, profile.skills)


def _hang(creator: Creator, name: str, one: Upload | Picture | None) -> None:
    """Puts a picture in its place. One that is not ready waits beside the present one, which visitors go on seeing."""
    if isinstance(one, Upload):
        lock(db.session(), "upload", str(one.id))  # it may be finished at this moment
        upload = db.session.get(Upload, one.id, populate_existing=True)
        if upload is None or upload.state is UploadState.REFUSED:
            raise BadRequest(_("This picture could not be used. Please choose another one."))
        if upload.state is not UploadState.READY:
            setattr(creator, f"{name}_upload_id", upload.id)
            return
    _replace(creator, name, one.picture_id if isinstance(one, Upload) else one.id if one else None)


def _replace(creator: Creator, name: str, picture_id: uuid.UUID | None) -> None:
    left = getattr(creator, f"{name}_id")
    setattr(creator, f"{name}_upload_id", None)
    setattr(creator, f"{name}_id", picture_id)
    if left is not None and left != picture_id:
        events.record(ProfilePictureLeft(left))


def _place_kinds(creator: Creator, kinds: tuple[CreatorKind, ...]) -> None:
    present = {link.kind: link for link in creator.kind_links}
    creator.kind_links = [present.get(kind) or CreatorKindLink(kind=kind) for kind in kinds]
    for position, link in enumerate(creator.kind_links):
        link.position = position


def _place_skills(creator: Creator, names: tuple[str, ...]) -> None:
    present = {link.skill.slug: link for link in creator.skill_links}
    known = _skills(names)
    creator.skill_links = [present.get(slug) or CreatorSkill(skill=skill) for slug, skill in known.items()]
    for position, link in enumerate(creator.skill_links):
        link.position = position


def _skills(names: tuple[str, ...]) -> dict[str, Skill]:
    """The rows of these skills by slug, in order; those nobody has named yet are made."""
    wanted = {skill_slug(name): name for name in names}
    found = _by_slug(wanted)
    missing = sorted(set(wanted) - set(found))
    for slug in missing:  # in one order, so that nobody waits for each other
        lock(db.session(), "skill", slug)
    if missing:
        found |= _by_slug(missing)
    return {slug: found.get(slug) or Skill(name=name, slug=slug) for slug, name in wanted.items()}


def _by_slug(slugs: Any) -> dict[str, Skill]:
    rows = db.session.scalars(sa.select(Skill).where(Skill.slug.in_(list(slugs))))
    return {row.slug: row for row in rows}
