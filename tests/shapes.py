"""The same page comes again with other ids, tokens and times in it. What these are changes nothing about how it is built."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from xml.etree.ElementTree import Element

VARYING = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r'|(?<=name="csrf_token" value=")[\w.-]+'
    r"|\b\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.+-]*"
    r"|[\w-]{16,}\.[\w-]{5,8}\.[\w-]{20,}"
    r"|[0-9a-f]{16,}"
)
STAND_IN = re.compile(r"zq(\d+)qz")


@lru_cache(maxsize=64)
def shape(html: str) -> tuple[str, list[str]]:
    """A page with stand-ins for what varies, and what they stand for. Equal values have equal stand-ins. Do not change the list."""
    if "zq" in html:
        return html, []
    places: dict[str, int] = {}
    plain = VARYING.sub(lambda match: f"zq{places.setdefault(match[0], len(places))}qz", html)
    return plain, list(places)


def filler(values: list[str]) -> Callable[[str], str]:
    """Puts the values back into a text."""
    return lambda text: STAND_IN.sub(lambda match: values[int(match[1])], text) if "zq" in text else text


def filled(root: Element, fill: Callable[[str], str]) -> Element:
    """A copy of a tree with the values put back."""
    copy = Element(root.tag, {name: fill(value) for name, value in root.attrib.items()})
    copy.text, copy.tail = root.text and fill(root.text), root.tail and fill(root.tail)
    copy.extend(filled(child, fill) for child in root)
    return copy
