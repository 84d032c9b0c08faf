"""Where a page lives, for search engines: one address for each language, and the one that stands for all its spellings.

Indonesian has the plain address; `?lang=en` shows the same page in English to whoever comes without a choice of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import current_app, g, request

from kreatr.kernel import i18n, prefs

PAGED = {"marketplace.browse"}  # lists whose further pages show others, so that each is a page of its own
TERRITORIES = {"id": "id_ID", "en": "en_US"}  # as Open Graph names languages


@dataclass(frozen=True)
class Place:
    """The addresses of a page: `canonical` in the language it was asked for in, and `languages` as (hreflang, address)."""

    canonical: str
    languages: tuple[tuple[str, str], ...]
    territory: str


def place() -> Place:
    """Where the page of this request lives."""
    if "place" not in g:
        g.place = _place()
    found: Place = g.place
    return found


def _place() -> Place:
    base = current_app.config["KREATR"].base_url + quote(request.path)
    page = _page()
    plain = _address(base, page)
    by_language = {
        language: plain if language == i18n.DEFAULT_LANGUAGE else _address(base, page, language)
        for language in prefs.LOCALES
    }
    asked = prefs.asked_language() or i18n.DEFAULT_LANGUAGE
    return Place(
        canonical=by_language[asked],
        languages=(*by_language.items(), ("x-default", plain)),
        territory=TERRITORIES[prefs.current().locale],
    )


def base() -> str:
    """What every address of the house begins with."""
    found: str = current_app.config["KREATR"].base_url
    return found


def _page() -> str:
    """The number of a further page of a list that is not narrowed."""
    if request.endpoint not in PAGED or set(request.args) - {"page", "lang"}:
        return ""
    page = request.args.get("page", "1")
    return page if page.isascii() and page.isdigit() and len(page) < 4 and int(page) > 1 else ""


def _address(base: str, page: str, language: str = "") -> str:
    pairs = [(name, value) for name, value in (("page", page), ("lang", language)) if value]
    return f"{base}?{urlencode(pairs)}" if pairs else base
