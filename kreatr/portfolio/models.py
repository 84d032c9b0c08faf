"""Portfolio items, their pictures and tags, and the people who like them."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.creators.models import Creator
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice
from kreatr.kernel.pictures import Picture
from kreatr.uploads.models import Upload

PLACES = 500  # of the queue are told apart: whoever waits further back only wants to know that it is far


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


class Licence(StrEnum):
    """What others may do with a work; the Creative Commons licences as creativecommons.org names them."""

    ALL_RIGHTS = "ALL_RIGHTS"
    CC_BY = "CC_BY"
    CC_BY_SA = "CC_BY_SA"
    CC_BY_NC = "CC_BY_NC"
    CC_BY_NC_SA = "CC_BY_NC_SA"
    CC_BY_ND = "CC_BY_ND"
    CC_BY_NC_ND = "CC_BY_NC_ND"
    CC0 = "CC0"


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
    """A picture of an item, with what it shows in words, in both languages. `picture` is None until the upload is ready."""

    __tablename__ = "item_images"

    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("items.id", ondelete="CASCADE"), index=True)
    picture_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("pictures.id", ondelete="CASCADE"), index=True
    )
    upload_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("uploads.id", ondelete="SET NULL"), index=True
    )
    alt: Mapped[str] = mapped_column(sa.String(300), default="")
    alt_en: Mapped[str] = mapped_column(sa.String(300), default="")
    position: Mapped[int] = mapped_column(default=0)

    picture: Mapped[Picture | None] = relationship(lazy="joined")
    upload: Mapped[Upload | None] = relationship()

    @property
    def key(self) -> str:
        """What forms and drafts call it: the id of its upload, or of the picture itself."""
        return str(self.upload_id or self.picture_id)


# Only approved, public work ever leaves its owner's view (C10).
SHOWN = "visibility = 'PUBLIC' AND status = 'APPROVED'"
FRONT = f"{SHOWN} AND featured"  # of these the front door and the hub choose
PROMPTED = f"{FRONT} AND prompt IS NOT NULL"
WAITING, REVISED = "status = 'PENDING'", "state = 'SUBMITTED'"


def _part(name: str, *columns: str, where: str) -> sa.Index:
    condition = sa.text(where)
    return sa.Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class Item(Keyed, Base):
    """A work in a creator's portfolio. Its text is Markdown.

    `tools` (with models), `human_part` (what a person did) and `licence` disclose how it was made; `prompt` may be published.
    `version` counts the saved editions, so that a save from an outdated form is noticed. `reason` is the moderator's.
    """

    __tablename__ = "items"
    __table_args__ = (
        sa.UniqueConstraint("creator_id", "slug"),
        sa.Index("ix_items_visibility_featured", "visibility", "featured"),
        sa.Index("ix_items_creator_id", "creator_id"),
        sa.Index("ix_items_category", "category"),
        sa.Index("ix_items_published_at", "published_at"),
        _part("ix_items_shown", "creator_id", "featured", "created_at", where=SHOWN),
        _part("ix_items_front", "created_at", where=FRONT),
        _part("ix_items_prompts", "created_at", where=PROMPTED),
        _part("ix_items_samples", "category", "id", where=FRONT),
        _part("ix_items_waiting", "submitted_at", "id", where=WAITING),
    )

    creator_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"))
    slug: Mapped[str] = mapped_column(sa.String(80))
    title: Mapped[str] = mapped_column(sa.String(100))
    description: Mapped[str] = mapped_column(sa.Text)
    category: Mapped[ItemCategory] = mapped_column(choice(ItemCategory))
    project_url: Mapped[str | None] = mapped_column(sa.String(300))
    prompt: Mapped[str | None] = mapped_column(sa.Text)
    tools: Mapped[str | None] = mapped_column(sa.String(200))
    human_part: Mapped[str | None] = mapped_column(sa.String(500))
    licence: Mapped[Licence] = mapped_column(choice(Licence), default=Licence.ALL_RIGHTS)
    visibility: Mapped[Visibility] = mapped_column(choice(Visibility), default=Visibility.PUBLIC)
    featured: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int | None]
    status: Mapped[ModerationStatus] = mapped_column(
        choice(ModerationStatus), default=ModerationStatus.PENDING
    )
    reason: Mapped[str | None] = mapped_column(sa.Text)
    version: Mapped[int] = mapped_column(default=0)
    views: Mapped[int] = mapped_column(default=0)
    likes: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None] = mapped_column(default=clock.now)
    moderated_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]  # FLAGGED for good: only an appeal brings it back
    published_at: Mapped[datetime | None]

    creator: Mapped[Creator] = relationship()
    images: Mapped[list[ItemImage]] = relationship(
        order_by=ItemImage.position, cascade="all, delete-orphan", passive_deletes=True
    )
    tags: Mapped[list[Tag]] = relationship(secondary=item_tags, order_by=Tag.name)

    @property
    def pictures(self) -> list[tuple[ItemImage, Picture]]:
        """Its finished pictures with their words, in order."""
        return [(image, image.picture) for image in self.images if image.picture is not None]

    @property
    def content(self) -> dict[str, Any]:
        """Its fields as the editor and drafts keep them."""
        return {
            "title": self.title,
            "description": self.description,
            "category": self.category.value,
            "images": [{"id": one.key, "alt": one.alt, "alt_en": one.alt_en} for one in self.images],
            "project_url": self.project_url or "",
            "tags": ", ".join(tag.name for tag in self.tags),
            "tools": self.tools or "",
            "prompt": self.prompt or "",
            "human_part": self.human_part or "",
            "licence": self.licence.value,
            "visibility": self.visibility.value,
            "featured": self.featured,
        }

    @property
    def shown(self) -> bool:
        """Whether visitors may see it (C10)."""
        return self.visibility is Visibility.PUBLIC and self.status is ModerationStatus.APPROVED


class DraftState(StrEnum):
    OPEN = "OPEN"  # being written
    SUBMITTED = "SUBMITTED"  # a revision of a shown item that waits for a moderator (C11)
    RETURNED = "RETURNED"  # a revision that was given back with a reason


class Draft(Keyed, Base):
    """What is being written: a new item (`item_id` None) or a revision of one. Visitors never see it.

    `content` has the fields of the editor as plain values; `images` in it is a list of {id, alt, alt_en}, where the id is an
    upload's or that of a picture the item has. `version` is the editor's, one higher with each save.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        sa.Index("ix_drafts_creator_id_updated_at", "creator_id", "updated_at"),
        _part("ix_drafts_waiting", "submitted_at", "item_id", where=REVISED),
    )

    creator_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("creators.id", ondelete="CASCADE"))
    item_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("items.id", ondelete="CASCADE"), unique=True
    )
    content: Mapped[dict[str, Any]]
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[DraftState] = mapped_column(choice(DraftState), default=DraftState.OPEN)
    reason: Mapped[str | None] = mapped_column(sa.Text)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now)
    submitted_at: Mapped[datetime | None]

    creator: Mapped[Creator] = relationship()
    item: Mapped[Item | None] = relationship()


class ItemLike(Base):
    """Somebody likes an item; `items.likes` is their number."""

    __tablename__ = "item_likes"

    item_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("items.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class CreatorViews(Base):
    """How often a creator's works were looked at on one day (Asia/Jakarta)."""

    __tablename__ = "creator_views"

    creator_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("creators.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
    views: Mapped[int] = mapped_column(default=0)


class ViewBatch(Base):
    """A batch of counted views that was written, so that a repeated flush of it adds nothing."""

    __tablename__ = "view_batches"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class Display(Base):
    """What a portfolio's first page shows, gathered from all its tables into one row.

    It holds while nothing of it changes: whoever changes something takes `body` away and raises `version`, in the same transaction.
    What was gathered under an older version is not kept.
    """

    __tablename__ = "displays"

    creator_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("creators.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(default=0)
    body: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
