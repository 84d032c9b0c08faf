"""`/portfolio/<username>/<slug>/like`: people with an account like works of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from kreatr.accounts.models import User
from kreatr.creators import queries as creators
from kreatr.creators.models import Creator
from kreatr.kernel import access, current, limits, respond
from kreatr.portfolio.actions import liking
from kreatr.portfolio.models import Item

blueprint = Blueprint("liking", __name__)
PATH = "/portfolio/<string:username>/<string:slug>/like"


@blueprint.post(PATH)
@access.signed_in
def like(username: str, slug: str) -> Any:
    """The viewer likes a work."""
    return _answer(username, slug, liking.like)


@blueprint.post(f"{PATH}/removal")
@access.signed_in
def unlike(username: str, slug: str) -> Any:
    """The viewer does not like it any more."""
    return _answer(username, slug, liking.unlike)


def _answer(username: str, slug: str, verb: Callable[[User, Creator, str], Item]) -> Any:
    viewer = current.viewer()
    limits.hit("like-account", str(viewer.id))
    creator = creators.shown(viewer, username)
    work = verb(viewer, creator, slug)
    if not respond.wants_part():
        return respond.moved(f"/portfolio/{creator.username}/{work.slug}#suka")
    return respond.page("portfolio/_like.html", creator=creator, item=work, liked=verb is liking.like)
