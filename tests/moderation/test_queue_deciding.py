"""Deciding from the page: the next case comes, what was decided can be taken back, and nobody decides unseen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.kernel.db import db, unit
from kreatr.moderation.models import Act, Case, Outcome, Verb
from kreatr.portfolio.models import Item, ModerationStatus
from tests.judge import Client
from tests.moderation.waiting import PATH, make_held, make_many, make_waiting
from tests.page import words
from tests.world import World, signed_in

MOST_BYTES_EACH = 3_500  # of the next case on the wire


@dataclass(frozen=True)
class Desk:
    """A moderator with two works that wait, and a second one."""

    maya: Client
    bagus: Client
    first: Case
    second: Case

    def open(self, case: Case | None = None) -> Any:
        """The page of a case, the first one unless another is named."""
        return self.maya.get(f"{PATH}/{(case or self.first).id}")


@pytest.fixture
def desk(app: Flask, world: World, client: Client) -> Desk:
    other = app.test_client()
    assert isinstance(other, Client)
    first, second = make_waiting(world.rizky, "Pertama", 3), make_waiting(world.sekar, "Kedua", 2)
    return Desk(signed_in(client, world.maya), signed_in(other, world.bagus), first, second)


def _status(case: Case) -> ModerationStatus:
    return db.session.scalars(sa.select(Item.status).where(Item.id == case.subject_id)).one()


def _verbs() -> list[Verb]:
    return list(db.session.scalars(sa.select(Act.verb).order_by(Act.id)))


def test_the_next_case_follows_and_a_decision_can_be_taken_back(app: Flask, desk: Desk) -> None:
    answer = desk.maya.submit(desk.open(), "form#putusan", decision="APPROVE")
    act = db.session.scalars(sa.select(Act)).one()
    assert answer.location == f"{PATH}/{desk.second.id}?done={act.id}"
    visitor = app.test_client()
    assert visitor.get("/portfolio/rizkypratama/pertama").status_code == 200
    page = desk.maya.get(answer.location)
    assert page.page.text("#kasus-judul") == "Kedua" and "Disetujui: Pertama" in page.page.text(".done")
    back = desk.maya.submit(page, ".done form")
    assert back.location == f"{PATH}/{desk.first.id}"
    assert _status(desk.first) is ModerationStatus.PENDING and _verbs() == [Verb.APPROVE, Verb.UNDO]
    assert visitor.get("/portfolio/rizkypratama/pertama").status_code == 404
    assert not desk.maya.get(answer.location).page.all(".done"), "what was taken back is not offered again"
    assert not desk.bagus.get(answer.location).page.all(".done"), "nor what somebody else decided"


def test_with_htmx_the_next_case_takes_the_place(desk: Desk) -> None:
    answer = desk.maya.submit(desk.open(), "form#putusan", htmx=True, decision="APPROVE")
    assert answer.status_code == 200 and not answer.page.whole
    assert answer.headers["HX-Push-Url"] == f"{PATH}/{desk.second.id}"
    assert answer.page.text("#kasus-judul") == "Kedua" and "Milikmu" in answer.page.text("#keputusan")
    undone = desk.maya.submit(answer, ".done form", htmx=True)
    assert undone.headers["HX-Push-Url"] == f"{PATH}/{desk.first.id}" and "Milikmu" in undone.page.text(
        "#keputusan"
    )
    for case in (desk.first, desk.second):
        answer = desk.maya.submit(desk.open(case), "form#putusan", htmx=True, decision="APPROVE")
    assert answer.status_code == 204 and "tab=works&done=" in answer.headers["HX-Redirect"]
    assert "Disetujui: Kedua" in desk.maya.get(answer.headers["HX-Redirect"]).page.text(".done")


def test_who_decides_against_somebody_says_why(desk: Desk) -> None:
    page = desk.open()
    for fields, wrong in (
        ({}, "decision"),
        ({"decision": "KEEP"}, "decision"),
        ({"decision": "REJECT"}, "reason"),
        ({"decision": "REJECT", "reason": "OTHER"}, "words"),
        ({"decision": "NOTE"}, "words"),
        ({"decision": "FLAG", "reason": "ERFUNDEN", "words": "Kata"}, "reason"),
        ({"decision": "FLAG", "reason": "SPAM", "words": "x" * 2001}, "words"),
    ):
        typed = {"decision": None, **fields}
        for htmx in (False, True):
            answer = desk.maya.submit(page, "form#putusan", htmx=htmx, **typed)
            assert answer.status_code == 422 and answer.page.all(f"#{wrong}-error"), fields
            assert words(answer.page.one("#words")) == fields.get("words", "")
    assert _verbs() == [] and _status(desk.first) is ModerationStatus.PENDING
    typed = {"decision": "REJECT", "reason": "COPYRIGHT", "words": "Logo di gambar kedua."}
    assert desk.maya.submit(page, "form#putusan", **typed).status_code == 303
    act = db.session.scalars(sa.select(Act)).one()
    assert (act.verb, act.reason, act.words) == (Verb.REJECT, "COPYRIGHT", "Logo di gambar kedua.")


def test_a_friendly_note_leaves_the_case_open(desk: Desk) -> None:
    answer = desk.maya.submit(
        desk.open(), "form#putusan", decision="NOTE", words="Bagus sekali, tambahkan alatnya."
    )
    assert answer.location.startswith(f"{PATH}/{desk.first.id}?done=")
    page = desk.maya.get(answer.location).page
    assert not page.all(".done form") and page.all("form#putusan")


def test_the_second_of_two_is_told(desk: Desk) -> None:
    page = desk.bagus.get(f"{PATH}/{desk.first.id}")
    desk.maya.submit(desk.open(), "form#putusan", decision="APPROVE")
    answer = desk.bagus.submit(page, "form#putusan", decision="REJECT", reason="SPAM")
    assert answer.status_code == 409 and "Disetujui" in answer.page.text("#keputusan")
    assert answer.page.text("#kasus [role=alert]") and _verbs() == [Verb.APPROVE]


def test_nobody_decides_on_an_edition_they_did_not_see(desk: Desk) -> None:
    page = desk.open()
    with unit() as session:
        session.get_one(Item, desk.first.subject_id).version += 1
    answer = desk.maya.submit(page, "form#putusan", decision="APPROVE")
    assert answer.status_code == 409 and _status(desk.first) is ModerationStatus.PENDING


def test_a_case_is_taken_and_given_back(desk: Desk) -> None:
    page = desk.open()
    claim = f"form[action='{PATH}/{desk.first.id}/claim']"
    late = desk.bagus.get(f"{PATH}/{desk.first.id}")
    assert desk.maya.submit(page, claim).location == f"{PATH}/{desk.first.id}"
    refused = desk.bagus.submit(late, claim, htmx=True)
    assert refused.status_code == 409 and "@maya" in refused.page.text("#keputusan")
    decided = desk.bagus.submit(late, "form#putusan", decision="APPROVE")
    assert decided.status_code == 409 and _verbs() == []
    release = f"form[action='{PATH}/{desk.first.id}/release']"
    assert desk.maya.submit(desk.open(), release).location == f"{PATH}?tab=works"
    assert desk.bagus.submit(desk.bagus.get(f"{PATH}/{desk.first.id}"), claim, htmx=True).status_code == 200


def test_what_was_typed_survives_an_old_token(desk: Desk) -> None:
    data = {"decision": "REJECT", "reason": "SPAM", "words": "Terlalu banyak tautan.", "csrf_token": "alt"}
    answer = desk.maya.post(f"{PATH}/{desk.first.id}/decision", data=data)
    assert answer.status_code == 403 and words(answer.page.one("#words")) == data["words"] and _verbs() == []
    assert answer.page.one("input[value=REJECT]").get("checked") is not None


def test_a_held_message_is_read_and_delivered(world: World, desk: Desk) -> None:
    case = make_held(
        world.sekar, message="Apakah ada waktu untuk <i>tiga</i> ilustrasi kopi bulan depan? Terima kasih!"
    )
    page = desk.open(case)
    assert "<i>tiga</i> ilustrasi" in page.page.text("article") and "Hendra Wijaya" in page.page.text(
        "article"
    )
    answer = desk.maya.submit(page, "form#putusan", decision="DELIVER")
    assert answer.location.startswith(f"{PATH}?tab=messages")
    db.session.refresh(case)
    assert case.outcome is Outcome.DELIVERED


def test_several_are_decided_at_once_and_taken_back(world: World, desk: Desk) -> None:
    third = make_waiting(world.sekar, "Ketiga", 1)
    page = desk.maya.get(PATH)
    cases = [f"{case.id}:{case.version}" for case in (desk.first, desk.second, third)]
    assert desk.maya.submit(page, "form#banyak", decision="APPROVE").status_code == 422
    assert "Centang" in desk.maya.submit(page, "form#banyak", decision="APPROVE").page.text("#banyak")
    with unit() as session:
        session.get_one(Item, third.subject_id).version += 1
    data = {"csrf_token": desk.maya.token(), "tab": "works", "decision": "APPROVE", "cases": cases}
    answer = desk.maya.post(f"{PATH}/decisions", data=data)
    assert answer.status_code == 409 and "Ketiga:" in answer.page.text(".note.bad")
    assert [_status(case).value for case in (desk.first, desk.second, third)] == [
        "APPROVED",
        "APPROVED",
        "PENDING",
    ]
    undone = desk.maya.submit(answer, ".done form")
    assert (
        undone.location == f"{PATH}?tab=works" and "2 keputusan" in desk.maya.get(undone.location).page.text()
    )
    assert _status(desk.first) is _status(desk.second) is ModerationStatus.PENDING
    data["decision"], data["cases"] = "REJECT", cases[:2]
    assert desk.maya.post(f"{PATH}/decisions", data=data).status_code == 422
    done = desk.maya.post(f"{PATH}/decisions", data={**data, "reason": "QUALITY"})
    assert "2 diputuskan" in desk.maya.get(done.location).page.text(".done")


@pytest.mark.one_database
def test_the_next_case_is_light(world: World, client: Client) -> None:
    """What travels with each decision, for works with some lines of text of which no two are alike."""
    make_many(world.rizky, 6)
    with unit() as session:
        for n, item in enumerate(session.scalars(sa.select(Item).where(Item.status == "PENDING"))):
            item.description = " ".join(f"kata{n}{(n * k * k + k) % 997}" for k in range(40))
    signed_in(client, world.maya)
    answer = client.submit(client.get(PATH), f"form[action='{PATH}/next']", htmx=True)
    for _case in range(5):
        data = {"csrf_token": client.token(), "decision": "APPROVE", "version": 0}
        address = answer.page.one("form#putusan").get("action")
        answer = client.post(address, data=data, htmx=True, headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200 and len(answer.data) < MOST_BYTES_EACH, len(answer.data)
