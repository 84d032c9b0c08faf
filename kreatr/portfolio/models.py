"""Portfolio items, their pictures and tags."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice
from kreatr.kernel.pictures import Picture


class ItemCategory(StrEnum):
    AI_CONTENT = "AI_CONTENT"
    PROMPTS = "PROMPTS"
    CREATIVE_DIRECTION = "CREATIVE_DIRECTION"
    VIDEO_EDITING = "VIDEO_EDITING"
    SOCIAL_MEDIA = "SOCIAL_MEDIA"
    TECHNICAL = "TECHNICAL"
    OTHER = "OTHER"


class Visibility(StrEnum):
    PUBLIC = "PUBLIC"
    PRIVATE = "PRIVATE"


class ModerationStatus(StrEnum):
    PENDING = "PENDING"
    APPROVED = "APPROVED"
    REJECTED = "REJECTED"
    FLAGGED = "FLAGGED"


class Tag(Keyed, Base):
    __tablename__ = "tags"

    name: Mapped[str] = mapped_column(sa.String(30))
    slug: Mapped[str] = mapped_column(sa.String(60), unique=True)


item_tags = sa.Table(
    "item_tags",
    Base.metadata,
    sa.Column("item_id", sa.Uuid, sa.ForeignKey("items.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("tag_id", sa.Uuid, sa.ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class ItemImage(Keyed, Base):
    """A picture of an item, with what it shows in words, in both languages."""

    __tablename__ = "item_images"

    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("items.id", ondelete="CASCADE"), index=True)
    picture_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("pictures.id", ondelete="CASCADE"), index=True
    )
    alt: Mapped[str] = mapped_column(sa.String(300), default="")
    alt_en: Mapped[str] = mapped_column(sa.String(300), default="")
    position: Mapped[int] = mapped_column(default=0)

    picture: Mapped[Picture] = relationship(lazy="joined")


# Only approved, public work ever leaves its owner's view (C10).
SHOWN = "visibility = 'PUBLIC' AND status = 'APPROVED'"


class Item(Keyed, Base):
    """A work in a creator's portfolio. Its text is Markdown; `prompt` and `tools` say how it was made."""

    __tablename__ = "items"
    __table_args__ = (
        sa.UniqueConstraint("creator_id", "slug"),
        sa.Index("ix_items_visibility_featured", "visibility", "featured"),
        sa.Index("ix_items_creator_id", "creator_id"),
        sa.Index("ix_items_category", "category"),
        sa.Index("ix_items_status", "status"),
        sa.Index(
            "ix_items_shown",
            "creator_id",
            "featured",
            "created_at",
            sqlite_where=sa.text(SHOWN),
            postgresql_where=sa.text(SHOWN),
        ),
    )

    creator_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(sa.String(80))
    title: Mapped[str] = mapped_column(sa.String(100))
    description: Mapped[str] = mapped_column(sa.Text)
    category: Mapped[ItemCategory] = mapped_column(choice(ItemCategory))
    project_url: Mapped[str | None] = mapped_column(sa.String(300))
    prompt: Mapped[str | None] = mapped_column(sa.Text)
    tools: Mapped[str | None] = mapped_column(sa.String(200))
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility), default=Visibility.PUBLIC)
    featured: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int | None]
    status: Mapped[ModerationStatus] = mapped_column(
        choice(ModerationStatus), default=ModerationStatus.PENDING
    )
    views: Mapped[int] = mapped_column(default=0)
    likes: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_at: Mapped[datetime | None]

    creator: Mapped[Creator] = relationship()
    images: Mapped[list[ItemImage]] = relationship(
        order_by=ItemImage.position, cascade="all, delete-orphan", passive_deletes=True
    )
    tags: Mapped[list[Tag]] = relationship(secondary=item_tags, order_by=Tag.name)

    @property
    def shown(self) -> bool:
        """Whether visitors may see it (C10)."""
        return self.visibility is Visibility.PUBLIC and self.status is ModerationStatus.APPROVED
