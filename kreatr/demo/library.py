"""The written part of the demo world: who there is, what they made, and what others say about it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"


@cache
def read(name: str) -> Any:
    """One of the content files, parsed. Nobody may change what it returns."""
    return json.loads((CONTENT / f"{name}.json").read_text(encoding="utf-8"))


def people() -> list[dict[str, Any]]:
    """The creators; `colors` run from paper to ink and are those of all their drawings."""
    found: list[dict[str, Any]] = read("people")
    return found


def works(username: str) -> list[dict[str, Any]]:
    """A creator's items, the ones to be seen first before the others."""
    found: list[dict[str, Any]] = read("works")[username]
    return found


def details(username: str, title: str) -> dict[str, Any]:
    """What some works say beyond their first picture: `human_part`, `licence` and further `pictures`; else nothing."""
    found: dict[str, Any] = read("details").get(f"{username} {title}", {})
    return found


def reviews(username: str) -> list[list[Any]]:
    """Reviews of a creator, newest first: stars, reviewer's username, words, and perhaps the creator's answer."""
    found: list[list[Any]] = read("reviews")[username]
    return found


def clients() -> list[dict[str, Any]]:
    """People with an account but no profile."""
    found: list[dict[str, Any]] = read("clients")
    return found
