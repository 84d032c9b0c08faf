"""Where a request may be sent on to: this site only."""

from __future__ import annotations

import re
from urllib.parse import unquote

PATH = re.compile(r"/[\x21-\x7e]{0,1999}")


def inside(target: str | None, otherwise: str) -> str:
    """`target` if it is a path (with query) of this site under every reading a browser may have, else `otherwise`."""
    if not target or not PATH.fullmatch(target):
        return otherwise
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    # A path that is read once more by a proxy must not become an authority either: it is looked at decoded, too.
    for reading in (path, unquote(path), unquote(unquote(path))):
        if "\\" in reading or "//" in reading or "/./" in reading or "/../" in reading:
            return otherwise
        if any(ord(letter) < 33 or ord(letter) == 127 for letter in reading):
            return otherwise
    return otherwise if "\\" in target else target
