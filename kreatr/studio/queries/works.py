"""A person's own works as material for their story."""

from __future__ import annotations

import uuid
from typing import NamedTuple

from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.kernel.errors import NotFound
from kreatr.portfolio import queries as portfolio
from kreatr.portfolio.words import CATEGORY_WORDS

MOST_STORY = 3000  # characters of the story there is


class Work(NamedTuple):
    """One of the viewer's works, or the draft of one."""

    id: uuid.UUID
    title: str


def own(viewer: User) -> list[Work]:
    """The viewer's works and drafts, as their list has them."""
    return [Work(row.id, row.title or _("Untitled")) for row in portfolio.rows(viewer)]


def material(viewer: User, work_id: str) -> dict[str, str]:
    """What is known of one of the viewer's works, as tasks call it; nothing where there is no such work."""
    try:
        content = portfolio.editing(viewer, uuid.UUID(work_id)).content
    except (ValueError, NotFound):
        return {}
    shown = [image.get("alt", "") for image in content.get("images", [])]
    words = {category.value: word for category, word in CATEGORY_WORDS.items()}
    return {
        "work_title": content.get("title", ""),
        "work_pictures": "\n".join(f"- {alt}" for alt in shown if alt),
        "work_category": str(words.get(content.get("category", ""), "")),
        "work_tools": content.get("tools", ""),
        "work_hand": content.get("human_part", ""),
        "work_story": content.get("description", "")[:MOST_STORY],
    }
