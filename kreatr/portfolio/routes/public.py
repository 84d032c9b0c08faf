"""The public portfolio: `/portfolio/<username>` and one page per item."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.creators import queries as creators
from kreatr.creators.models import Availability, Creator
from kreatr.kernel import access, cache, current, i18n, prefs, respond, tally
from kreatr.kernel.pictures import Picture, fitted
from kreatr.kernel.text import shorten, visible
from kreatr.portfolio import queries
from kreatr.portfolio.actions import displaying
from kreatr.portfolio.actions.counting import GATHER
from kreatr.portfolio.models import Item
from kreatr.portfolio.queries import Found, Profile
from kreatr.portfolio.words import CATEGORY_WORDS, LICENCE_NAMES, LICENCE_URLS, LICENCE_WORDS
from kreatr.reviews import queries as reviews

blueprint = Blueprint("portfolio", __name__)
MORE = 4
MOST_WORKS = 100  # of one creator (C28); a page never shows more (F14)
SUMMARY = 155  # characters of a page's description
PHONE, THUMB = 768, 160  # pixels that a phone takes for a picture as wide as its screen, and for a small one


blueprint.before_request(respond.one_spelling)


@blueprint.after_request
def count_view(response: Response) -> Response:
    """A look at a work counts, even when the page came from the cache; its owner's does not (PORT-26)."""
    if request.endpoint == "portfolio.item" and tally.a_look(response):
        viewer, work = current.viewer(), request.view_args or {}
        if viewer is None or viewer.username != work["username"]:
            tally.count(GATHER, f"{work['username']}/{work['slug']}")
    return response


@blueprint.get("/portfolio/<string:username>")
@access.anyone
@cache.public("creator:{username}")
def show(username: str) -> Any:
    """A creator's page: who, the works, the reviews."""
    viewer = current.viewer()
    found = queries.find(viewer, username)
    body = found.body or _gathered(found, username)
    who = {"id": str(found.creator_id), **body["creator"]}
    creator = Profile(**who)
    reviews_pages = reviews.pages(creator.review_count)
    page, reviews_page = _page("page"), min(_page("reviews"), max(1, reviews_pages))
    works = body["works"] if page == 1 else _works(found.creator_id, page)
    tiles = queries.tiles(works, creator.username, creator.display_name, prefs.current().locale)
    if reviews_page > 1:
        body["reviews"] = reviews.of(found.creator_id, reviews_page).latest
    rest = len(works) < min(body["works_count"], MOST_WORKS)
    return respond.page(
        "portfolio/show.html",
        creator=creator,
        card=body["card"],
        skills=body["skills"],
        kinds=body["kinds"],
        items=tiles,
        shown=body
        | {
            "creator": who,
            "works": tiles,
            "more": f"/portfolio/{creator.username}?page={page + 1}#karya" if rest else "",
            "page": reviews_page,
            "pages": reviews_pages,
            "contact": _contact_label(creator),
            "mine": [one["id"] for one in body["reviews"] + body["pinned"] if _by(viewer, one)],
            "hidden": found.hidden,
        },
        zone=i18n.zone(),
        owner=viewer is not None and viewer.id == found.user_id,
    )


def _by(viewer: User | None, review: dict[str, Any]) -> bool:
    return viewer is not None and str(viewer.id) == review["reviewer_id"]


def _gathered(found: Found, username: str) -> dict[str, Any]:
    body = queries.gather(current.viewer(), username)
    displaying.keep(found.creator_id, found.version, body)
    return body


def _works(creator_id: uuid.UUID, page: int) -> list[dict[str, Any]]:
    return queries.hung(creator_id, min(page * queries.PAGE, MOST_WORKS)).some


@blueprint.get("/portfolio/<string:username>/<string:slug>")
@access.anyone
@cache.public("creator:{username}", "work:{username}/{slug}")
def item(username: str, slug: str) -> Any:
    """One work: its pictures, its story, how it was made."""
    creator = creators.shown(current.viewer(), username)
    work = queries.shown_item(creator.id, slug, owner=_owner(creator))
    locale = prefs.current().locale
    pictures = [(picture, queries.alt(image, work.title, locale)) for image, picture in work.pictures]
    return work_page(creator, work, pictures)


def work_page(
    creator: Creator, work: Item, pictures: list[tuple[Picture, str]], *, preview: str = ""
) -> Response:
    """The page of one work. `pictures` come with their words; `preview` is the editor's address when only its owner sees it."""
    locale = prefs.current().locale
    images: list[dict[str, Any]] = [{"pic": picture.brief(), "alt": alt} for picture, alt in pictures]
    chosen = min(_page("gambar"), max(1, len(images)))
    return respond.page(
        "portfolio/item.html",
        creator=creator,
        item=work,
        preview=preview,
        summary=shorten(visible(work.description), SUMMARY),
        category=CATEGORY_WORDS.get(work.category, ""),
        liked=not preview and queries.liked(current.viewer(), work),
        licence=work.licence
        and {
            "name": LICENCE_NAMES[work.licence],
            "words": LICENCE_WORDS[work.licence],
            "url": LICENCE_URLS.get(work.licence),
        },
        images=images,
        all=request.args.get("muat") == "semua",
        weight=_weight([image["pic"] for image in images]),
        image=images[chosen - 1] if images else None,
        more=queries.more(creator, locale, MORE, but=work.id),
    )


def _page(name: str) -> int:
    text = request.args.get(name, "1")
    return min(max(1, int(text)), 100) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def _weight(pics: list[dict[str, Any]]) -> int:
    """Bytes of everything that looking at these pictures loads on a phone."""
    small = sum(fitted(pic, THUMB)[1] for pic in pics) if len(pics) > 1 else 0
    return small + sum(fitted(pic, PHONE)[1] for pic in pics)


def _owner(creator: Creator) -> bool:
    viewer = current.viewer()
    return viewer is not None and viewer.id == creator.user_id


def _contact_label(creator: Profile) -> str:
    name = creator.first_name
    if creator.availability == Availability.AVAILABLE:
        return _("Hire %(name)s", name=name)
    return _("Contact %(name)s", name=name)
