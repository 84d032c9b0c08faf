"""A visitor's request reaches nobody outside, and is answered from the cache (HUB-09)."""

from __future__ import annotations

import sys
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.community.conftest import Outside
from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.services import Valkey
from tests.world import World, signed_in

PATHS = ("/community", "/community/feed", "/")
watched: list[list[Any]] = []


def _watch(name: str, args: tuple[Any, ...]) -> None:
    if watched and name in ("socket.connect", "socket.getaddrinfo"):
        watched[-1].append(args[1] if name == "socket.connect" else args[0])


sys.addaudithook(_watch)


def _own(app: Flask, valkey: Valkey, address: Any) -> bool:
    """Whether an address is that of our own database or Valkey."""
    if not isinstance(address, tuple):
        return isinstance(address, str) and address.startswith("/")  # a socket of this machine
    database = urlsplit(app.config["SQLALCHEMY_DATABASE_URI"]).port
    return address[1] in (valkey.port, database)


@pytest.mark.parametrize("person", [None, "ratna"])
def test_a_request_reaches_nobody_outside(
    app: Flask, world: World, outside: Outside, client: Client, valkey: Valkey, person: str | None
) -> None:
    outside.set_up()
    outside.refresh()
    outside.behave("hang")
    if person:
        signed_in(client, getattr(world, person))
    asked = sum(len(stand_in.asked) for stand_in in outside.all().values())
    seen: list[Any] = []
    watched.append(seen)
    started = time.monotonic()
    for path in (*PATHS, "/admin/community/sources") if person else PATHS:
        assert client.get(path).status_code == 200
    watched.clear()
    assert [one for one in seen if not _own(app, valkey, one)] == []
    assert sum(len(stand_in.asked) for stand_in in outside.all().values()) == asked
    assert time.monotonic() - started < 5


def test_the_second_visitor_is_answered_from_the_cache(outside: Outside, client: Client) -> None:
    outside.set_up()
    outside.refresh()
    for path in PATHS:
        first = client.get(path)
        with counted() as queries:
            again = client.get(path)
        assert queries == [] and again.get_data() == first.get_data()
        unchanged = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert unchanged.status_code == 304
