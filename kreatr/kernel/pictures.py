"""Stored pictures: one row per picture, its sizes on the storage under a name made of its bytes."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.kernel import clock, prints
from kreatr.kernel.db import Base, Keyed, db
from kreatr.kernel.images import Made
from kreatr.kernel.manifest import Room


class Picture(Keyed, Base):
    """A stored picture. Visitors get it only while it is `shown`: used by something they may see.

    `sizes` maps a width in pixels (as text) to bytes; `color` is its mean, `placeholder` the means of its upper, middle
    and lower third: "#aabbcc#ddeeff#112233". Equal bytes are one picture, whoever sent them.
    """

    __tablename__ = "pictures"

    name: Mapped[str] = mapped_column(sa.String(64), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    color: Mapped[str] = mapped_column(sa.String(7))
    placeholder: Mapped[str] = mapped_column(sa.String(40), default="")
    sizes: Mapped[dict[str, Any]]
    shown: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    prints: Mapped[list[PicturePrint]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    def brief(self) -> dict[str, Any]:
        """What a template needs to draw it: {name, w, h, color, widths, bytes (of each width), placeholder}."""
        return brief(self)


class PicturePrint(Base):
    """One of four pieces of 16 bits of a picture's print, of which look-alikes share most."""

    __tablename__ = "picture_prints"
    __table_args__ = (sa.Index("ix_picture_prints_band_value", "band", "value"),)

    picture_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("pictures.id", ondelete="CASCADE"), primary_key=True
    )
    band: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    value: Mapped[int]


def drawn(picture: Any) -> tuple[Any, ...]:
    """The columns of a picture (the model or an alias of it) that a template needs, for `brief`."""
    return (
        *(picture.name, picture.width, picture.height),
        *(picture.color, picture.placeholder, picture.sizes),
    )


def brief(row: Any) -> dict[str, Any]:
    """A picture, or a row with its `drawn` columns, as templates draw it."""
    sizes = {int(width): int(size) for width, size in row.sizes.items()}
    widths = sorted(sizes)
    return {
        "name": row.name,
        "w": row.width,
        "h": row.height,
        "color": row.color,
        "widths": widths,
        "bytes": [sizes[width] for width in widths],
        "placeholder": row.placeholder,
    }


def named(made: Made) -> str:
    """The name of a finished picture, made of its bytes."""
    return hashlib.sha256(made.files[max(made.files)]).hexdigest()[:32]


def made_of(made: Made) -> Picture:
    """The row of a finished picture, with its print; not yet in the database."""
    return Picture(
        name=named(made),
        width=made.width,
        height=made.height,
        color=made.color,
        placeholder=made.placeholder,
        sizes={str(width): len(data) for width, data in made.files.items()},
        prints=[PicturePrint(band=n, value=value) for n, value in enumerate(prints.bands(made.print))],
    )


def init_app(app: Flask, rooms: tuple[Room, ...]) -> None:
    """Collects who uses pictures, and who may look at those that visitors do not see."""
    app.extensions["kreatr_uses"] = [room.uses for room in rooms if room.uses]
    app.extensions["kreatr_files"] = [room.files for room in rooms if room.files]
    app.extensions["kreatr_sees"] = [room.sees for room in rooms if room.sees]


def in_use(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Of ids of uploads or pictures, those that some room has a use for."""
    found: set[uuid.UUID] = set()
    for uses in current_app.extensions["kreatr_uses"]:
        found |= uses(ids)
    return found


def named_files(names: Collection[str]) -> set[str]:
    """Of names of stored files (without their size), those that a row stands for: a picture, or something a room keeps."""
    found = set(db.session.scalars(sa.select(Picture.name).where(Picture.name.in_(names))))
    for files in current_app.extensions["kreatr_files"]:
        found |= files(names)
    return found


def seen_by(viewer: Any, picture_id: uuid.UUID) -> bool:
    """Whether somebody may look at a picture that visitors do not see."""
    return viewer is not None and any(
        sees(viewer, picture_id) for sees in current_app.extensions["kreatr_sees"]
    )


def fitted(pic: dict[str, Any], top: int) -> tuple[int, int]:
    """The widest size of a picture (its `brief`) up to `top` pixels, else its smallest: (pixels, bytes)."""
    sizes = list(zip(pic["widths"], pic["bytes"], strict=True))
    return next((size for size in reversed(sizes) if size[0] <= top), sizes[0])
