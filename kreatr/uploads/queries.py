"""Reading uploads: everybody sees their own."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.access import may_moderate
from kreatr.accounts.models import User
from kreatr.kernel import limits
from kreatr.kernel.db import db
from kreatr.kernel.errors import BadRequest, NotFound
from kreatr.kernel.pictures import Picture
from kreatr.uploads import words
from kreatr.uploads.models import Upload, UploadState

NEAR = 0.8


@dataclass(frozen=True)
class Tile:
    """What a form shows of one picture. `id` is the upload's, or that of a picture without one; `pic` is None until it is made.

    `fault` is why the picture was refused, `complaint` what is wrong with its words.
    """

    id: uuid.UUID
    state: UploadState
    pic: Picture | None
    alt: str = ""
    fault: str = ""
    complaint: str = ""


@dataclass(frozen=True)
class Usage:
    """How much of their room somebody uses: pictures, and bytes that they sent."""

    count: int
    most: int
    bytes: int
    most_bytes: int

    @property
    def near(self) -> bool:
        """Whether it is time to say so."""
        return max(self.count / self.most, self.bytes / self.most_bytes) >= NEAR


def find(viewer: Any, upload_id: uuid.UUID) -> Upload:
    """One of the viewer's uploads. Raises NotFound for anybody else's."""
    upload = db.session.scalar(sa.select(Upload).where(Upload.id == upload_id, Upload.owner_id == viewer.id))
    if upload is None:
        raise NotFound
    return upload


def own(viewer: User, ids: Iterable[str], also: Iterable[Picture] = ()) -> list[Upload | Picture]:
    """The viewer's uploads in the asked order, repetitions and refused ones left out.

    An id of `also`, the pictures that the thing has already, gives that picture. Raises BadRequest for what is no id and
    NotFound for what is neither.
    """
    asked = list(dict.fromkeys(_uuid(id_) for id_ in ids))
    known: dict[uuid.UUID, Upload | Picture] = {picture.id: picture for picture in also}
    mine = sa.select(Upload).where(Upload.owner_id == viewer.id, Upload.id.in_(asked))
    known |= {upload.id: upload for upload in db.session.scalars(mine)}
    if any(id_ not in known for id_ in asked):
        raise NotFound
    found = [known[id_] for id_ in asked]
    return [one for one in found if isinstance(one, Picture) or one.state is not UploadState.REFUSED]


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        raise BadRequest from None


def tiles(found: Iterable[Upload | Picture], alts: Mapping[str, str] | None = None) -> list[Tile]:
    """What a form shows of uploads and pictures; `alts` are the words to each, by id."""
    words_of = alts or {}
    return [tile(one, words_of.get(str(one.id), "")) for one in found]


def tile(one: Upload | Picture, alt: str = "") -> Tile:
    """What a form shows of one."""
    if isinstance(one, Picture):
        return Tile(one.id, UploadState.READY, one, alt)
    fault = words.fault(one.fault, one.purpose) if one.fault else ""
    return Tile(one.id, one.state, one.picture, alt, fault)


def arrange(ids: Iterable[str], command: str) -> list[str]:
    """The ids in the order a button asks for: "cover:<id>", "earlier:<id>", "later:<id>" or "remove:<id>".

    Anything else leaves them as they are. Repetitions go.
    """
    order = list(dict.fromkeys(ids))
    verb, _, id_ = command.partition(":")
    if id_ not in order:
        return order
    place = order.index(id_)
    order.remove(id_)
    places = {"cover": 0, "earlier": max(0, place - 1), "later": place + 1}
    if verb != "remove":
        order.insert(places.get(verb, place), id_)
    return order


def usage(viewer: User) -> Usage:
    """How much of their room the viewer uses."""
    mine = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(Upload.bytes), 0)).where(
        Upload.owner_id == viewer.id, Upload.state != UploadState.REFUSED
    )
    count, size = db.session.execute(mine).one()
    return Usage(count, limits.PICTURES_PER_PERSON, int(size), limits.PICTURE_BYTES_PER_PERSON)


def sees(viewer: Any, picture_id: uuid.UUID) -> bool:
    """Whether the viewer sent this picture, or is one of those who decide about it while it is held."""
    mine = Upload.owner_id == viewer.id
    if may_moderate(viewer):
        mine |= Upload.state == UploadState.HELD
    return bool(db.session.scalar(sa.select(sa.exists().where(Upload.picture_id == picture_id, mine))))


def belongings(person: User) -> dict[str, Any]:
    """The pictures that somebody sent, with the addresses of those that were made."""
    columns = (Upload.purpose, Upload.state, Upload.bytes, Upload.created_at, Picture.name.label("picture"))
    sent = sa.select(*columns, Picture.sizes).outerjoin(Picture, Picture.id == Upload.picture_id)
    return {"uploads": sent.where(Upload.owner_id == person.id).order_by(Upload.id)}
