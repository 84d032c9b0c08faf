"""The styles a visitor's page brings along, so that it can be read before any other file has arrived.

`static/css/FIRST` lists the parts that each kind of page needs down to its foot; what belongs to pointers, printers and
forced colours is left out of them. All of it that is not in every page is in `rest.css`, which stands before the foot.

Pages that are somebody's own cannot be kept by a browser. So that they do not bring the same styles each time, the first of
them has the browser fetch these styles as a file too, and whoever comes back with a session is pointed to that file.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import rcssmin
from flask import Flask, current_app, g, request
from markupsafe import Markup

FOLDER = Path(__file__).parent.parent.parent / "static" / "css"
EVERY, REST = "every", "rest.css"
LATE = re.compile(
    r"^  @media (?:\(hover: hover\)|\(forced-colors: active\)|print) \{\n.*?^  \}\n", re.M | re.S
)
LAYER = re.compile(r"@layer (\w+) \{")


def init_app(app: Flask) -> None:
    """Gives templates `first("hub")`, the style element of that kind of page, and `styles_travel()`."""
    app.jinja_env.globals.update(first=bring, styles_travel=travel)


def travel() -> str:
    """How the styles of this page get to its reader: `inside` it, inside it and `ahead` as a file for the next page, or as a `file`."""
    if g.get("shared"):
        return "inside"
    return "file" if current_app.config["SESSION_COOKIE_NAME"] in request.cookies else "ahead"


def bring(kind: str) -> Markup:
    """The style element of a kind of page, which the policy of this answer then allows."""
    g.look = kind
    return element(kind)


def element(kind: str) -> Markup:
    """The style element of a kind of page."""
    return Markup(f"<style>{first()[kind]}</style>")  # noqa: S704  (made of our own files)


def order(folder: Path, name: str = "ORDER") -> dict[str, list[str]]:
    """What such a list says: each joined file with its parts, which stand indented under its name."""
    files: dict[str, list[str]] = {}
    for line in (folder / name).read_text().splitlines():
        if line.startswith(" "):
            files[next(reversed(files))].append(line.strip())
        elif line:
            files[line] = []
    return files


@cache
def first() -> dict[str, str]:
    """Kind of page → its styles. Parts stand in the order they have in app.css."""
    listed, whole = order(FOLDER, "FIRST"), order(FOLDER)["app.css"]
    kinds = [kind for kind in listed if kind not in (EVERY, REST)]
    return {
        kind: _joined(LATE.sub("", _text(part)) for part in whole if part in listed[EVERY] + listed[kind])
        for kind in kinds
    }


def files() -> dict[str, str]:
    """Name of a served file → its styles: one for each kind of page, and the rest."""
    return {f"{kind}.css": text for kind, text in first().items()} | {REST: rest()}


def rest() -> str:
    """The styles no page of a visitor needs at once, or not every kind of page."""
    listed, whole = order(FOLDER, "FIRST"), order(FOLDER)["app.css"]
    brought = {part for name, parts in listed.items() if name != REST for part in parts}
    return _joined(
        _text(part) if part in listed[REST] else _late(_text(part))
        for part in whole
        if part in brought.union(listed[REST])
    )


def source(kind: str) -> str:
    """The inlined styles of a kind of page as a source of a Content-Security-Policy."""
    digest = hashlib.sha256(first()[kind].encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _text(part: str) -> str:
    return (FOLDER / part).read_text()


def _late(text: str) -> str:
    found, layer = LATE.findall(text), LAYER.search(text)
    return f"@layer {layer[1]} {{\n{''.join(found)}}}\n" if found and layer else ""


def _joined(texts: Iterable[str]) -> str:
    return str(rcssmin.cssmin("\n".join(texts)))
