"""`/admin/credits`: administrators give and put right, and see numbers only (A8)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from flask import Flask

from kreatr.credits.actions import reserve, settle
from kreatr.credits.words import work
from kreatr.kernel.db import db, uuid7
from kreatr.notices.models import Notice
from tests.credits.books import audited, give, lines
from tests.judge import Client
from tests.world import World, signed_in

PATH = "/admin/credits"


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    return signed_in(client, world.bagus)


def test_finding_giving_and_what_the_person_reads(
    world: World, admin: Client, app: Flask, deliver: Callable[[], int]
) -> None:
    found = admin.submit(admin.get(PATH), "form#cari", who=" @SekarAyu ")
    assert found.location == f"{PATH}/{world.sekar.user_id}"
    assert admin.submit(admin.get(PATH), "form#cari", who=world.sekar.user.email).location == found.location
    form = admin.get(f"{found.location}/grants")
    for _tap in range(2):
        answer = admin.submit(form, "form#kredit", credits="12.500", reason="Hadiah lomba poster")
        assert answer.status_code == 303 and answer.location == found.location
    assert audited(world.sekar.user_id) == 12_500 and len(lines(world.sekar.user_id)) == 1
    other = admin.submit(form, "form#kredit", credits="90000", reason="Hadiah lomba poster")
    assert other.status_code == 409 and audited(world.sekar.user_id) == 12_500
    assert other.page.one("[name=credits]").get("value") == "90000", "what was typed stays"
    page = admin.get(found.location).page
    assert "Hadiah lomba poster" in page.text(".ledger") and "@bagus" in page.text(".ledger")
    deliver()
    (notice,) = db.session.query(Notice).filter(Notice.user_id == world.sekar.user_id)
    assert notice.kind == "credits_given" and notice.values["credits"] == "12.500"
    person = app.test_client()
    assert isinstance(person, Client)
    ledger = signed_in(person, world.sekar.user).get("/dashboard/credits").page.text("#buku .ledger")
    assert "Hadiah lomba poster" in ledger and "bagus" not in ledger


def test_taking_back_never_goes_below_zero(world: World, admin: Client, deliver: Callable[[], int]) -> None:
    give(world.dewi.id, 300)
    url = f"{PATH}/{world.dewi.id}/corrections"
    refused = admin.submit(admin.get(url), "form#kredit", credits="301", reason="Salah ketik")
    assert (
        refused.status_code == 409 and "300" in refused.page.text(".note") and audited(world.dewi.id) == 300
    )
    page = admin.get(url)
    for _tap in range(2):
        assert admin.submit(page, "form#kredit", credits="300", reason="Salah ketik").status_code == 303
    assert audited(world.dewi.id) == 0 and lines(world.dewi.id)[-1].actor_id == world.bagus.id
    deliver()
    kinds = [notice.kind for notice in db.session.query(Notice).filter(Notice.user_id == world.dewi.id)]
    assert sorted(kinds) == ["credits_corrected", "credits_given"]


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("credits", "reason"),
    [
        ("", "Lomba"),
        ("0", "Lomba"),
        ("-5", "Lomba"),
        ("1e9", "Lomba"),
        ("999999999", "Lomba"),
        ("1.5", "Lomba"),
        ("50", ""),
        ("50", "x"),
        ("50", "y" * 201),
        ("50", "dua\nbaris"),
    ],
)
def test_bad_input(world: World, admin: Client, credits: str, reason: str) -> None:
    form = admin.get(f"{PATH}/{world.dewi.id}/grants")
    answer = admin.submit(form, "form#kredit", credits=credits, reason=reason)
    assert answer.status_code == 422 and answer.page.all(".err") and lines(world.dewi.id) == []


@pytest.mark.one_database
def test_nobody_of_that_name_and_a_form_without_a_token(world: World, admin: Client) -> None:
    for who in ("tidakada", "tidak@ada.test", "", "%"):
        assert admin.submit(admin.get(PATH), "form#cari", who=who).status_code == 422
    assert admin.get(f"{PATH}/{uuid.uuid4()}").status_code == 404
    stale = admin.submit(
        admin.get(f"{PATH}/{world.dewi.id}/grants"),
        "form#kredit",
        credits="5",
        reason="Lomba",
        csrf_token="x",
    )
    assert stale.status_code == 403 and stale.page.one("[name=reason]").get("value") == "Lomba"
    assert lines(world.dewi.id) == []


@pytest.mark.one_database
def test_what_somebody_asked_stays_theirs(world: World, admin: Client) -> None:
    give(world.dewi.id, 100)
    call = uuid7()
    reserve(world.dewi.id, call, 50, work("rahasia", "GPT-5 mini"))
    settle(call, 20)
    page = admin.get(f"{PATH}/{world.dewi.id}").page
    assert "50 disisihkan, 20 terpakai" in page.text(".ledger") and "Kerja AI" in page.text(".ledger")
    assert "rahasia" not in page.text() and "GPT-5" not in page.text()


@pytest.mark.one_database
def test_only_administrators(world: World, client: Client, app: Flask) -> None:
    urls = [PATH, f"{PATH}/{world.dewi.id}", f"{PATH}/{world.dewi.id}/grants"]
    assert all("/login" in client.get(url).location for url in urls)
    for person in (world.dewi, world.maya):
        browser = app.test_client()
        assert isinstance(browser, Client)
        signed_in(browser, person)
        token = browser.get("/dashboard").page.one("input[name=csrf_token]").get("value")
        sent = {"csrf_token": token, "credits": "5", "reason": "Untukku", "form_id": str(uuid.uuid4())}
        assert [browser.get(url).status_code for url in urls] == [403] * 3
        assert browser.post(urls[2], data=sent).status_code == 403
    assert lines(world.dewi.id) == []
    assert signed_in(client, world.ratna).get(urls[1]).status_code == 200
