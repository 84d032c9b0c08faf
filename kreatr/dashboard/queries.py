"""What the dashboard's home knows beyond the other rooms' own reads."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.kernel.db import db
from kreatr.marketplace.models import Listing


def is_listed(creator_id: uuid.UUID) -> bool:
    """Whether the marketplace shows this creator now."""
    return db.session.scalar(sa.select(Listing.id).where(Listing.creator_id == creator_id)) is not None
