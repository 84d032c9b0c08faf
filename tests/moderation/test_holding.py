"""What a sign of ours keeps out of sight: reviews, profiles and messages wait for a person, and their authors read why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.inquiries.models import Inquiry
from kreatr.inquiries.words import REVIEW_LOOKED_AT_FIRST
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.moderation.actions import deciding
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.models import Act, CaseKind, Reason, Verb
from kreatr.moderation.words import signs
from kreatr.reviews.models import Review
from tests.creators.saving import NEW, save
from tests.judge import Client
from tests.mailbox import Mailbox, text
from tests.moderation.deciding import case_of
from tests.world import World, make_inquiry, signed_in

COARSE, POLITE = "Kerjanya goblok banget, nyesel.", "Hasilnya kurang rapi, revisinya lama."
REVIEW, PUBLIC = "/portfolio/rizkypratama/review", "/portfolio/rizkypratama"


@pytest.fixture
def hendra(client: Client, world: World) -> Client:
    """Hendra's browser; Rizky answered his message, so that he may review him."""
    make_inquiry(world.rizky, world.hendra, replied_at=clock.now())
    return signed_in(client, world.hendra)


def _write(browser: Client, comment: str) -> Client:
    browser.post(REVIEW, data={"csrf_token": browser.token(), "rating": "1", "comment": comment})
    return browser


def _review(world: World) -> Review:
    select = sa.select(Review).where(Review.creator_id == world.rizky.id)
    return db.session.scalars(select.execution_options(populate_existing=True)).one()


def test_a_coarse_review_is_seen_by_nobody_until_somebody_looked(
    hendra: Client, app: Flask, world: World, deliver: Callable[[], int], mailbox: Mailbox
) -> None:
    visitor = app.test_client()
    assert visitor.get(PUBLIC).status_code == 200
    answer = hendra.post(REVIEW, data={"csrf_token": hendra.token(), "rating": "1", "comment": COARSE})
    assert answer.status_code == 303
    assert str(REVIEW_LOOKED_AT_FIRST) in hendra.get(PUBLIC).page.text()
    assert COARSE not in visitor.get(PUBLIC).text
    assert "Belum ada orang lain yang melihat ulasanmu" in hendra.get(REVIEW).page.text()
    assert (world.rizky.rating, world.rizky.review_count) == (None, 0)
    case = case_of(_review(world).id, CaseKind.MESSAGE)
    assert (
        case.open and case.hidden and case.signs["held"] == "foul words" and case.person_id == world.hendra.id
    )
    deliver()
    assert not mailbox.to(world.rizky.user.email)
    (told,) = mailbox.to(world.hendra.email)
    assert str(signs.COARSE) in " ".join(text(told).split())
    deciding.decide(world.maya, case.id, Decision(Verb.DELIVER))
    assert COARSE in visitor.get(PUBLIC).text
    deliver()
    assert len(mailbox.to(world.rizky.user.email)) == 1


def test_a_review_that_is_changed_while_it_is_hidden_stays_so_and_makes_one_case(
    hendra: Client, app: Flask, world: World
) -> None:
    for comment in (POLITE, COARSE, POLITE):
        _write(hendra, comment)
    review = _review(world)
    case = case_of(review.id, CaseKind.MESSAGE)
    assert review.hidden_at and case.open and case.signs["held"] == "changed"
    review_id = review.id
    hides = sa.select(sa.func.count()).where(Act.subject_id == review.id, Act.verb == Verb.HIDE)
    assert db.session.scalar(hides) == 1
    deciding.decide(world.maya, case.id, Decision(Verb.DISCARD, Reason.INSULT))
    assert POLITE not in app.test_client().get(PUBLIC).text
    _write(hendra, "Maaf, tadi saya kesal. Hasilnya kurang rapi.")
    again = case_of(review_id, CaseKind.MESSAGE)
    assert again.id != case.id and again.open and _review(world).hidden_at
    hendra.post(f"{REVIEW}/removal", data={"csrf_token": hendra.token()})
    assert not case_of(review_id, CaseKind.MESSAGE).open


def test_a_profile_with_coarse_words_waits_and_one_without_does_not(
    client: Client, app: Flask, world: World
) -> None:
    signed_in(client, world.dewi)
    visitor = app.test_client()
    coarse = NEW | {"bio": f"Saya bikin stiker. {COARSE} Begitulah kata klien yang tidak sabar."}
    save(client, **NEW)
    assert visitor.get("/portfolio/dewi").status_code == 200
    save(client, **coarse)
    assert visitor.get("/portfolio/dewi").status_code == 404
    assert client.get("/portfolio/dewi").status_code == 200
    act = db.session.scalars(sa.select(Act).where(Act.person_id == world.dewi.id)).one()
    case = case_of(act.subject_id, CaseKind.REPORT)
    assert act.verb is Verb.HIDE and act.actor_id is None and act.words
    assert case.hidden and case.signs["held"] == "foul words"
    deciding.decide(world.maya, case.id, Decision(Verb.KEEP))
    assert visitor.get("/portfolio/dewi").status_code == 200
    save(client, **coarse | {"hourly_rate": "175.000"})
    assert visitor.get("/portfolio/dewi").status_code == 200  # somebody looked at these words


@pytest.mark.one_database
def test_a_coarse_message_is_held_and_an_honest_one_is_not(client: Client, world: World) -> None:
    for number, message in enumerate((COARSE, POLITE)):
        form = {
            "name": "Hendra",
            "email": "hendra@contoh.test",
            "subject": f"Tentang pesanan {number}",
            "message": f"{message} Mohon dibalas secepatnya ya.",
            "client_id": f"form-{number}",
        }
        client.post("/portfolio/sekarayu/contact", data=form | {"csrf_token": client.token()})
    held = {one.subject: one.held_reason for one in db.session.scalars(sa.select(Inquiry))}
    assert held == {"Tentang pesanan 0": "foul words", "Tentang pesanan 1": None}
