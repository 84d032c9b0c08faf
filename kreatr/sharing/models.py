"""The cards that chat groups show with a link, and when the parts of the map of addresses changed."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import Base
from kreatr.portfolio.models import Item


class ShareCard(Base):
    """The drawn card of a creator (`item_id` None) or of a work; `subject_id` is the id of whichever it is.

    `name` is made of its bytes and is where it is stored and found; `fingerprint` is made of what it was drawn from. A row says that
    the card was drawn, not that visitors may see it: that is looked up each time.
    """

    __tablename__ = "share_cards"

    subject_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    creator_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey(Creator.id, ondelete="CASCADE"), index=True)
    item_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey(Item.id, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(sa.String(64), index=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)


class SitemapPart(Base):
    """When something in one part of the map of creators changed last."""

    __tablename__ = "sitemap_parts"

    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
