"""What every page of the house must be. Each complaint says what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from kreatr.kernel import sheets
from tests import catalogue
from tests.page import Page, parse, words
from tests.shapes import shape

UNNAMED_FIELDS = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = {
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-errormessage",
    "for",
    "form",
    "list",
}
PHRASING_ONLY = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "span",
    "button",
    "label",
    "strong",
    "em",
    "small",
    "b",
    "i",
}
BLOCKS = {
    "div",
    "p",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "form",
    "fieldset",
    "figure",
}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "label", "summary"}
NESTING = PHRASING_ONLY | {"a", "button", "ul", "ol"}
SUSPECT = ("style", "on", "hx-", "href", "src", "action")  # what `_attribute` looks at begins so
OWN_ADDRESSES = ("canonical", "alternate")  # links that are told in full, and load nothing
SAID_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label")
# The styles a page may bring along: those of kernel/sheets.py, and none besides.
OURS = re.compile("|".join(re.escape(sheets.element(kind)) for kind in sheets.first()))
EVALUATED = re.compile(r"\b(?:js|javascript):", re.I)


def headers(app: Flask, answer: TestResponse) -> list[str]:
    """Complaints about what an answer carries outside of its body."""
    found = []
    policy = answer.headers.get("Content-Security-Policy", "")
    if answer.status_code == 304:
        return (
            [] if not policy else ["a 304 repeats headers of what is kept; kernel/headers.py leaves them out"]
        )
    if "default-src 'none'" not in policy or "unsafe" in policy:
        found.append("no strict Content-Security-Policy; leave the header to kernel/headers.py")
    if answer.mimetype != "text/html":
        return found
    signed_in = _signed_in(app, answer)
    if signed_in and "no-store" not in answer.headers.get("Cache-Control", ""):
        found.append("a signed-in page may be kept by browsers; it needs Cache-Control: no-store")
    if not signed_in and _public(app, answer) and "Set-Cookie" in answer.headers:
        found.append("a public page sets a cookie for a visitor; move forms and flashes to their own address")
    return found


def _signed_in(app: Flask, answer: TestResponse) -> bool:
    session: Any = app.session_interface.open_session(app, answer.request)  # type: ignore[arg-type]
    return bool(session) and "_user_id" in session


def _public(app: Flask, answer: TestResponse) -> bool:
    if answer.request.method not in ("GET", "HEAD"):
        return False
    try:
        endpoint, _values = app.url_map.bind("localhost").match(answer.request.path)
    except (HTTPException, RequestRedirect):
        return False
    return hasattr(app.view_functions[endpoint], "public_tags")


def complaints(html: str, locale: str, redirect: bool) -> list[str]:
    """Complaints about a page or a fragment. One that differs from another in ids and tokens only is as good as that one."""
    html = OURS.sub("", html, count=1)
    if redirect or not _complaints(shape(html)[0], locale):
        return []
    return _complaints(html, locale)


@lru_cache(maxsize=4096)
def _complaints(html: str, locale: str) -> list[str]:
    page = parse(html)
    found = [f"not valid HTML5: {error}" for error in page.errors]
    for rule in (_document,) if page.whole else (_fragment,):
        found += rule(page)
    for rule in (_ids, _nesting, _forms, _fields, _names, _images, _behaviour, _links):
        found += rule(page)
    if locale == "id":
        found += _language(page)
    return found


def _document(page: Page) -> Iterator[str]:
    html = page.roots[0]
    if html.get("lang") not in ("id", "en"):
        yield "<html> says no language; set lang"
    titles = [words(title) for title in page.all("head title")]
    if len(titles) != 1 or not titles[0]:
        yield "there must be one <title> with words"
    spare = _spare(page)
    headings = [heading for heading in page.all("h1") if id(heading) not in spare]
    if len(headings) != 1 or not words(headings[0]):
        yield f"{len(headings)} h1; a page has exactly one, with words"
    if len(page.all("main")) != 1:
        yield "there must be one <main>"
    if not page.all("head meta[name=viewport]"):
        yield "no meta viewport"
    known = {element.get("id") for element in page.elements()}
    for element in page.elements():
        for attribute in REFERENCES & element.attrib.keys():
            missing = [name for name in (element.get(attribute) or "").split() if name not in known]
            if missing:
                yield f"<{element.tag} {attribute}> points to {missing[0]!r}, which is not on the page"


def _fragment(page: Page) -> Iterator[str]:
    inner = [root for root in page.roots if root.get("hx-swap-oob") is None and root.tag != "hx-partial"]
    if len(inner) != 1:
        yield f"a fragment has {len(inner)} roots; it needs exactly one (others only with hx-swap-oob)"
    yield from (
        f"the fragment's root <{root.tag}> has no id"
        for root in page.roots
        if not root.get("id") and root.tag != "hx-partial"
    )
    if page.all("html, head, body, title"):
        yield "a fragment holds parts of a document"


def _spare(page: Page) -> set[int]:
    """What stands in a <template>: it is not part of the document yet."""
    return {id(inner) for template in page.all("template") for inner in template.iter()}


def _ids(page: Page) -> Iterator[str]:
    spare = _spare(page)
    present = (element.get("id") for element in page.elements() if id(element) not in spare)
    counts = Counter(id_ for id_ in present if id_ is not None)
    for id_, number in counts.items():
        if number > 1 or not id_ or re.search(r"\s", id_):
            yield f"id {id_!r} stands {number} times; ids are unique, without spaces"


def _nesting(page: Page) -> Iterator[str]:
    for element in page.elements():
        if element.tag not in NESTING:
            continue
        inner = {child.tag for child in element.iter() if child is not element}
        if element.tag in PHRASING_ONLY and (wrong := inner & BLOCKS):
            yield f"<{element.tag}> holds <{min(wrong)}>; only phrases may stand in it"
        if element.tag in ("a", "button") and (wrong := inner & INTERACTIVE):
            yield f"<{element.tag}> holds <{min(wrong)}>; a control cannot stand in a control"
        if element.tag in ("ul", "ol") and (
            wrong := {child.tag for child in element} - {"li", "script", "template"}
        ):
            yield f"<{element.tag}> holds <{min(map(str, wrong))}>; only <li> may stand in it"


def _forms(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if form.get("method", "get").lower() != "post":
            continue
        if "[[" in (form.get("action") or "") and id(form) in _spare(page):
            continue  # kept on devices, and sent by the service worker, which asks for a token
        if not form.get("action"):
            yield "a POST form has no action; name its address"
        if not [
            field for field in form.iter("input") if field.get("name") == "csrf_token" and field.get("value")
        ]:
            yield f"the form to {form.get('action')} has no csrf_token"


def _fields(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label")}
    wrapped = {id(field) for label in page.all("label") if words(label) for field in label.iter()}
    for field in page.all("input, select, textarea"):
        if field.get("type", "text") in UNNAMED_FIELDS:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby") or id(field) in wrapped
        if not named and (field.get("id") is None or field.get("id") not in labelled):
            yield f"the field {field.get('name')!r} has no label"


def _names(page: Page) -> Iterator[str]:
    for control in page.all("a[href], button, summary"):
        if control.get("aria-hidden") == "true":
            continue
        pictures = any(
            image.get("alt") or (image.get("role") == "img" and image.get("aria-label"))
            for image in control.iter()
        )
        if not (words(control) or pictures or control.get("aria-label") or control.get("aria-labelledby")):
            yield f"<{control.tag} {control.get('href', '')}> says nothing; give it words or an aria-label"


def _images(page: Page) -> Iterator[str]:
    for image in page.all("img"):
        missing = [name for name in ("width", "height", "alt", "src") if image.get(name) is None]
        if missing:
            yield f"the image {image.get('src')!r} lacks {', '.join(missing)}"


def _behaviour(page: Page) -> Iterator[str]:
    for script in page.all("script"):
        if script.get("src") is None and script.get("type") != "application/ld+json":
            yield "an inline script; put it into static/js/"
    if page.all("style"):
        yield "a <style>; put it into static/css/"
    for element in page.elements():
        for name, value in element.attrib.items():
            if str(name).startswith(SUSPECT):
                yield from _attribute(element, str(name), value or "")


def _attribute(element: Element, name: str, value: str) -> Iterator[str]:
    if name == "style":
        yield f"<{element.tag}> has a style attribute; use a class, or an attribute that CSS reads"
    if name.startswith(("on", "hx-on")):
        yield f"<{element.tag} {name}> is inline behaviour; put it into static/js/"
    if name.startswith(("hx-", "href", "src", "action")) and EVALUATED.search(value):
        yield f"<{element.tag} {name}={value!r}> would be evaluated; send plain values"
    if name == "hx-trigger" and "[" in value:
        yield f"hx-trigger={value!r} holds a filter, which is evaluated; use static/js/"
    foreign = name == "src" or (
        name == "href" and element.tag == "link" and element.get("rel") not in OWN_ADDRESSES
    )
    if (foreign and not value.startswith(("/", "data:image/"))) or (foreign and value.startswith("//")):
        yield f"<{element.tag} {name}={value!r}> asks a third party; serve it from here"


def _links(page: Page) -> Iterator[str]:
    for link in page.all("a[target=_blank]"):
        if "noopener" not in link.get("rel", ""):
            yield f"the link to {link.get('href')!r} opens a window without rel=noopener"


def _language(page: Page) -> Iterator[str]:
    translated, said = catalogue.translated(), list[str]()
    for root in page.roots:
        _collect(root, said)
    for one in said:
        if one in translated and translated[one] != one:
            yield f"{one!r} is not translated; write it as _() and see that the page uses the reader's language"


def _collect(element: Element, said: list[str]) -> None:
    """Adds what an element says in the page's own language, inside first to last; scripts and what is typed say nothing."""
    if not isinstance(element.tag, str) or element.tag in ("script", "textarea"):
        return
    if element.get("lang", "id") != "id":
        return
    said += (element.attrib[name] for name in SAID_ATTRIBUTES if name in element.attrib)
    if element.text and (own := " ".join(element.text.split())):
        said.append(own)
    for child in element:
        _collect(child, said)
        if child.tail and (after := " ".join(child.tail.split())):
            said.append(after)
