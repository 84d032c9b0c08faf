"""Typed checks of what platforms answer: whatever is not of the documented shape is garbage."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from kreatr.community.models import ActivityType
from kreatr.community.news import News
from kreatr.community.sources.source import Failure

MOST_COUNTED = 2_000_000_000  # what fits into the column
GARBAGE = "garbage"


def thing(value: Any) -> dict[str, Any]:
    """A JSON object. Raises Failure."""
    if not isinstance(value, dict):
        raise Failure(GARBAGE)
    return value


def things(value: Any) -> list[dict[str, Any]]:
    """A list of JSON objects. Raises Failure."""
    if not isinstance(value, list):
        raise Failure(GARBAGE)
    return [thing(one) for one in value]


def number(value: Any) -> int:
    """A count, 0 or more. Raises Failure."""
    found = number_or_none(value)
    if found is None:
        raise Failure(GARBAGE)
    return found


def number_or_none(value: Any) -> int | None:
    """A count, or None for anything else."""
    right = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_COUNTED
    return value if right else None


def key(value: Any) -> int:
    """A number that names something; those of issues are larger than any count. Raises Failure."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise Failure(GARBAGE)
    return value


def text(value: Any, most: int) -> str:
    """The readable characters of a text, at most `most`; "" for anything else. What databases refuse is left out."""
    if not isinstance(value, str):
        return ""
    return "".join(_readable(letter) for letter in value[: 4 * most])[:most]


def _readable(letter: str) -> str:
    if letter.isprintable() or letter == "\n":
        return letter
    return " " if letter.isspace() else ""


def moment(value: Any) -> datetime:
    """An ISO 8601 moment, or seconds since 1970. Raises Failure."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value, UTC)
        found = datetime.fromisoformat(value)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise Failure(GARBAGE) from None


def told(
    type_: ActivityType, key: str, *, title: Any, link: Any, at: Any, words: Any = "", author: Any = ""
) -> dict[str, str]:
    """A piece of news as plain values, small enough to be kept beside its validator. Raises Failure."""
    return {
        "type": type_.value,
        "key": key,
        "title": text(title, 300),
        "text": text(words, 1000),
        "link": text(link, 500),
        "author": text(author, 80),
        "at": moment(at).isoformat(),
    }


def news(kept: list[dict[str, str]]) -> tuple[News, ...]:
    """News from the plain values of `told`."""
    return tuple(
        News(**{**one, "type": ActivityType(one["type"]), "at": datetime.fromisoformat(one["at"])})  # type: ignore[arg-type]
        for one in kept
    )
