"""Checks JSON-LD against schema.org's own definitions, of which `schema.json` holds what the house uses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.page import Page

SCHEMA = json.loads((Path(__file__).parent / "schema.json").read_text())
TYPES, PROPERTIES = SCHEMA["types"], SCHEMA["properties"]
MEMBERS = {
    f"https://schema.org/{member}": kind for kind, members in SCHEMA["members"].items() for member in members
}


def told(page: Page) -> list[dict[str, Any]]:
    """The nodes of a page's JSON-LD, after they were checked."""
    (script,) = page.all("script[type^=application]")
    document = json.loads("".join(script.itertext()))
    assert document["@context"] == "https://schema.org" and set(document) == {"@context", "@graph"}
    faults = [fault for node in document["@graph"] for fault in check(node)]
    assert not faults, "\n".join(faults)
    nodes: list[dict[str, Any]] = document["@graph"]
    ids = {node["@id"] for node in _nodes(nodes) if "@id" in node and "@type" in node}
    meant = {node["@id"] for node in _nodes(nodes) if set(node) == {"@id"}}
    assert meant <= ids, f"nobody is {meant - ids}"
    return nodes


def one(nodes: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    """The only node of a kind."""
    (found,) = (node for node in nodes if node["@type"] == kind)
    return found


def check(node: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a node and everything in it."""
    kind = node.get("@type")
    if kind not in TYPES:
        yield f"{kind!r} is no type that schema.json knows"
        return
    for name, value in node.items():
        if name.startswith("@") or name.endswith("-input"):  # annotations of actions, not properties
            continue
        known = PROPERTIES.get(name)
        if known is None or not set(known["of"]) & set(TYPES[kind]):
            yield f"a {kind} has no {name}"
            continue
        values = value if isinstance(value, list) else [value]
        if not values:
            yield f"{kind}.{name} is empty"
        for single in values:
            yield from _value(f"{kind}.{name}", single, known["holds"])


def _value(where: str, value: Any, holds: list[str]) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            return
        if not set(TYPES.get(value.get("@type"), [])) & set(holds):
            yield f"{where} holds {', '.join(holds)}, not a {value.get('@type')}"
        yield from check(value)
    elif not any(_plain(value, kind) for kind in holds):
        yield f"{where} holds {', '.join(holds)}, not {value!r}"


def _plain(value: Any, kind: str) -> bool:
    if kind in ("Number", "Integer", "Float"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, str) or not value:
        return False
    if kind in ("DateTime", "Date"):
        try:
            return datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            return False
    if kind in ("URL", "Thing"):  # where anything may stand, its address may stand for it
        return urlsplit(value).scheme in ("http", "https")
    return kind == "Text" or MEMBERS.get(value) == kind


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for single in value:
            yield from _nodes(single)
    elif isinstance(value, dict):
        yield value
        for single in value.values():
            yield from _nodes(single)
