"""S7, A5, A6: what a suspended person reaches, and that nothing of them is shown, within one request and until the clock lifts it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from werkzeug.routing import AnyConverter, Rule

from kreatr.accounts.actions import standing as accounts
from kreatr.community.models import Activity, ActivityType
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from kreatr.kernel.pictures import Picture
from kreatr.moderation.actions import standing
from kreatr.moderation.models import Reason
from tests.judge import Client, html
from tests.world import World, make_review, signed_in

WHY = "Menampilkan karya orang lain sebagai karya sendiri."
JSON = {"Accept": "application/json"}


def suspend(world: World, person: Any, days: int = 7) -> None:
    """By the administrator, for stolen work."""
    standing.suspend(world.bagus, person.id, days, Reason.STOLEN, WHY)


def _path(app: Flask, rule: Rule) -> str:
    values: dict[str, Any] = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        if isinstance(converter, AnyConverter):
            values[name] = sorted(converter.items)[0]
        else:
            values[name] = {"UUIDConverter": uuid.uuid4(), "IntegerConverter": 1}.get(
                type(converter).__name__, "sekarayu"
            )
    with app.test_request_context():
        return str(rule.build(values, append_unknown=False)[1])  # type: ignore[index]


def _closed(app: Flask) -> Iterator[tuple[str, str, Any]]:
    for rule in app.url_map.iter_rules():
        right = getattr(app.view_functions[rule.endpoint], "right", "anyone")
        if right not in ("anyone", "suspended_too"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, _path(app, rule), rule


@pytest.mark.one_database
@pytest.mark.parametrize("who", ["dewi", "ratna"])
def test_everything_that_needs_a_session_is_closed(
    app: Flask, client: Client, world: World, who: str
) -> None:
    # "ratna": whatever role somebody has
    person = getattr(world, who)
    accounts.suspend(person.id, clock.now() + timedelta(days=7))
    signed_in(client, person)
    token, wrong, looked = client.token(), [], 0
    for method, path, _rule in _closed(app):
        data = {"csrf_token": token} if method != "GET" else None
        answer = client.open(path, method=method, data=data, headers=JSON)
        looked += 1
        if answer.status_code != 403 or answer.json["error"]["code"] != "SUSPENDED":
            wrong.append(f"{method} {path} answered {answer.status_code}")
    assert looked > 140 and not wrong, "\n".join(wrong)


@pytest.mark.one_database
def test_the_page_says_until_when_why_and_where_to_answer(client: Client, world: World) -> None:
    suspend(world, world.dewi)
    answer = signed_in(client, world.dewi).get("/dashboard")
    assert answer.status_code == 403 and answer.headers["Cache-Control"] == "no-store"
    said = answer.page.text("main")
    assert WHY in said and answer.page.all("main section b")
    links = [one.get("href") for one in answer.page.all("main a")]
    assert links[0].startswith("/dashboard/cases/decisions/") and links[1:] == ["/dashboard/settings/export"]
    assert [client.get(path).status_code for path in (*links, "/dashboard/cases")] == [200, 200, 200]
    header = [one.get("href") for one in answer.page.all("header a")]
    assert "/dashboard/portfolio" not in header and "/dashboard/cases" in header
    assert not answer.page.all("[data-poll]"), "a closed tab asks for nothing"
    assert client.get("/preferences").status_code == 200
    assert client.post("/logout", data={"csrf_token": client.token()}).status_code == 303
    assert client.get("/dashboard").status_code == 303


@pytest.mark.one_database
def test_writing_to_creators_is_closed_too(client: Client, world: World) -> None:
    suspend(world, world.dewi)
    signed_in(client, world.dewi)
    assert client.get("/portfolio/sekarayu/contact").status_code == 403
    sent = client.post("/portfolio/sekarayu/contact", data={"csrf_token": client.token()}, headers=JSON)
    assert sent.json["error"]["code"] == "SUSPENDED"
    assert client.get("/portfolio/sekarayu").status_code == 200, "what everybody reads can be read"


PAGES = {
    "/portfolio/sekarayu": "Sekar Ayu",
    "/portfolio/sekarayu/sawah-senja": "Sawah Senja",
    "/community/marketplace": "Sekar Ayu",
    "/community/marketplace?q=sekar": "Sekar Ayu",
    "/community/feed": "Sekar Ayu",
    "/community/feed.atom": "Sekar Ayu",
    "/community": "Sekar Ayu",
    "/": "Sekar Ayu",
}


def _shows(browser: Client, world: World) -> dict[str, bool]:
    """Whether each place shows her; asked twice, so that the second answer comes from the cache where there is one."""
    found = {}
    for path, name in PAGES.items():
        first, second = browser.get(path), browser.get(path)
        assert first.status_code == second.status_code
        assert first.status_code == 404 or html(first) == html(second)
        found[path] = first.status_code == 200 and name in html(second)
    face = world.sekar.avatar
    assert face is not None
    found["her face beside a review"] = face.name in html(browser.get("/portfolio/rizkypratama"))
    names = [face.name, *(picture.name for item in world.items for _image, picture in item.pictures)]
    shown = db.session.scalars(sa.select(Picture.shown).where(Picture.name.in_(names)))
    return found | {"media": any(shown)}


def test_everything_goes_within_one_request_and_comes_back_with_the_clock(app: Flask, world: World) -> None:
    visitor: Any = app.test_client()
    make_review(world.rizky, world.sekar.user)
    with unit() as session:
        session.add(Activity(type=ActivityType.ANNOUNCEMENT, title="Studio baru", actor_id=world.sekar.id))
    assert all(_shows(visitor, world).values()), "a place that never shows her proves nothing"
    suspend(world, world.sekar.user, days=2)
    assert not any(_shows(visitor, world).values())
    owner = signed_in(app.test_client(), world.sekar.user)  # type: ignore[arg-type]
    assert owner.get("/portfolio/sekarayu").status_code == 404
    with time_machine.travel(clock.now() + timedelta(days=2, minutes=1), tick=False):
        standing.lift_over()
        assert all(_shows(visitor, world).values())
        assert signed_in(owner, world.sekar.user).get("/dashboard/portfolio").status_code == 200
