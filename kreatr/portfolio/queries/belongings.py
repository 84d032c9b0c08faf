"""What creators can take along of their portfolio."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.models import CreatorViews, Draft, Item, ItemImage, ItemLike, Tag, item_tags

WORK = (
    *(
        Item.id,
        Item.slug,
        Item.title,
        Item.description,
        Item.category,
        Item.project_url,
        Item.prompt,
        Item.tools,
    ),
    *(
        Item.human_part,
        Item.licence,
        Item.visibility,
        Item.featured,
        Item.status,
        Item.reason,
        Item.views,
        Item.likes,
    ),
    *(Item.created_at, Item.submitted_at, Item.moderated_at, Item.published_at),
)


def belongings(person: User) -> dict[str, Any]:
    """Works with their pictures, tags and looks, drafts, and what somebody likes."""
    ours = Creator.user_id == person.id
    pictures = (Item.id.label("work"), ItemImage.position, ItemImage.alt, ItemImage.alt_en)
    hung = sa.select(*pictures, Picture.name.label("picture"), Picture.sizes).select_from(ItemImage)
    tags = sa.select(Item.id.label("work"), Tag.name.label("tag")).select_from(Item).join(item_tags).join(Tag)
    drafts = (
        Draft.id,
        Draft.item_id.label("work"),
        Draft.content,
        Draft.state,
        Draft.created_at,
        Draft.updated_at,
    )
    liked = sa.select(Creator.username, Item.slug, ItemLike.created_at).select_from(ItemLike).join(Item)
    looks = sa.select(CreatorViews.day, CreatorViews.views).join(
        Creator, Creator.id == CreatorViews.creator_id
    )
    return {
        "works": sa.select(*WORK).join(Item.creator).where(ours).order_by(Item.id),
        "work_pictures": hung.join(Item).join(Item.creator).outerjoin(ItemImage.picture).where(ours),
        "work_tags": tags.join(Item.creator).where(ours),
        "drafts": sa.select(*drafts).join(Draft.creator).where(ours).order_by(Draft.id),
        "views": looks.where(ours).order_by(CreatorViews.day),
        "likes": liked.join(Item.creator).where(ItemLike.user_id == person.id),
    }
