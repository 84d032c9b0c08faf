"""Who wants to be told what."""

from __future__ import annotations

import uuid

from kreatr.kernel.db import db
from kreatr.notices.models import NoticeChoice


def wants_mail(user_id: uuid.UUID, kind: str) -> bool:
    """Whether a person wants letters of a kind."""
    chosen = db.session.get(NoticeChoice, (user_id, kind))
    return chosen is None or chosen.by_mail
