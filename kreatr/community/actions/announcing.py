"""Announcements of the house: written, changed and withdrawn by administrators."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from flask_babel import lazy_gettext as _l

from kreatr.community.models import Activity, ActivityType
from kreatr.community.queries import announcement
from kreatr.kernel import cache, clock
from kreatr.kernel.db import action, db, insert, lock
from kreatr.kernel.errors import Conflict


@dataclass(frozen=True)
class Words:
    """What an announcement says, checked; it stands first until `pinned_until`."""

    title: str
    text: str
    title_en: str
    text_en: str
    link: str
    pinned_until: datetime | None


class RewordedMeanwhile(Conflict):
    """The announcement was saved elsewhere after the page was opened."""

    code, text = "CHANGED_MEANWHILE", _l("This announcement was changed in another window meanwhile.")


@action
def announce(form_id: uuid.UUID, words: Words) -> bool:
    """Tells everybody, in the feed and on the hub. The same form sent twice tells it once: then False."""
    lock(db.session(), "feed")
    line = {"type": ActivityType.ANNOUNCEMENT, "key": f"announcement-{form_id}", **asdict(words)}
    once = insert(Activity).values(**line).on_conflict_do_nothing(index_elements=["key"])
    cache.bump("community")
    return db.session.scalar(once.returning(Activity.id)) is not None


@action
def reword(id_: uuid.UUID, words: Words, version: int) -> Activity:
    """Changes an announcement; `version` is the one that was edited. Raises NotFound, and RewordedMeanwhile unless what was
    saved elsewhere is the same."""
    lock(db.session(), "announcement", str(id_))
    line = announcement(id_)
    if all(getattr(line, field.name) == getattr(words, field.name) for field in fields(words)):
        return line
    if line.version != version:
        raise RewordedMeanwhile
    for name, value in asdict(words).items():
        setattr(line, name, value)
    line.version += 1
    line.details = {**line.details, "changed_at": clock.now().isoformat()}
    cache.bump("community")
    return line


@action
def withdraw(id_: uuid.UUID) -> None:
    """Takes an announcement away. Raises NotFound."""
    db.session.delete(announcement(id_))
    cache.bump("community")
