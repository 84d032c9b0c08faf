"""The marketplace's page: totals, pages, state, the fragment, both views."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from kreatr.marketplace import queries
from tests import crowd
from tests.judge import Client
from tests.marketplace.asking import PATH, state, usernames
from tests.page import words
from tests.world import World, make_creator


def _checked(page: Any, name: str) -> set[str]:
    return {
        box.get("value") for box in page.page.all(f"input[name={name}]") if box.get("checked") is not None
    }


def test_twelve_a_page_until_everybody_was_shown_once(app: Flask, client: Client) -> None:
    crowd.make_creators(30)
    first = client.get(PATH)
    assert "30 kreator" in first.page.text("#hasil")
    links = [link.get("href") for link in first.page.all("nav.pages a")]
    assert [state(link).get("page", ["1"]) for link in links] == [["1"], ["2"], ["3"]]
    shown = [usernames(client.get(link)) for link in links]
    assert [len(page) for page in shown] == [12, 12, 6]
    assert len({name for page in shown for name in page}) == 30


def test_pages_that_do_not_exist_lead_to_one_that_does(app: Flask, client: Client) -> None:
    crowd.make_creators(13)
    for asked, given in (("0", "1"), ("-1", "1"), ("two", "1"), ("3", "2"), ("99999999999", "2")):
        page = client.get(f"{PATH}?page={asked}")
        assert page.page.text("nav.pages a[aria-current]") == f"Halaman {given}", asked
        assert usernames(page)


def test_the_address_holds_the_state_and_the_form_shows_it(app: Flask, client: Client) -> None:
    crowd.make_creators(16)
    query = "q=massa&category=PROMPTER&category=PROMPTS&availability=UNAVAILABLE&min_price=1000&max_price=900000&sort=newest"
    page = client.get(f"{PATH}?{query}")
    assert page.page.one("input#q").get("value") == "massa"
    assert _checked(page, "category") == {"PROMPTER", "PROMPTS"}
    assert _checked(page, "availability") == {"UNAVAILABLE"}
    assert _checked(page, "rating") == {""}
    assert page.page.one("input[name=min_price]").get("value") == "1000"
    assert page.page.text("select option[selected]") == "Terbaru"
    sent = client.submit(page, "form.market")
    assert usernames(sent) == usernames(page)
    assert len(sent.page.all(".chips .chip")) == len(page.page.all(".chips .chip")) == 6


def test_numbered_pages_and_views_keep_the_filters(app: Flask, client: Client) -> None:
    crowd.make_creators(16)
    page = client.get(f"{PATH}?availability=UNAVAILABLE&sort=newest&view=list")
    second = page.page.all("nav.pages a")[1].get("href")
    assert state(second) == {
        "availability": ["UNAVAILABLE"],
        "sort": ["newest"],
        "view": ["list"],
        "page": ["2"],
    }
    grid = client.get(second).page.one("a#view-grid").get("href")
    assert state(grid)["page"] == ["2"] and state(grid)["view"] == ["grid"]


def test_the_number_of_matches_is_exact_up_to_a_cap(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "COUNTED", 14)
    crowd.make_creators(14)
    assert "14 kreator" in client.get(f"{PATH}?q=massa").page.text("#hasil .found")
    make_creator("limabelas", bio="massa")
    page = client.get(f"{PATH}?q=massa")
    assert "14+ kreator" in page.page.text("#hasil .found")
    assert len(page.page.all("nav.pages a")) == 2


@pytest.mark.one_database
def test_more_than_is_counted_is_written_with_a_plus(
    app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd.make_creators(13)
    monkeypatch.setattr(queries, "COUNTED", 12)
    page = client.get(f"{PATH}?min_price=1")
    assert "12+ kreator" in page.page.text("#hasil .found")
    assert page.page.one("#hasil").get("data-shows") == "Lihat 12+ kreator"
    assert state(page.page.all("nav.pages a")[-1].get("href"))["page"] == ["2"], (
        "nobody counted how many there are"
    )
    client.set_cookie("locale", "en")
    assert "12+ creators" in client.get(f"{PATH}?min_price=1").page.text("#hasil .found")


def test_htmx_gets_the_results_alone(app: Flask, world: World, client: Client) -> None:
    part = client.get(f"{PATH}?q=sekar", htmx=True)
    assert [(root.tag, root.get("id")) for root in part.page.roots] == [("section", "hasil")]
    assert usernames(part) == ["sekarayu"]
    assert "HX-Request" in part.headers["Vary"]
    whole = client.get(f"{PATH}?q=sekar")
    assert whole.page.whole and usernames(whole) == ["sekarayu"]
    back = client.get(f"{PATH}?q=sekar", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert back.page.whole, "going back restores the whole page"


def test_the_form_asks_by_htmx_for_the_same_address(app: Flask, world: World, client: Client) -> None:
    form = client.get(PATH).page.one("form.market")
    assert form.get("action") == form.get("hx-get") == PATH
    assert (form.get("hx-target"), form.get("hx-push-url")) == ("#hasil", "true")


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("lite", "query", "view"),
    [("0", "", "grid"), ("0", "?view=list", "list"), ("1", "", "list"), ("1", "?view=grid", "grid")],
)
def test_list_view_is_the_default_in_lite_mode(
    app: Flask, world: World, client: Client, lite: str, query: str, view: str
) -> None:
    client.set_cookie("lite", lite)
    page = client.get(PATH + query).page
    assert page.one("nav.view a[aria-current]").get("id") == f"view-{view}"
    assert bool(page.all(".creators.list")) == (view == "list")
    assert (
        not page.all("[data-testid=creator-card] img")
        if lite == "1"
        else page.all("[data-testid=creator-card] img")
    )


@pytest.mark.one_database
def test_saving_data_is_asking_for_lite_mode(app: Flask, world: World, client: Client) -> None:
    page = client.get(PATH, headers={"Save-Data": "on"})
    assert page.page.all(".creators.list") and not page.page.all("[data-testid=creator-card] img")


def test_nothing_found_offers_the_way_back(app: Flask, world: World, client: Client) -> None:
    page = client.get(f"{PATH}?q=sekar&availability=BUSY&skill=python&skill=lenyap&sort=newest")
    assert usernames(page) == [] and "0 kreator" in page.page.text("#hasil .found")
    assert page.page.text("#hasil .empty .h3") == "Tidak ada yang cocok."
    chips = page.page.all(".chips .chip")
    left = [state(chip.get("href")) for chip in chips]
    everything = {"q": ["sekar"], "availability": ["BUSY"], "skill": ["python", "lenyap"], "sort": ["newest"]}
    assert left == [
        {name: value for name, value in everything.items() if name != "q"},
        {name: value for name, value in everything.items() if name != "availability"},
        {**everything, "skill": ["lenyap"]},
        {**everything, "skill": ["python"]},
    ]
    assert state(page.page.one("#hasil .empty a").get("href")) == {"sort": ["newest"]}


def test_filters_say_how_many_they_would_find(app: Flask, world: World, client: Client) -> None:
    page = client.get(PATH).page
    numbers = {}
    for label in page.all("#saring label"):
        box = next(label.iter("input"))
        counts = [words(one) for one in label.iter("span") if one.get("class") == "n"]
        numbers[box.get("name"), box.get("value")] = counts[0] if counts else None
    assert numbers["category", "AI_CONTENT_CREATOR"] == "1" and numbers["category", "PROMPTER"] == "0"
    assert numbers["category", "PROMPTS"] == "1" and numbers["category", "VIDEO_EDITING"] == "0"
    assert numbers["availability", "BUSY"] == "1"
    assert numbers["skill", "branding"] == "2" and numbers["skill", "python"] == "1"
    assert [box.get("value") for box in page.all("input[name=rating]")] == ["", "4", "3", "2"]
