"""Stored pictures: one row per picture, its sizes on the storage under a name made of its bytes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed

WIDTHS = (160, 320, 768, 1280)  # pixels; never above the original


class Picture(Keyed, Base):
    """A stored picture. Visitors get it only while it is `shown`: used by something they may see. `sizes` maps a width in pixels (as text) to bytes; `placeholder` is a tiny data URI."""

    __tablename__ = "pictures"

    name: Mapped[str] = mapped_column(sa.String(64), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    color: Mapped[str] = mapped_column(sa.String(7))
    placeholder: Mapped[str] = mapped_column(sa.String(400), default="")
    sizes: Mapped[dict[str, Any]]
    shown: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    def brief(self) -> dict[str, Any]:
        """What a template needs to draw it: {name, w, h, color, widths, bytes (of each width), placeholder}."""
        widths = sorted(int(width) for width in self.sizes)
        return {
            "name": self.name,
            "w": self.width,
            "h": self.height,
            "color": self.color,
            "widths": widths,
            "bytes": [int(self.sizes[str(width)]) for width in widths],
            "placeholder": self.placeholder,
        }


def fitted(pic: dict[str, Any], top: int) -> tuple[int, int]:
    """The widest size of a picture (its `brief`) up to `top` pixels, else its smallest: (pixels, bytes)."""
    sizes = list(zip(pic["widths"], pic["bytes"], strict=True))
    return next((size for size in reversed(sizes) if size[0] <= top), sizes[0])
