"""The worker's part: what creators are told about their profile."""

from __future__ import annotations

import uuid

from kreatr.creators.events import ProfilePictureRefused
from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from kreatr.notices import actions as notices

PICTURE_REFUSED = "profile-picture"


def tell_refused(event: ProfilePictureRefused, key: uuid.UUID) -> None:
    """A line that the chosen picture could not be used."""
    creator = db.session.get(Creator, event.creator_id)
    if creator is not None:
        notices.tell(creator.user_id, PICTURE_REFUSED, "/dashboard/settings/marketplace", key)
