"""Filling in the form of an event, as an administrator would."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from kreatr.community.models import CommunityEvent
from kreatr.kernel import clock
from kreatr.kernel.db import db
from tests.judge import Client

PLAIN = {"Accept-Encoding": "identity"}
HOME, PUBLIC, FORM = "/admin/community/events", "/community/events", "form#acara"
SOON = clock.now().date() + timedelta(days=30)
NEW: dict[str, Any] = {
    "title": "Kopi darat Bandung",
    "start_date": SOON.isoformat(),
    "start_time": "19:00",
    "end_date": SOON.isoformat(),
    "end_time": "20:30",
    "timezone": "Asia/Makassar",
}
EVERYTHING = NEW | {
    "title_en": "Coffee in Bandung",
    "text": "Datang, **ngobrol**.",
    "text_en": "Come and talk.",
    "place": "Dago, Bandung",
    "link": "https://daftar.contoh.test/x",
    "host": "Galih Wirawan",
}


def save(client: Client, path: str = f"{HOME}/new", **fields: Any) -> Any:
    """The form of a page, sent with these changes."""
    return client.submit(client.get(path), FORM, **fields)


def stored() -> list[CommunityEvent]:
    """What the database has."""
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(sa.select(CommunityEvent).order_by(CommunityEvent.created_at)))


def error(answer: Any, name: str) -> str:
    """What is said beside a field."""
    return str(answer.page.text(f"#{name}-error"))
