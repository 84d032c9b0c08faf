"""What is hidden, suspended or not approved is gone from every page at the very next request (A5, C10, C40)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.accounts.actions import standing
from kreatr.community.models import Activity, ActivityType
from kreatr.creators.models import Availability
from kreatr.kernel import clock
from kreatr.kernel.db import unit
from kreatr.portfolio.models import ItemCategory, ModerationStatus, Visibility
from tests.judge import Client
from tests.marketplace.asking import PATH, change_item, delete_item, usernames
from tests.page import words
from tests.pictures import make_picture
from tests.world import World, change_creator, make_item, make_review, make_user

PUBLIC = (
    "/",
    "/community",
    "/community/feed",
    PATH,
    f"{PATH}?q=ilustrasi",
    f"{PATH}?view=list",
    f"{PATH}?sort=rating",
)
OWN = ("/portfolio/sekarayu", "/portfolio/SekarAyu", "/portfolio/sekarayu/sawah-senja")
PRAISE = "Sekar mengerti sejak obrolan pertama, rapi, dan selesai dua hari lebih awal dari janji."


@pytest.fixture
def known(world: World) -> World:
    """Sekar is everywhere: in the feed, with an announcement, a quotation and a banner."""
    make_review(world.sekar, make_user(), comment=PRAISE)
    change_creator(world.sekar, is_featured=True, banner=make_picture("#335577"))
    with unit() as session:
        for type_ in (ActivityType.CREATOR_JOINED, ActivityType.ANNOUNCEMENT):
            session.add(Activity(type=type_, title="membuka studio baru", actor_id=world.sekar.id))
    return world


WAYS: dict[str, Callable[[World], Any]] = {
    "hidden": lambda world: change_creator(world.sekar, is_public=False),
    "suspended": lambda world: standing.suspend(world.sekar.user_id, clock.now() + timedelta(days=7)),
    "banned": lambda world: standing.ban(world.sekar.user_id),
}


def _said(client: Client) -> dict[str, bool]:
    """Whether each public page speaks of Sekar or her works."""
    pages = {path: client.get(path).page.html.lower() for path in PUBLIC}
    signs = (
        "sekarayu",
        "sekar ayu",
        "sawah senja",
        "kopi gayo",
        "seratus prompt",
        "kabut tipis",
        "studio baru",
    )
    return {path: any(sign in html for sign in signs) for path, html in pages.items()}


@pytest.mark.parametrize("way", WAYS)
def test_a_creator_who_goes_is_gone_everywhere_at_once(known: World, client: Client, way: str) -> None:
    assert all(_said(client).values()), "the pages must speak of her before, or this test shows nothing"
    assert [client.get(path).status_code for path in (OWN[0], OWN[2])] == [200, 200]
    WAYS[way](known)
    assert not any(_said(client).values())
    for path in OWN:
        answer = client.get(path, follow_redirects=True)
        assert answer.status_code == 404 and "Sekar" not in answer.page.html
    assert usernames(client.get(PATH)) == ["rizkypratama"]


def _numbers(client: Client) -> dict[str, str]:
    """How many creators the marketplace and the hub speak of, and how many have the skill Branding."""
    market, hub = client.get(PATH).page, client.get("/community").page
    skill = next(label for label in market.all("#saring label") if words(label).startswith("Branding"))
    rows = {words(row[0]): words(row[1]) for row in hub.all(".intro dl div")}
    return {
        "listed": market.text(".intro p").split()[0],
        "skill": words(skill).split()[-1],
        "works": rows["Proyek aktif"],
        "listings": rows["Kreator di marketplace"],
    }


@pytest.mark.parametrize("way", WAYS)
def test_the_numbers_leave_out_whoever_goes(known: World, client: Client, way: str) -> None:
    assert _numbers(client) == {"listed": "2", "skill": "2", "works": "4", "listings": "2"}
    WAYS[way](known)
    assert _numbers(client) == {"listed": "1", "skill": "1", "works": "1", "listings": "1"}


@pytest.mark.parametrize("lacking", [{"bio": ""}, {"display_name": ""}, {"kind_links": []}])
def test_an_incomplete_profile_is_not_listed(world: World, client: Client, lacking: dict[str, Any]) -> None:
    assert "sekarayu" in usernames(client.get(PATH))
    change_creator(world.sekar, **lacking)
    assert usernames(client.get(PATH)) == usernames(client.get(f"{PATH}?q=branding")) == ["rizkypratama"]


def test_whoever_comes_back_is_listed_again(world: World, client: Client) -> None:
    change_creator(world.sekar, is_public=False)
    assert usernames(client.get(f"{PATH}?q=sekar")) == []
    change_creator(world.sekar, is_public=True)
    assert usernames(client.get(f"{PATH}?q=sekar")) == ["sekarayu"]


HIDDEN: dict[str, dict[str, Any]] = {
    "private": {"visibility": Visibility.PRIVATE},
    "pending": {"status": ModerationStatus.PENDING},
    "rejected": {"status": ModerationStatus.REJECTED},
    "flagged": {"status": ModerationStatus.FLAGGED},
}


@pytest.mark.parametrize("how", [*HIDDEN, "deleted"])
def test_a_work_that_goes_is_gone_everywhere_at_once(known: World, client: Client, how: str) -> None:
    work = known.items[0]
    picture, page = work.images[0].picture.name, "/portfolio/sekarayu/sawah-senja"
    places = ("/", "/community", PATH, "/portfolio/sekarayu", "/portfolio/sekarayu/kopi-gayo", page)
    before = {path: client.get(path).page.html for path in places}
    assert all(picture in html for html in before.values())
    assert usernames(client.get(f"{PATH}?q=sawah+senja")) == ["sekarayu"]
    assert usernames(client.get(f"{PATH}?category=AI_CONTENT")) == ["sekarayu"]
    delete_item(work) if how == "deleted" else change_item(work, **HIDDEN[how])
    for path in places:
        answer = client.get(path)
        assert answer.status_code == (404 if path == page else 200)
        assert picture not in answer.page.html and "Sawah Senja" not in answer.page.html
    assert usernames(client.get(f"{PATH}?q=sawah+senja")) == []
    assert usernames(client.get(f"{PATH}?category=AI_CONTENT")) == []


def test_every_change_shows_at_the_next_request(world: World, client: Client) -> None:
    client.get(PATH)
    change_creator(
        world.rizky, display_name="Rizky Baru", availability=Availability.AVAILABLE, projects_completed=99
    )
    page = client.get(PATH)
    assert usernames(page)[0] == "rizkypratama" and "Rizky Baru" in page.page.html
    assert "rizkypratama" in usernames(client.get(f"{PATH}?availability=AVAILABLE"))
    make_item(world.rizky, "Peta Bintang", category=ItemCategory.VIDEO_EDITING, tags=("astronomi",))
    assert usernames(client.get(f"{PATH}?q=astronomi")) == ["rizkypratama"]
    assert usernames(client.get(f"{PATH}?category=VIDEO_EDITING")) == ["rizkypratama"]
    make_review(world.rizky, rating=5)
    assert "Nilai 5,0" in client.get(f"{PATH}?rating=4&q=rizky").page.text("#hasil")


def test_a_change_that_is_rolled_back_changes_nothing(world: World, client: Client) -> None:
    with pytest.raises(RuntimeError), unit():
        change_creator(world.sekar, is_public=False)
        raise RuntimeError
    assert "sekarayu" in usernames(client.get(PATH))
    assert client.get("/portfolio/sekarayu").status_code == 200


def test_a_deleted_account_takes_its_listing_along(app: Flask, world: World, client: Client) -> None:
    with unit() as session:
        change_creator(world.sekar, is_public=False)
        session.delete(world.sekar)
    assert usernames(client.get(PATH)) == ["rizkypratama"]
