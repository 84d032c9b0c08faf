"""Pages of many results are read from the start of the page beside them, however deep, there and back."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask

from kreatr.kernel import clock, paging
from kreatr.kernel.paging import Start
from kreatr.marketplace import queries
from kreatr.marketplace.forms import PAGE_SIZE, SORTS
from tests import crowd
from tests.judge import Client
from tests.marketplace.asking import PATH, state, usernames
from tests.world import make_creator

PEOPLE = 40
MEANINGLESS = (
    "",
    "x",
    "2_x_1",
    "2_1",
    "2_9e999_1",
    "2_nan_1",
    f"2_{'9' * 60}_1",
    "2_1_-4",
    "999_1_1",
    "2_1_'",
)


@pytest.fixture(autouse=True)
def few_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "COUNTED", PAGE_SIZE)


def _links(answer: Any) -> dict[str, str]:
    return {
        state(link.get("href")).get("page", ["1"])[0]: link.get("href")
        for link in answer.page.all("nav.pages a")
    }


def test_page_by_page_to_the_end_and_back(app: Flask, client: Client) -> None:
    crowd.make_creators(PEOPLE)
    for sort in SORTS:
        _there_and_back(client, sort)


def _there_and_back(client: Client, sort: str) -> None:
    answer = client.get(f"{PATH}?sort={sort}&min_price=1")
    there, pages = [usernames(answer)], 1
    while str(pages + 1) in _links(answer):
        pages += 1
        answer = client.get(_links(answer)[str(pages)])
        there.append(usernames(answer))
        assert answer.page.text("nav.pages a[aria-current]") == f"Halaman {pages}"
    assert [len(page) for page in there] == [12, 12, 12, 4]
    assert len({name for page in there for name in page}) == PEOPLE
    for back in range(pages - 1, 0, -1):
        answer = client.get(_links(answer)[str(back)])
        assert usernames(answer) == there[back - 1], f"page {back} from the one behind it"


def test_who_comes_meanwhile_shifts_nothing(app: Flask, client: Client) -> None:
    crowd.make_creators(PEOPLE)
    first = client.get(f"{PATH}?sort=newest")
    second = usernames(client.get(_links(first)["2"]))
    for n in range(3):
        make_creator(f"pendatang{n}", created_at=clock.now() + timedelta(minutes=n))
    assert usernames(client.get(_links(first)["2"])) == second
    switched = client.get(client.get(_links(first)["2"]).page.one("a#view-list").get("href"))
    assert usernames(switched) == second, "the other view shows the same people"


@pytest.mark.one_database
def test_a_mark_that_means_nothing_is_no_error(app: Flask, client: Client) -> None:
    crowd.make_creators(26)
    for mark, sort in product(MEANINGLESS, SORTS):
        answer = client.get(f"{PATH}?sort={sort}&page=2&from={mark}")
        assert answer.status_code == 200 and usernames(answer), f"{sort} from {mark!r}"


def test_a_start_is_one_word() -> None:
    moment = clock.now()
    for value in (0, 17, 4.016393442622951, moment):
        mark = paging.start_mark(Start(3, value, 77))
        assert paging.start(mark, type(value)) == Start(3, value, 77)
