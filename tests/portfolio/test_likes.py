"""People with an account like works of others (PORT-27)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel import cache
from kreatr.kernel.db import db
from kreatr.kernel.errors import Forbidden
from kreatr.portfolio.actions import liking
from kreatr.portfolio.models import Display, Item, ItemLike, ModerationStatus
from tests.judge import Client
from tests.world import World, make_item, make_user, signed_in

WORK = "/portfolio/sekarayu/sawah-senja"


def likes() -> tuple[int, int]:
    """What the work says, and how many rows there are."""
    db.session.rollback()
    shown = db.session.scalars(sa.select(Item.likes).where(Item.slug == "sawah-senja")).one()
    return shown, db.session.scalar(sa.select(sa.func.count()).select_from(ItemLike)) or 0


def test_liking_and_taking_it_back(world: World, client: Client, app: Flask) -> None:
    visitor = app.test_client()
    assert visitor.get(WORK).page.text("#suka small") == ""
    page = signed_in(client, world.dewi).get(WORK)
    assert page.page.one("#suka button").get("aria-pressed") == "false"
    answer = client.submit(page, "#suka form")
    assert answer.status_code == 303 and answer.location.endswith("/sawah-senja#suka")
    assert likes() == (1, 1)
    assert visitor.get(WORK).page.text("#suka small") == "1", "visitors see it at the next request"
    page = client.get(WORK)
    assert page.page.one("#suka button").get("aria-pressed") == "true"
    client.submit(page, "#suka form")
    assert likes() == (0, 0) and visitor.get(WORK).page.text("#suka small") == ""


def test_a_like_leaves_the_portfolio_as_it_was(world: World, client: Client, app: Flask) -> None:
    """Its page shows no likes: it is neither built nor gathered again."""
    visitor = app.test_client()
    visitor.get("/portfolio/sekarayu")
    page = signed_in(client, world.dewi).get(WORK)
    kept = db.session.get_one(Display, world.sekar.id)
    tag = cache.versions(("creator:sekarayu",))
    assert client.submit(page, "#suka form").status_code == 303
    db.session.refresh(kept)
    assert kept.body and cache.versions(("creator:sekarayu",)) == tag


def test_twice_counts_once(world: World, client: Client) -> None:
    page = signed_in(client, world.dewi).get(WORK)
    for _again in range(2):
        client.submit(page, "#suka form")
    assert likes() == (1, 1)
    page = client.get(WORK)
    for _again in range(2):
        client.submit(page, "#suka form")
    assert likes() == (0, 0)


def test_with_htmx_the_part_comes_back(world: World, client: Client) -> None:
    page = signed_in(client, world.hendra).get(WORK)
    answer = client.submit(page, "#suka form", htmx=True)
    assert answer.status_code == 200 and answer.page.one("#suka button").get("aria-pressed") == "true"
    assert answer.page.text("#suka small") == "1"
    assert client.submit(answer, "#suka form", htmx=True).page.text("#suka small") == ""


def test_visitors_are_shown_the_way(world: World, client: Client) -> None:
    page = client.get(WORK).page
    assert page.one("#suka a").get("href") == f"/login?next={WORK}"
    assert not page.all("#suka form") and not page.all("input[name=csrf_token]")


def test_ones_own_work_is_not_liked(world: World, client: Client) -> None:
    page = signed_in(client, world.sekar.user).get(WORK).page
    assert not page.all("#suka button") and not page.all("#suka a")
    with pytest.raises(Forbidden):
        liking.like(world.sekar.user, world.sekar, "sawah-senja")
    assert likes() == (0, 0)


def test_what_is_not_shown_cannot_be_liked(world: World, client: Client) -> None:
    page = signed_in(client, world.dewi).get(WORK)
    token = page.page.one("input[name=csrf_token]").get("value")
    make_item(world.sekar, "Rahasia", status=ModerationStatus.PENDING)
    for path in ("/portfolio/sekarayu/rahasia", "/portfolio/sekarayu/tidak-ada", "/portfolio/gani/apa-saja"):
        for end in ("like", "like/removal"):
            answer = client.post(f"{path}/{end}", data={"csrf_token": token})
            assert answer.status_code == 404, f"{path}/{end}"
    assert likes() == (0, 0)


@pytest.mark.one_database
def test_it_is_not_done_by_a_link_or_from_elsewhere(world: World, client: Client) -> None:
    signed_in(client, world.dewi)
    assert client.get(f"{WORK}/like").status_code in (404, 405)
    assert client.post(f"{WORK}/like").status_code == 403
    assert likes() == (0, 0)


def test_many_at_once_are_counted_exactly(world: World, app: Flask) -> None:
    people = [make_user() for _number in range(8)]
    sekar = world.sekar
    for one in (*people, sekar):  # threads may read them, but not by one session
        db.session.refresh(one)
        db.session.expunge(one)

    def press(number: int) -> None:
        with app.app_context():
            liking.like(people[number % 8], sekar, "sawah-senja")

    def let_go(number: int) -> None:
        with app.app_context():
            liking.unlike(people[number % 4], sekar, "sawah-senja")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(24)))
    assert likes() == (8, 8)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(let_go, range(12)))
    assert likes() == (4, 4)


@pytest.mark.one_database
def test_in_english(world: World, client: Client) -> None:
    client.set_cookie("locale", "en")
    assert client.get(WORK).page.text("#suka").startswith("Like")
