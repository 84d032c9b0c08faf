"""`/community/marketplace`: one address for page and results; its query string is the state."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _

from kreatr.creators.words import AVAILABILITY_WORDS, KIND_WORDS
from kreatr.kernel import access, cache, i18n, limits, prefs, respond
from kreatr.kernel.i18n import money_short
from kreatr.marketplace import forms, queries
from kreatr.marketplace.forms import RATINGS, Search
from kreatr.portfolio.words import CATEGORY_WORDS

blueprint = Blueprint("marketplace", __name__)
PATH = "/community/marketplace"


@blueprint.get(PATH)
@access.anyone
@cache.public("marketplace")
def browse() -> Any:
    """Listed creators, filtered, sorted, paged."""
    search = forms.read(request.args)
    if search.q:
        limits.hit("search-client", limits.client_address())
    results = queries.find(search)
    return respond.page(
        "marketplace/browse.html",
        part="marketplace/_results.html",
        form=search,
        view=search.view or ("list" if prefs.current().lite else "grid"),
        facets=_facets(search),
        results=results,
        chips=_chips(search),
        page_url=lambda page: search.url(PATH, page=page, start=results.start(page)),
        view_url=lambda view: search.url(
            PATH, view=view, page=results.page, start=results.start(results.page)
        ),
        clear_url=Search(sort=search.sort, view=search.view).url(PATH),
        listed=queries.total(),
    )


def _facets(search: Search) -> dict[str, list[dict[str, Any]]]:
    counts = queries.facets()

    def options(
        words: dict[Any, Any], numbers: dict[Any, int], chosen: tuple[Any, ...]
    ) -> list[dict[str, Any]]:
        return [
            {"value": value.value, "label": label, "count": numbers[value], "checked": value in chosen}
            for value, label in i18n.spoken(words).items()
        ]

    return {
        "kinds": options(KIND_WORDS, counts["kinds"], search.kinds),
        "categories": options(CATEGORY_WORDS, counts["categories"], search.categories),
        "availability": options(AVAILABILITY_WORDS, counts["availability"], search.availability),
        "skills": [
            {"value": slug, "label": name, "count": number, "checked": slug in search.skills}
            for slug, name, number in queries.skill_choices(search.skills)
        ],
        "ratings": [
            {"value": "", "label": _("All"), "checked": search.rating is None},
            *({"value": str(n), "label": f"{n}+", "checked": search.rating == n} for n in RATINGS),
        ],
    }


def _chips(search: Search) -> list[dict[str, str]]:
    """What is switched on, each with the address of the search without it."""
    chips = [{"label": f"“{search.q}”", "url": search.url(PATH, q="")}] if search.q else []
    names: dict[Any, str] = {slug: name for slug, name, _number in queries.skill_choices(search.skills)}
    for field, words in (
        ("kinds", i18n.spoken(KIND_WORDS)),
        ("categories", i18n.spoken(CATEGORY_WORDS)),
        ("availability", i18n.spoken(AVAILABILITY_WORDS)),
        ("skills", names),
    ):
        chosen = getattr(search, field)
        for value in chosen:
            rest = tuple(other for other in chosen if other != value)
            without: dict[str, Any] = {field: rest}
            chips.append({"label": words.get(value, value), "url": search.url(PATH, **without)})
    if search.rating is not None:
        chips.append(
            {"label": _("%(stars)s+ stars", stars=search.rating), "url": search.url(PATH, rating=None)}
        )
    if search.min_price is not None:
        label = _("from %(price)s", price=money_short(search.min_price))
        chips.append({"label": label, "url": search.url(PATH, min_price=None)})
    if search.max_price is not None:
        label = _("up to %(price)s", price=money_short(search.max_price))
        chips.append({"label": label, "url": search.url(PATH, max_price=None)})
    return chips
