"""Filling in the profile form, as its owner would."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.creators.models import Creator
from kreatr.kernel.db import db
from tests.judge import Client
from tests.world import BIO

PATH = "/dashboard/settings/marketplace"
FORM = "form#profil"
NEW: dict[str, Any] = {
    "availability": "AVAILABLE",
    "display_name": "Dewi Lestari",
    "bio": BIO,
    "categories": ["PROMPTER"],
    "skills": "ComfyUI, Prompt",
}


def save(client: Client, **fields: Any) -> Any:
    """The form of this browser's person, sent with these changes."""
    return client.submit(client.get(PATH), FORM, **fields)


def stored(username: str) -> Creator:
    """The profile as the database has it."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(sa.select(Creator).where(Creator.username == username)).one()


def error(answer: Any, name: str) -> str:
    """What is said beside a field."""
    return str(answer.page.text(f"#{name}-error"))
