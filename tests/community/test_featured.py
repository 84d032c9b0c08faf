"""Creators that administrators have stand first on the hub (MKT-16)."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.judge import Client
from tests.page import words
from tests.world import World, signed_in

PATH = "/admin/community/creators"
FORM = "main form.fields"


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    return signed_in(client, world.bagus)


def _first(app: Flask) -> str:
    visitor: Any = app.test_client()
    return str(visitor.get("/community").page.all(".creators.four .creator a")[0].get("href"))


@pytest.mark.parametrize("name", ["rizkypratama", "@RizkyPratama", "http://localhost/portfolio/rizkypratama"])
def test_who_is_chosen_stands_first_until_they_are_not(app: Flask, admin: Client, name: str) -> None:
    before = _first(app)
    assert "rizkypratama" not in before
    assert admin.submit(admin.get(PATH), FORM, name=name).status_code == 303
    assert "rizkypratama" in _first(app)
    page = admin.get(PATH)
    assert [words(one) for one in page.page.all(".entries h2")] == ["Rizky Pratama"]
    assert admin.submit(page, "form[action$=removal]").status_code == 303
    assert _first(app) == before and not admin.get(PATH).page.all(".entries h2")


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["tidakada", "/portfolio/sekarayu/sawah-senja", "", "https://["])
def test_nobody_is_chosen_by_a_wrong_name(admin: Client, name: str) -> None:
    answer = admin.submit(admin.get(PATH), FORM, name=name)
    assert answer.status_code == 422 and answer.page.all("p.err")
