"""What a browser installs: the manifest, the service worker, and pages that are of nobody."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from tests.judge import Client
from tests.world import World, signed_in

pytestmark = pytest.mark.one_database


def test_the_manifest(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    told = json.loads(answer.data)
    assert answer.mimetype == "application/manifest+json" and "Set-Cookie" not in answer.headers
    assert (told["id"], told["start_url"], told["scope"], told["display"]) == ("/", "/", "/", "standalone")
    assert [(icon["sizes"], icon["purpose"]) for icon in told["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in told["icons"]:
        assert client.get(icon["src"]).mimetype == icon["type"]
    for shortcut in told["shortcuts"]:
        assert client.get(shortcut["url"]).status_code in (200, 303)


def test_the_worker_is_asked_for_each_time_and_costs_nothing_unchanged(client: Client) -> None:
    answer = client.get("/sw.js", headers={"Accept-Encoding": "br"})
    assert answer.mimetype == "text/javascript" and answer.headers["Cache-Control"] == "no-cache"
    assert len(answer.data) < 4500, "every phone fetches it"
    again = client.get("/sw.js", headers={"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_offline_page_is_of_nobody(app: Flask, world: World) -> None:
    visitor = app.test_client()
    somebody = signed_in(app.test_client(), world.sekar.user)
    with somebody.session_transaction() as session:
        session["_flashes"] = [("message", "Terkirim hanya sekali")]
    kept = somebody.get("/offline")
    seen = visitor.get("/offline")
    assert kept.text == seen.text and "Set-Cookie" not in seen.headers
    assert "csrf_token" not in kept.text and str(world.sekar.user.id) not in kept.text
    assert "Terkirim hanya sekali" in somebody.get("/device").text, "the page takes no news away"


def test_a_token_says_whose_it_is(app: Flask, world: World) -> None:
    somebody = signed_in(app.test_client(), world.sekar.user)
    told = somebody.get("/device/token")
    assert told.headers["Cache-Control"] == "no-store"
    assert told.json["viewer"] == str(world.sekar.user.id) and told.json["token"]
    assert app.test_client().get("/device/token").json["viewer"] == ""
