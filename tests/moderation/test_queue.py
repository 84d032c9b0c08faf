"""The list of what waits: who sees it, in which order, what it costs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.models import Role
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from kreatr.moderation.actions import cases, taking
from kreatr.moderation.models import Case, CaseKind, SubjectKind
from kreatr.moderation.queries import queue
from tests.conformance.test_queries import MOST, counted
from tests.judge import Client
from tests.moderation.waiting import PATH, make_held, make_many, make_waiting
from tests.page import words
from tests.world import World, make_user, signed_in

MOST_BYTES = 40_000  # of a page of 25 cases on the wire


@pytest.fixture
def maya(world: World, client: Client) -> Client:
    return signed_in(client, world.maya)


def _titles(answer: Any) -> list[str]:
    return [words(title) for title in answer.page.all(".queue h2")]


@pytest.mark.one_database
def test_the_house_alone_sees_it(world: World, client: Client) -> None:
    assert client.get(PATH).location == f"/login?next={PATH}"
    assert signed_in(client, world.dewi).get(PATH).status_code == 403
    for person in (world.maya, world.bagus, world.ratna):
        client.delete_cookie("kreatr")
        assert signed_in(client, person).get(PATH).status_code == 200


def test_the_longest_waiting_comes_first(world: World, maya: Client) -> None:
    make_waiting(world.rizky, "Baru saja", 0.1)
    make_waiting(world.sekar, "Sudah lama", 3.35)
    make_held(world.sekar, subject="Pesan yang ditahan")
    answer = maya.get(PATH)
    assert _titles(answer) == ["Sudah lama", "Baru saja"]
    assert "@sekarayu · 3 j 21 m" in answer.page.text(".queue")
    assert answer.page.text("#antrean-jumlah") == "2 menunggu, tertua 3 j 21 m."
    assert "Pesan 1" in answer.page.text(".segments") and not answer.page.all(".queue img")
    assert _titles(maya.get(f"{PATH}?tab=messages")) == ["Pesan yang ditahan"]
    assert _titles(maya.get(f"{PATH}?tab=apa-saja")) == ["Sudah lama", "Baru saja"]


def test_it_is_searched_by_title_and_username(world: World, maya: Client) -> None:
    make_waiting(world.rizky, "Sawah Café")
    make_waiting(world.sekar, "Sawah 100%")
    assert _titles(maya.get(f"{PATH}?q=cafe")) == ["Sawah Café"]
    assert _titles(maya.get(f"{PATH}?q=SEKARAYU+sawah")) == ["Sawah 100%"]
    assert _titles(maya.get(f"{PATH}?q=100%25", htmx=True)) == ["Sawah 100%"]
    assert _titles(maya.get(f"{PATH}?q=_")) == []


def test_pages_go_on_where_the_last_one_ended(world: World, maya: Client) -> None:
    make_many(world.rizky, 60)
    answer, seen = maya.get(PATH), []
    while True:
        seen += _titles(answer)
        following = [link.get("href") for link in answer.page.all(".after a")]
        if not following:
            break
        with unit():  # somebody decides one meanwhile: nothing is skipped or repeated
            db.session.scalars(
                sa.select(Case).order_by(Case.opened_at).limit(1)
            ).one().closed_at = clock.now()
        answer = maya.get(following[0])
    numbers = [int(title.rpartition(" ")[2]) for title in seen]
    assert numbers == list(range(60)) and all(a < b for a, b in pairwise(numbers))
    assert maya.get(f"{PATH}?after=unsinn").status_code == 200


def test_ten_thousand_cost_what_a_hundred_cost(world: World, maya: Client) -> None:
    """The same questions, each read from the front of its index: nothing is counted or sorted that is not shown."""
    make_many(world.rizky, 100)
    with counted() as few:
        maya.get(PATH)
    make_many(world.sekar, 3000)
    with unit() as session:
        session.execute(sa.text("ANALYZE"))
    with counted() as many:
        answer = maya.get(PATH)
    assert len(many) == len(few) <= MOST and len(_titles(answer)) == 25
    case = db.session.scalars(sa.select(Case).order_by(Case.opened_at).offset(1500).limit(1)).one()
    here = [queue.place_of < queue.paging.literal((case.opened_at, case.id))]
    plan = _plan(queue._first(world.maya, "works", [], None, 26))
    plan += _plan(queue._first(world.maya, "works", here, None, 1, backwards=True))
    assert "ix_cases_queue" in plan and "SCAN cases" not in plan and "Seq Scan" not in plan
    assert "500+ menunggu" in answer.page.text("#antrean-jumlah")


def _plan(select: sa.Select[Any]) -> str:
    dialect = db.engine.dialect
    text = str(select.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    verb = "EXPLAIN QUERY PLAN" if dialect.name == "sqlite" else "EXPLAIN"
    rows = db.session.connection().exec_driver_sql(f"{verb} {text.replace('%', '%%')}")
    return "\n".join(str(column) for row in rows for column in row)


@pytest.mark.one_database
def test_a_page_is_light(world: World, maya: Client) -> None:
    """25 cases with long titles of which no two are alike, each with a mark."""
    alphabet = "abcdefghijklmnopqrstuvwxyz "
    make_many(world.rizky, 25)
    with unit():
        for n, case in enumerate(db.session.scalars(sa.select(Case))):
            case.title = "".join(alphabet[(n * 31 + k * k * 7 + k * n) % 27] for k in range(100))
            case.signs = {"links": n}
    for encoding in ("br", "gzip"):
        answer = maya.get(PATH, headers={"Accept-Encoding": encoding})
        assert answer.headers["Content-Encoding"] == encoding
        assert len(answer.data) < MOST_BYTES, f"{len(answer.data)} bytes as {encoding}"


def test_two_never_get_the_same_case(app: Flask, world: World, maya: Client) -> None:
    first, second = make_waiting(world.rizky, "Pertama", 3), make_waiting(world.sekar, "Kedua", 2)
    answer = maya.submit(maya.get(PATH), f"form[action='{PATH}/next']")
    assert answer.location == f"{PATH}/{first.id}"
    assert "Milikmu sampai" in maya.get(answer.location).page.text("#keputusan")
    other = app.test_client()
    assert isinstance(other, Client)
    signed_in(other, world.bagus)
    assert "@maya" in words(other.get(PATH).page.all(".queue li")[0])
    taken = other.get(f"{PATH}/{first.id}").page
    assert "@maya sedang mengerjakannya" in taken.text("#keputusan") and not taken.all("form#putusan")
    page = other.get(PATH)
    assert other.submit(page, f"form[action='{PATH}/next']").location == f"{PATH}/{second.id}"
    cases.give_back(world.maya, first.id)
    assert taking.take_next(world.bagus, "works").id == first.id  # type: ignore[union-attr]
    db.session.refresh(second)
    assert second.claimed_by_id is None, "whoever takes another case gives the first one back"


def test_nobody_is_offered_what_is_their_own(world: World) -> None:
    moderator = make_user("moderator-kreatif", role=Role.MODERATOR)
    case = cases.open_case(
        CaseKind.WORK, SubjectKind.ITEM, world.items[0].id, person=moderator, title="Punyaku"
    )
    assert taking.take_next(moderator, "works") is None
    found = taking.take_next(world.maya, "works")
    assert found is not None and found.id == case.id
