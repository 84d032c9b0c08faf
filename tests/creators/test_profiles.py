"""Who sees which profile, and what a profile is."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from kreatr.creators import queries
from kreatr.creators.models import Availability, CreatorKind
from kreatr.creators.words import AVAILABILITY_WORDS, KIND_WORDS
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import NotFound
from tests.judge import Client
from tests.pictures import make_picture
from tests.world import World, change_creator, make_creator, make_user, signed_in


def test_public_profiles_are_for_everybody(world: World) -> None:
    for viewer in (None, world.hendra, world.sekar.user, world.maya):
        assert queries.shown(viewer, "sekarayu").id == world.sekar.id


def test_hidden_profiles_are_for_their_owner(world: World) -> None:
    for viewer in (None, world.hendra, world.maya, world.ratna):
        with pytest.raises(NotFound):
            queries.shown(viewer, "gani")
    assert queries.shown(world.gani.user, "gani").id == world.gani.id


def test_suspended_profiles_are_for_nobody(world: World) -> None:
    with unit():
        world.sekar.user.is_active = False
    for viewer in (None, world.sekar.user):
        with pytest.raises(NotFound):
            queries.shown(viewer, "sekarayu")


def test_ones_own_profile(world: World) -> None:
    mine = queries.of(world.sekar.user)
    assert mine is not None and mine.id == world.sekar.id
    assert queries.of(world.hendra) is None


def test_names_are_read_in_any_case_and_lead_to_one_address(world: World, client: Client) -> None:
    assert queries.shown(None, "SekarAyu").id == world.sekar.id
    for path in ("/portfolio/SekarAyu", "/portfolio/SEKARAYU/sawah-senja?gambar=1"):
        moved = client.get(path)
        assert moved.status_code == 303
        assert moved.location == path.replace("SekarAyu", "sekarayu").replace("SEKARAYU", "sekarayu")
        assert client.get(moved.location).status_code == 200


@pytest.mark.parametrize(
    "odd", ["%00", "..", "sekar%2fayu", "sekarayu%20", "%F0%9F%99%82", "a" * 500, "%E2%80%AEsekar"]
)
def test_odd_names_are_nobody(world: World, client: Client, odd: str) -> None:
    assert client.get(f"/portfolio/{odd}").status_code in (400, 404)


def test_one_profile_per_account_and_one_account_per_name(world: World) -> None:
    with pytest.raises(IntegrityError):
        make_creator(user=world.sekar.user)
    with pytest.raises(IntegrityError):
        make_user("sekarayu")


def test_a_profile_keeps_the_order_of_its_skills_and_kinds(app: Flask) -> None:
    kinds = (CreatorKind.TECHNICAL_ENGINEER, CreatorKind.AI_CONTENT_CREATOR)
    creator_id = make_creator("urut", kinds=kinds, skills=("Zbrush", "Arnold", "Maya")).id
    db.session.expire_all()
    creator = queries.shown(None, "urut")
    assert creator.id == creator_id
    assert [skill.name for skill in creator.skills] == ["Zbrush", "Arnold", "Maya"]
    assert creator.kinds == list(kinds)


def test_one_skill_is_one_row_for_all_who_have_it(app: Flask) -> None:
    one = make_creator("satu", skills=("Branding",))
    two = make_creator("dua", skills=("branding",))
    assert one.skills[0].id == two.skills[0].id


@pytest.mark.one_database
def test_what_the_marketplace_needs_of_a_profile(app: Flask) -> None:
    assert make_creator("lengkap").complete
    for n, lacking in enumerate(({"display_name": ""}, {"bio": ""}, {"kinds": ()})):
        assert not make_creator(f"kurang{n}", **lacking).complete


@pytest.mark.one_database
def test_letters_greet_by_the_first_name(app: Flask) -> None:
    assert make_creator("panjang", display_name="Raden Ajeng Kartini").first_name == "Raden"


def test_a_lost_picture_leaves_the_profile(world: World, client: Client) -> None:
    banner = make_picture("#123456")
    change_creator(world.sekar, banner=banner)
    with unit() as session:
        session.delete(banner)
    db.session.expire_all()
    change_creator(world.sekar)
    assert client.get("/portfolio/sekarayu").status_code == 200


def test_a_profile_goes_with_its_account(world: World, client: Client) -> None:
    with unit() as session:
        session.delete(world.rizky.user)
    with pytest.raises(NotFound):
        queries.shown(None, "rizkypratama")


@pytest.mark.one_database
def test_every_kind_and_state_has_its_word() -> None:
    assert set(KIND_WORDS) == set(CreatorKind) and set(AVAILABILITY_WORDS) == set(Availability)


def test_the_owners_page_of_a_hidden_profile_is_theirs_alone(world: World, app: Flask) -> None:
    owner = signed_in(app.test_client(), world.gani.user)
    assert owner.get("/portfolio/gani").headers["Cache-Control"] == "private, no-store"
    assert app.test_client().get("/portfolio/gani").status_code == 404
