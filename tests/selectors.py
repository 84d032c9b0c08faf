"""Finding elements by selectors: tags, #id, .class, [attr], [attr=value] (also ^= $= *=), descendants, commas."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from xml.etree.ElementTree import Element

PART = re.compile(
    r"""(?P<kind>[#.]?)(?P<name>[\w-]+)|\[(?P<attr>[\w:-]+)(?:(?P<how>[*^$]?=)["']?(?P<value>[^\]"']*)["']?)?\]"""
)
HOW: dict[str, Callable[[str, str], bool]] = {
    "=": str.__eq__,
    "^=": str.startswith,
    "$=": str.endswith,
    "*=": str.__contains__,
}
Fits = Callable[[Element], bool]


class Compound:
    """One step of a selector: `key` says by which index its elements are looked up, `fits` what else must hold."""

    def __init__(self, text: str) -> None:
        parts = list(PART.finditer(text))
        named = {part["kind"]: part["name"] for part in reversed(parts) if part["attr"] is None}
        kind = next((kind for kind in ("#", "", ".") if kind in named), "*")
        self.key = (kind, named.get(kind, ""))
        self.tests = [_test(part) for part in parts]

    def fits(self, element: Element) -> bool:
        """Whether an element is meant."""
        return all(test(element) for test in self.tests)


def _test(part: re.Match[str]) -> Fits:
    kind, name, attr, wanted = part["kind"], part["name"], part["attr"], part["value"]
    if attr is None:
        if kind == "#":
            return lambda element: element.get("id") == name
        if kind == ".":
            return lambda element: name in element.get("class", "").split()
        return lambda element: element.tag == name
    if part["how"] is None:
        return lambda element: element.get(attr) is not None
    how = HOW[part["how"]]
    return lambda element: (value := element.get(attr)) is not None and how(value, wanted)


@lru_cache(maxsize=4096)
def _compiled(selector: str) -> list[list[Compound]]:
    return [[Compound(one) for one in part.split()] for part in selector.split(",")]


class Index:
    """The elements below some roots, in document order, found again by tag, id and class."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self.roots = tuple(roots)
        self.elements = [one for root in self.roots for one in root.iter() if isinstance(one.tag, str)]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {id(one): place for place, one in enumerate(self.elements)}

    @cached_property
    def _parents(self) -> dict[int, Element]:
        return {id(child): one for one in self.elements for child in one}

    @cached_property
    def _by(self) -> dict[tuple[str, str], list[Element]]:
        found: dict[tuple[str, str], list[Element]] = defaultdict(list)
        for one in self.elements:
            found["", one.tag].append(one)
            if (id_ := one.get("id")) is not None:
                found["#", id_].append(one)
            for name in set(one.get("class", "").split()):
                found[".", name].append(one)
        found["*", ""] = self.elements
        return found

    def all(self, selector: str) -> list[Element]:
        """Elements a selector names, in document order."""
        parts = [self._part(path) for path in _compiled(selector)]
        if len(parts) == 1:
            return parts[0]
        once = {id(one): one for part in parts for one in part}
        return sorted(once.values(), key=lambda one: self._places[id(one)])

    def _part(self, path: list[Compound]) -> list[Element]:
        last = path[-1]
        found = [one for one in self._by.get(last.key, ()) if last.fits(one)]
        return [one for one in found if self._stands_in(one, path[:-1])] if path[1:] else found

    def _stands_in(self, element: Element, path: list[Compound]) -> bool:
        """Whether the steps before the last one are met, outwards from an element."""
        left, outer = list(path), self._parents.get(id(element))
        while left and outer is not None:
            if left[-1].fits(outer):
                left.pop()
            outer = self._parents.get(id(outer))
        return not left
