"""What a portfolio shows is kept in one row: it is read at once, and never shows what was before (MKT-18, PUB-15, A5)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from kreatr.creators.models import Creator
from kreatr.kernel import cache, clock
from kreatr.kernel.db import db, unit
from kreatr.portfolio import queries
from kreatr.portfolio.actions import displaying
from kreatr.portfolio.models import Display, ModerationStatus
from kreatr.portfolio.queries import display
from kreatr.sharing.actions import keeping
from kreatr.sharing.queries import cards
from tests.conformance.test_queries import counted
from tests.judge import Client
from tests.marketplace.asking import change_item
from tests.pictures import make_picture
from tests.world import World, change_creator, make_creator, make_item, make_review, signed_in

SEKAR = "/portfolio/sekarayu"
ROUNDS = 15
Change = Callable[[World], Any]


@pytest.fixture
def hendra(world: World, client: Client) -> Client:
    """A signed-in reader, for whom every page is built anew; he has looked at Sekar's page."""
    signed_in(client, world.hendra)
    assert client.get(SEKAR).status_code == 200
    return client


def _html(client: Client, path: str = SEKAR) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.page.html


def test_the_second_look_reads_one_row(hendra: Client) -> None:
    with counted() as seen:
        first = _html(hendra)
    about = [one for one in seen if "sessions" not in one]
    assert len(about) == 1 and "displays" in about[0]
    db.session.execute(sa.delete(Display))
    db.session.commit()
    assert _html(hendra) == first, "what is kept says the same as what is gathered"


def _draw_card(world: World) -> None:
    (wanted,) = (one for one in cards.wanted(world.sekar.id) if one.item_id is None)
    keeping.keep(wanted, "c" * 32)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda world: change_creator(world.sekar, bio="Sekarang film pendek."), "Sekarang film pendek."),
        (lambda world: change_creator(world.sekar, place="Palu"), "Palu · @sekarayu"),
        (lambda world: change_creator(world.sekar, projects_completed=4173), "4.173"),
        (lambda world: make_item(world.sekar, "Film Pertama"), "Film Pertama"),
        (lambda world: change_item(world.items[0], title="Sawah Pagi"), "Sawah Pagi"),
        (lambda world: make_review(world.sekar, comment="Selesai sehari lebih awal."), "sehari lebih awal"),
        (lambda world: make_review(world.sekar, pinned=True, comment="Di dinding."), "Di dinding."),
        (_draw_card, "/media/cards/" + "c" * 32),
    ],
    ids=["bio", "place", "projects", "new work", "title", "review", "pinned", "card"],
)
def test_a_change_shows_at_once(world: World, hendra: Client, change: Change, shown: str) -> None:
    assert shown not in _html(hendra)
    change(world)
    assert shown in _html(hendra)


def test_a_reviewers_new_face_shows_on_the_page_of_another(world: World, hendra: Client) -> None:
    kirana = make_creator("kirana", display_name="Kirana Dewi")
    make_review(world.sekar, kirana.user)
    faces = len(hendra.get(SEKAR).page.all(".reviews img"))
    change_creator(kirana, avatar=make_picture("#123456"))
    assert len(hendra.get(SEKAR).page.all(".reviews img")) == faces + 1


def test_what_is_taken_away_is_gone(world: World, hendra: Client) -> None:
    change_item(world.items[0], status=ModerationStatus.REJECTED)
    assert world.items[0].title not in _html(hendra)
    change_creator(world.sekar, hidden_at=clock.now())
    assert hendra.get(SEKAR).status_code == 404
    change_creator(world.sekar, hidden_at=None, is_public=False)
    assert hendra.get(SEKAR).status_code == 404


def test_whom_nobody_may_see_is_not_shown_because_the_owner_looked(
    world: World, app: Flask, client: Client
) -> None:
    assert "Gani Saputra" in _html(signed_in(app.test_client(), world.gani.user), "/portfolio/gani")
    assert db.session.get(Display, world.gani.id) is not None
    assert client.get("/portfolio/gani").status_code == 404


def test_what_changes_while_it_is_gathered_is_not_lost(
    world: World, hendra: Client, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def move() -> None:
        with app.app_context():
            change_creator(db.session.get_one(Creator, world.sekar.id), place="Manado")

    def slowly(*asked: Any) -> dict[str, Any]:
        body = display.gather(*asked)
        monkeypatch.undo()
        with ThreadPoolExecutor(1) as another:
            another.submit(move).result()
        return body

    change_creator(world.sekar, place="Palu")
    monkeypatch.setattr(queries, "gather", slowly)
    assert "Palu · @sekarayu" in _html(hendra), "it was so when it was asked"
    assert "Manado · @sekarayu" in _html(hendra)


def test_a_change_that_fails_forgets_nothing(world: World, hendra: Client) -> None:
    with pytest.raises(ZeroDivisionError), unit():
        cache.bump("creator:sekarayu")
        raise ZeroDivisionError
    with counted() as seen:
        _html(hendra)
    assert not [one for one in seen if "items" in one]


def test_a_page_that_cannot_be_kept_is_shown(
    world: World, hendra: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_asked: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(displaying, "_keep", full)
    change_creator(world.sekar, place="Palu")
    assert "Palu · @sekarayu" in _html(hendra) and "Palu · @sekarayu" in _html(hendra)


def test_what_an_older_release_gathered_is_not_read(
    world: World, hendra: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with unit():
        db.session.execute(sa.update(Display).values(body={"form": display.FORM}))
    monkeypatch.setattr(display, "FORM", display.FORM + 1)
    assert "Sekar Ayu" in _html(hendra)
    with counted() as seen:
        _html(hendra)
    assert not [one for one in seen if "items" in one], "and the new one is kept"


def test_readers_beside_a_writer_never_keep_what_was_before(world: World, app: Flask) -> None:
    readers = [signed_in(app.test_client(), world.hendra) for _n in range(4)]

    def read(client: Client) -> None:
        for _round in range(ROUNDS):
            assert client.get(SEKAR).status_code == 200

    with ThreadPoolExecutor(len(readers)) as pool:
        reading = [pool.submit(read, reader) for reader in readers[1:]]
        for number in range(ROUNDS):
            change_creator(world.sekar, place=f"Kota {number}")
            assert f"Kota {number} · @sekarayu" in _html(readers[0])
        for one in reading:
            one.result()
    assert f"Kota {ROUNDS - 1} · @sekarayu" in _html(readers[0])
