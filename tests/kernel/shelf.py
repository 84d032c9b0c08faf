"""A room of pages that are kept, and what happened to them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, abort, make_response, session

from kreatr.kernel import access, cache, respond

PAGE = '<!doctype html><html lang="id"><head><title>t</title><meta name="viewport" content="width=device-width"></head><body><main><h1>{}</h1></main></body></html>'
built: Counter[str] = Counter()
state: dict[str, Any] = {}


def make_room() -> Blueprint:
    room = Blueprint("kept", __name__)

    @room.get("/kept/<string:name>")
    @access.anyone
    @cache.public("shelf:{name}", "shelves", ttl=60)
    def page(name: str) -> str:
        built[name] += 1
        text = f"{name} {state.get('text', '')} {built[name]}"
        if during := state.get("during"):
            during()
        return PAGE.format(text)

    @room.get("/kept/parts")
    @access.anyone
    @cache.public("shelves")
    def parts() -> Any:
        built["parts"] += 1
        response = make_response('<p id="rows">rows</p>' if respond.wants_part() else PAGE.format("parts"))
        response.vary.add("HX-Request")
        return response

    @room.get("/kept/odd/<string:kind>")
    @access.anyone
    @cache.public("shelves")
    def odd(kind: str) -> Any:
        built[kind] += 1
        if kind == "session":
            session["basket"] = 1
        if kind == "missing":
            abort(404)
        return PAGE.format(kind), 503 if kind == "busy" else 200

    return room
