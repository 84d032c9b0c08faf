"""A fetched page as a tree that tests can ask: `page.one("form#kontak")`, `page.text("h1")`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import html5lib

PART = re.compile(
    r"""(?P<kind>[#.]?)(?P<name>[\w-]+)|\[(?P<attr>[\w:-]+)(?:(?P<how>[*^$]?=)["']?(?P<value>[^\]"']*)["']?)?\]"""
)
EMPTY_FORM = {"submit", "button", "image", "reset", "file"}


@dataclass(frozen=True)
class Page:
    """A parsed document or fragment. `roots` are its outermost elements; `errors` what the HTML parser objected to."""

    html: str
    roots: tuple[Element, ...]
    errors: tuple[str, ...]
    whole: bool

    def all(self, selector: str) -> list[Element]:
        """Elements a selector names: tags, #id, .class, [attr], [attr=value] (also ^= $= *=), descendants, commas."""
        wanted = {id(e) for part in selector.split(",") for e in _select(self.roots, part.split())}
        return [element for element in self.elements() if id(element) in wanted]

    def one(self, selector: str) -> Element:
        """The only element a selector names."""
        found = self.all(selector)
        assert len(found) == 1, f"{selector!r} names {len(found)} elements, not one"
        return found[0]

    def text(self, selector: str = "body") -> str:
        """The words of the first element a selector names, spaces collapsed."""
        found = self.all(selector)
        assert found, f"{selector!r} names nothing"
        return words(found[0])

    def elements(self) -> Iterator[Element]:
        """Every element, in document order."""
        for root in self.roots:
            yield from (element for element in root.iter() if isinstance(element.tag, str))


def words(element: Element) -> str:
    """The text inside an element, spaces collapsed."""
    return " ".join("".join(element.itertext()).split())


@lru_cache(maxsize=64)
def parse(html: str) -> Page:
    """A document when it starts like one, else a fragment."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    whole = html.lstrip()[:9].lower() == "<!doctype"
    if whole:
        roots: tuple[Element, ...] = (parser.parse(html),)
    else:
        container = "tbody" if html.lstrip().startswith("<tr") else "div"
        roots = tuple(e for e in parser.parseFragment(html, container=container) if isinstance(e.tag, str))
    errors = tuple(f"line {place[0]}: {code} {values or ''}".strip() for place, code, values in parser.errors)
    return Page(html, roots, errors, whole)


def _select(roots: tuple[Element, ...], path: list[str]) -> list[Element]:
    found = [element for root in roots for element in root.iter() if _matches(element, path[0])]
    for compound in path[1:]:
        found = [
            inner
            for outer in found
            for inner in outer.iter()
            if inner is not outer and _matches(inner, compound)
        ]
    return found


def _matches(element: Element, compound: str) -> bool:
    if not isinstance(element.tag, str):
        return False
    return all(_fits(element, part) for part in PART.finditer(compound))


def _fits(element: Element, part: re.Match[str]) -> bool:
    kind, name, attr = part["kind"], part["name"], part["attr"]
    if attr is None:
        if kind == "#":
            return element.get("id") == name
        return name in element.get("class", "").split() if kind == "." else element.tag == name
    value, wanted = element.get(attr), part["value"]
    if value is None or part["how"] is None:
        return value is not None
    tests = {
        "=": value == wanted,
        "^=": value.startswith(wanted),
        "$=": value.endswith(wanted),
        "*=": wanted in value,
    }
    return tests[part["how"]]


def controls(form: Element) -> dict[str, list[str]]:
    """The values a browser would send for a form as it stands, without its buttons."""
    found: dict[str, list[str]] = {}
    for control in form.iter():
        name = control.get("name")
        if not name or control.get("disabled") is not None:
            continue
        found.setdefault(name, []).extend(_values(control))
    return found


def _values(control: Element) -> list[str]:
    kind = control.get("type", "text").lower()
    if control.tag == "textarea":
        return [("".join(control.itertext())).removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")]
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None]
        chosen = chosen or ([] if control.get("multiple") is not None else options[:1])
        return [option.get("value", words(option)) for option in chosen]
    if control.tag != "input" or kind in EMPTY_FORM:
        return []
    if kind in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [control.get("value", "")]
