"""A fetched page as a tree that tests can ask: `page.one("form#kontak")`, `page.text("h1")`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from xml.etree.ElementTree import Element

import html5lib

from tests.selectors import Index
from tests.shapes import filled, filler, shape

EMPTY_FORM = {"submit", "button", "image", "reset", "file"}


@dataclass(frozen=True)
class Page:
    """A parsed document or fragment. `roots` are its outermost elements; `errors` what the HTML parser objected to."""

    html: str
    roots: tuple[Element, ...]
    errors: tuple[str, ...]
    whole: bool

    @cached_property
    def _index(self) -> Index:
        return Index(self.roots)

    def all(self, selector: str) -> list[Element]:
        """Elements a selector names: tags, #id, .class, [attr], [attr=value] (also ^= $= *=), descendants, commas."""
        return self._index.all(selector)

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
        yield from self._index.elements


def words(element: Element) -> str:
    """The text inside an element, spaces collapsed."""
    return " ".join("".join(element.itertext()).split())


@lru_cache(maxsize=64)
def parse(html: str) -> Page:
    """A document when it starts like one, else a fragment."""
    plain, values = shape(html)
    page, fill = _parsed(plain), filler(values)
    if not values:
        return page
    roots = tuple(filled(root, fill) for root in page.roots)
    return Page(html, roots, tuple(fill(error) for error in page.errors), page.whole)


@lru_cache(maxsize=512)
def _parsed(html: str) -> Page:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    whole = html.lstrip()[:9].lower() == "<!doctype"
    if whole:
        roots: tuple[Element, ...] = (parser.parse(html),)
    else:
        container = "tbody" if html.lstrip().startswith("<tr") else "div"
        roots = tuple(e for e in parser.parseFragment(html, container=container) if isinstance(e.tag, str))
    errors = tuple(f"line {place[0]}: {code} {values or ''}".strip() for place, code, values in parser.errors)
    return Page(html, roots, errors, whole)


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
