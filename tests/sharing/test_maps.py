"""Where search engines find everything public, and nothing else (PUB-12)."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from kreatr.creators.models import Creator
from kreatr.kernel import cache, clock
from kreatr.kernel.db import unit
from kreatr.marketplace.models import Listing, ListingSkill
from kreatr.portfolio.models import Visibility
from kreatr.sharing.models import SitemapPart
from kreatr.sharing.queries import maps
from tests import crowd
from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.marketplace.asking import change_item
from tests.work import deliver_all
from tests.world import World, change_creator, make_event, make_item

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BASE = "http://localhost"


def spots(client: Client, path: str) -> dict[str, datetime | None]:
    """The addresses of a map (or of an index), with when they changed."""
    answer = client.get(path)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.text)
    kind = {"urlset": "url", "sitemapindex": "sitemap"}[root.tag.removeprefix(SPACE)]
    found = {}
    for one in root.findall(SPACE + kind):
        at = one.findtext(f"{SPACE}lastmod")
        address = str(one.findtext(f"{SPACE}loc"))
        assert address.startswith(BASE)
        found[address.removeprefix(BASE)] = datetime.fromisoformat(at) if at else None
    return found


def everything(client: Client) -> dict[str, datetime | None]:
    return {path: at for part in spots(client, "/sitemap.xml") for path, at in spots(client, part).items()}


@pytest.mark.one_database
def test_robots_find_the_map_and_every_page_on_it_is_there(world: World, client: Client, app: Flask) -> None:
    event = make_event("Kopi darat")
    lines = client.get("/robots.txt").text.splitlines()
    assert f"Sitemap: {BASE}/sitemap.xml" in lines
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert {"/dashboard", "/admin", "/inquiries/"} <= set(closed)
    found = everything(client)
    assert {"/", "/community", f"/community/events/{event.id}", "/portfolio/sekarayu"} <= set(found)
    assert "/portfolio/sekarayu/sawah-senja" in found and len(found) == len(set(found))
    assert maps.stretch() * (1 + app.config["KREATR"].portfolio_item_limit) <= 50_000
    for path in found:
        page = client.get(path)
        assert page.status_code == 200 and page.page.one("link[rel=canonical]").get("href") == BASE + path
        assert not any(path.startswith(prefix) for prefix in closed)


def test_what_is_hidden_is_off_the_map_at_the_next_request(world: World, client: Client, app: Flask) -> None:
    assert "/portfolio/gani" not in everything(client)
    make_item(world.sekar, "Rahasia", visibility=Visibility.PRIVATE)
    change_item(world.items[0], visibility=Visibility.PRIVATE)
    found = everything(client)
    assert "/portfolio/sekarayu/rahasia" not in found and "/portfolio/sekarayu/sawah-senja" not in found
    assert "/portfolio/sekarayu/kopi-gayo" in found
    change_creator(world.sekar, is_public=False)
    assert not [path for path in everything(client) if "sekarayu" in path]
    change_creator(world.sekar, is_public=True)
    deliver_all(app)  # her new number may stand in another part, of which the index hears from the worker
    assert "/portfolio/sekarayu/kopi-gayo" in everything(client)


def _number(session: Session, creator: Creator) -> int:
    return session.scalars(sa.select(Listing.id).where(Listing.creator_id == creator.id)).one()


def test_parts_by_number_and_when_they_changed(world: World, client: Client, app: Flask) -> None:
    with unit() as session:
        mine, first = _number(session, world.rizky), maps.part_of(_number(session, world.sekar))
        session.execute(sa.delete(ListingSkill).where(ListingSkill.listing_id == mine))
        far = (first + 3) * maps.stretch()
        session.execute(sa.update(Listing).where(Listing.id == mine).values(id=far))
        cache.bump("marketplace", "map")
    near, gap, away = (f"/sitemap-creators-{first + n}.xml" for n in (0, 1, 3))
    assert list(spots(client, "/sitemap.xml")) == ["/sitemap-pages.xml", near, away]
    assert "/portfolio/rizkypratama" in spots(client, away)
    assert "/portfolio/sekarayu" in spots(client, near)
    assert spots(client, gap) == spots(client, f"/sitemap-creators-{first + 9}.xml") == {}
    with unit() as session:
        session.add_all(
            SitemapPart(part=part, changed_at=clock.now() - timedelta(days=9)) for part in (first, first + 3)
        )
        cache.bump("map")
    before = spots(client, "/sitemap.xml")
    change_item(world.items[0], title="Sawah Pagi")
    deliver_all(app)
    after = spots(client, "/sitemap.xml")
    assert after[near] > before[near]  # type: ignore[operator]
    assert after[away] == before[away]
    assert client.get(f"/sitemap-creators-{10**12}.xml").status_code == 404


def test_a_map_names_parts_with_somebody_in_them_and_costs_two_queries(app: Flask, client: Client) -> None:
    app.config["PAGE_CACHE"] = False
    assert list(spots(client, "/sitemap.xml")) == ["/sitemap-pages.xml"]
    crowd.populate(400)
    _pages, *parts = index = list(spots(client, "/sitemap.xml"))
    assert 1 <= len(parts) <= 2 and all(spots(client, part) for part in parts)
    for path in ("/sitemap.xml", *index):
        with counted() as seen:
            assert client.get(path).status_code == 200
        assert len(seen) <= 2, seen
