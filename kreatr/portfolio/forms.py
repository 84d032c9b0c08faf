"""What creators may say about a work."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from kreatr.kernel.choices import OneOf, bare, choices
from kreatr.kernel.fields import Between, Block, Line, Link, Markdown, Secure
from kreatr.portfolio.models import ItemCategory, Licence, Visibility
from kreatr.portfolio.queries import split_tags
from kreatr.portfolio.words import CATEGORY_WORDS, VISIBILITY_WORDS

MOST_IMAGES = 10
MOST_TAGS = 10
TAG_LENGTH = (2, 30)  # characters
LONGEST_ALT = 300
LONGEST_STORY = 8000  # characters with all marks of Markdown; 2000 of them may be seen


class Worded(Between):
    """A length with words of its own."""

    def __init__(self, least: int, most: int, short: Any, long: Any, typed: int | None = None) -> None:
        super().__init__(least, most)
        self.short, self.long = short, long
        self.field_flags["maxlength"] = typed or most

    def too_short(self, length: int) -> str:
        return str(self.short)

    def too_long(self, length: int) -> str:
        return str(self.long)


TITLE = Worded(5, 100, _l("Title must be at least 5 characters"), _l("Title must not exceed 100 characters"))
STORY = Worded(
    50,
    2000,
    _l("Description must be at least 50 characters"),
    _l("Description must not exceed 2000 characters"),
    typed=LONGEST_STORY,
)


class EditorForm(Form):
    """A work (PORT-10 to PORT-17) and how it was made. Its pictures are read by the route: they are uploads, not text."""

    client_id = HiddenField()
    version = HiddenField()
    title = Line(_l("Title"), [TITLE])
    description = Markdown(_l("Story"), [STORY])
    category = RadioField(
        _l("Category"), [OneOf()], choices=choices(CATEGORY_WORDS), validate_choice=False, default=""
    )
    project_url = Link(_l("Link"), [Secure()])
    tags = Line(_l("Tags"), [Between(0, 400)])
    tools = Line(_l("Tools and models"), [Between(0, 200)])
    human_part = Block(_l("Your own part"), [Between(0, 500)])
    prompt = Block(_l("The prompt"), [Between(0, 4000)])
    licence = SelectField(
        _l("Licence"),
        [OneOf()],
        choices=bare(Licence),  # the page says them in plain words
        validate_choice=False,
        default=Licence.ALL_RIGHTS.value,
    )
    visibility = RadioField(
        _l("Who may see it"),
        [OneOf()],
        choices=choices(VISIBILITY_WORDS),
        validate_choice=False,
        default=Visibility.PUBLIC.value,
    )
    featured = BooleanField(_l("Featured"))

    def validate_tags(self, field: Line) -> None:
        """At most ten, each of 2 to 30 characters; those with the same address are one."""
        names = split_tags(field.stored)
        if len(names) > MOST_TAGS:
            raise ValidationError(_("Maximum 10 tags allowed"))
        if any(not TAG_LENGTH[0] <= len(name) <= TAG_LENGTH[1] for name in names):
            raise ValidationError(_("Each tag has 2 to 30 characters. Put commas between them."))

    @property
    def edition(self) -> int:
        """The version the form was made from; 0 for one that was forged or lost."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0

    def content(self, images: list[dict[str, Any]]) -> dict[str, Any]:
        """What was typed, as drafts and items keep it. A draft may be too long for an item, but not without end."""
        return {
            "title": self.title.stored[:300],
            "description": self.description.stored,
            "category": _member(ItemCategory, self.category.data, ""),
            "images": images,
            "project_url": (self.project_url.stored or "")[:600],
            "tags": self.tags.stored[:1000],
            "tools": self.tools.stored[:600],
            "prompt": self.prompt.stored[:10_000],
            "human_part": self.human_part.stored[:2000],
            "licence": _member(Licence, self.licence.data, Licence.ALL_RIGHTS.value),
            "visibility": _member(Visibility, self.visibility.data, Visibility.PUBLIC.value),
            "featured": bool(self.featured.data),
        }


def _member(enum: type[StrEnum], value: Any, otherwise: str) -> str:
    return str(value) if value in {one.value for one in enum} else otherwise


def described(ids: list[str], known: dict[str, dict[str, Any]], alts: dict[str, str]) -> list[dict[str, Any]]:
    """Pictures with the words of the form; `known` ones keep their English words while the others are the same."""
    found = []
    for id_ in ids:
        alt = " ".join(alts.get(id_, "").split())[:LONGEST_ALT]
        before = known.get(id_, {})
        alt_en = before.get("alt_en", "") if before.get("alt") == alt else ""
        found.append({"id": id_, "alt": alt, "alt_en": alt_en})
    return found
