"""Reading profiles."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import contains_eager, joinedload

from kreatr.accounts import queries as accounts
from kreatr.accounts.models import User
from kreatr.creators.models import Creator, CreatorKind, CreatorKindLink, CreatorSkill, Skill, skill_slug
from kreatr.kernel.db import db, rows
from kreatr.kernel.errors import NotFound, Renamed
from kreatr.kernel.pictures import Picture

C = TypeVar("C", bound=Any)
SUGGESTED = 8
SAID = (
    *(
        "display_name",
        "bio",
        "place",
        "hourly_rate",
        "project_rate",
        "whatsapp",
        "contact_email",
        "show_email",
    ),
    *("is_public", "twitter_url", "instagram_url", "linkedin_url", "website_url"),
)
# Whom visitors see: public profiles of accounts that are not suspended (A5), and that no moderator has to look at first.
SEEN = (Creator.is_public, Creator.hidden_at.is_(None), Creator.user.has(User.is_active))


_SHOWN = (
    sa.select(Creator)
    .join(Creator.user)
    .where(Creator.username == sa.bindparam("username"), User.is_active)
    .options(
        contains_eager(Creator.user).load_only(User.username, User.email, User.is_active),
        joinedload(Creator.avatar),
        joinedload(Creator.banner),
    )
)
NAMED = (
    sa.select(Creator.id, Creator.user_id, Creator.is_public, Creator.hidden_at)
    .join(User, User.id == Creator.user_id)
    .where(Creator.username == sa.bindparam("username"), User.is_active)
)
_SKILLS = (
    sa.select(sa.literal("skill").label("what"), Skill.name, CreatorSkill.position)
    .join(CreatorSkill, CreatorSkill.skill_id == Skill.id)
    .where(CreatorSkill.creator_id == sa.bindparam("creator"))
)
_KINDS = sa.select(
    sa.literal("kind"), sa.cast(CreatorKindLink.kind, sa.String), CreatorKindLink.position
).where(CreatorKindLink.creator_id == sa.bindparam("creator"))
_LISTS = sa.union_all(_SKILLS, _KINDS).order_by("position")


class Lists(NamedTuple):
    """What a creator can do, by name, and what they are; both in the creator's order."""

    skills: list[str]
    kinds: list[CreatorKind]


def shown(viewer: User | None, username: str) -> Creator:
    """A profile the viewer may see: public ones, and one's own. Its `lists` are read by who needs them.

    Raises NotFound "Creator not found", or Renamed when its creator goes by another name now.
    """
    creator = db.session.scalar(_SHOWN, {"username": username.lower()})
    return admit(viewer, username, creator)


def named(viewer: User | None, username: str) -> sa.Row[Any]:
    """Only who goes by this name, as (id, user_id, …), where the viewer may see them. Raises as `shown` does."""
    return admit(viewer, username, next(iter(rows(NAMED, username=username.lower())), None))


def admit(viewer: User | None, username: str, creator: C | None) -> C:
    """The creator (or a row that says whose it is and whether it is to be seen) who goes by this name, if the viewer may see
    them. Raises as `shown` does."""
    if creator is None and (now := accounts.successor(username.lower())):
        raise Renamed(username, now)
    if creator is None or not ((creator.is_public and creator.hidden_at is None) or _owns(viewer, creator)):
        raise NotFound(_("Creator not found"))
    return creator


def lists(creator_id: uuid.UUID) -> Lists:
    """The skills and kinds of a creator, without the objects that hold them."""
    found = rows(_LISTS, creator=creator_id)
    return Lists(
        [row.name for row in found if row.what == "skill"],
        [CreatorKind(row.name) for row in found if row.what == "kind"],
    )


def featured() -> list[Creator]:
    """The profiles that administrators chose for the hub, by name, also those that visitors do not see."""
    select = sa.select(Creator).where(Creator.is_featured).order_by(Creator.display_name, Creator.id)
    return list(db.session.scalars(select.options(joinedload(Creator.user))))


def of(viewer: User) -> Creator | None:
    """The viewer's own profile, if there is one."""
    return db.session.scalar(sa.select(Creator).where(Creator.user_id == viewer.id))


def values(creator: Creator | None) -> dict[str, Any]:
    """What a profile says, under the names of its form; of nobody's, nothing."""
    if creator is None:
        return {}
    return {
        **{name: getattr(creator, name) for name in SAID},
        "availability": creator.availability.value,
        "categories": [kind.value for kind in creator.kinds],
        "skills": ", ".join(skill.name for skill in creator.skills),
    }


def version(creator: Creator | None) -> str:
    """A word for what a profile says: another one after each change by its owner, the same when only counters moved."""
    said = repr(sorted(values(creator).items()))
    return hashlib.sha256(said.encode()).hexdigest()[:16] if creator else "new"


def suggested_skills(beginning: str) -> list[str]:
    """Skills of others that begin like this, by slug; few."""
    slug = skill_slug(beginning)
    if not slug:
        return []
    select = sa.select(Skill.name).where(Skill.slug.startswith(slug, autoescape=True))
    return list(db.session.scalars(select.order_by(Skill.slug).limit(SUGGESTED)))


def face(viewer: User) -> dict[str, Any]:
    """How the house shows the viewer to themself: {name, pic, page}; without a profile there is no public page."""
    row = db.session.execute(
        sa.select(Creator.display_name, Picture)
        .outerjoin(Picture, Picture.id == Creator.avatar_id)
        .where(Creator.user_id == viewer.id)
    ).first()
    if row is None:
        return {"name": viewer.username, "pic": None, "page": None}
    picture = row.Picture.brief() if row.Picture else None
    return {"name": row.display_name, "pic": picture, "page": f"/portfolio/{viewer.username}"}


def uses(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of ids of pictures and uploads, those that are, or are to be, somebody's avatar or banner."""
    columns = (Creator.avatar_id, Creator.banner_id, Creator.avatar_upload_id, Creator.banner_upload_id)
    rows = db.session.execute(sa.select(*columns).where(sa.or_(*(column.in_(ids) for column in columns))))
    return {id_ for row in rows for id_ in row} & set(ids)


def sees(viewer: User, picture_id: uuid.UUID) -> bool:
    """Whether a picture is the viewer's own avatar or banner."""
    worn = (Creator.avatar_id == picture_id) | (Creator.banner_id == picture_id)
    return bool(db.session.scalar(sa.select(sa.exists().where(Creator.user_id == viewer.id, worn))))


def _owns(viewer: Any, creator: Creator) -> bool:
    return viewer is not None and creator.user_id == viewer.id


def belongings(person: User) -> dict[str, Any]:
    """Somebody's profile, its kinds, its skills and its pictures."""
    ours = Creator.user_id == person.id
    said = [
        getattr(Creator, name) for name in (*SAID, "username", "availability", "created_at", "updated_at")
    ]
    worn = (Creator.avatar_id == Picture.id) | (Creator.banner_id == Picture.id)
    kinds = sa.select(CreatorKindLink.kind).join(Creator, Creator.id == CreatorKindLink.creator_id)
    skills = sa.select(Skill.name).join(CreatorSkill).join(Creator, Creator.id == CreatorSkill.creator_id)
    return {
        "profile": sa.select(*said).where(ours),
        "profile_kinds": kinds.where(ours).order_by(CreatorKindLink.position),
        "profile_skills": skills.where(ours).order_by(CreatorSkill.position),
        "profile_pictures": sa.select(Picture.name.label("picture"), Picture.sizes)
        .join(Creator, worn)
        .where(ours),
    }
