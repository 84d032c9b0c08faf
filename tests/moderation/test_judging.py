"""Appeals and bans are decided by a second person, and what they take back is as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from kreatr.accounts.models import Standing
from kreatr.inquiries import queries as inquiries
from kreatr.inquiries.events import InquiryHeld
from kreatr.kernel import events
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import NotFound
from kreatr.moderation.actions import appealing, deciding, standing, undoing
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.errors import AnotherPerson, Decided, TooLate
from kreatr.moderation.models import Act, CaseKind, Outcome, Reason, Verb
from kreatr.moderation.queries.strikes import strikes
from tests.judge import Client
from tests.mailbox import Mailbox, links, text
from tests.moderation.deciding import case_of, waiting_work
from tests.world import World, make_inquiry, signed_in

WORDS = "Gambar ini saya lukis sendiri, sketsanya terlampir."
REVERSE = Decision(Verb.REVERSE, words="Benar, sketsanya jelas.")


def flagged(world: World) -> Act:
    """A work that Maya did not let through."""
    case = case_of(waiting_work(world, "Kain Kawung").id)
    return deciding.decide(world.maya, case.id, Decision(Verb.FLAG, Reason.STOLEN))


def test_another_person_takes_a_decision_back(world: World, app: Flask) -> None:
    act = flagged(world)
    case = appealing.appeal(world.sekar.user, act.id, WORDS)
    with pytest.raises(AnotherPerson):
        deciding.decide(world.maya, case.id, REVERSE)
    line = deciding.decide(world.bagus, case.id, REVERSE)
    assert (line.verb, line.undoes, line.actor_id) == (Verb.REVERSE, act.id, world.bagus.id)
    assert app.test_client().get("/portfolio/sekarayu/kain-kawung").status_code == 200
    assert not strikes(world.sekar.user_id)
    db.session.refresh(case)
    assert case.outcome is Outcome.REVERSED
    with pytest.raises(TooLate):
        undoing.undo(world.maya, act.id)


def test_upheld_it_stays_and_says_why(
    world: World, app: Flask, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    act = flagged(world)
    case = appealing.appeal(world.sekar.user, act.id, WORDS)
    deciding.decide(world.bagus, case.id, Decision(Verb.UPHOLD, words="Motifnya milik orang lain."))
    deliver()
    assert app.test_client().get("/portfolio/sekarayu/kain-kawung").status_code == 404
    assert len(strikes(world.sekar.user_id)) == 1
    letter = mailbox.to(world.sekar.user.email)[-1]
    assert "> Motifnya milik orang lain." in text(letter)
    assert links(letter) == [f"/dashboard/cases/{case.id}"]


def test_who_takes_a_decision_back_ends_its_appeal(world: World) -> None:
    act = flagged(world)
    case = appealing.appeal(world.sekar.user, act.id, WORDS)
    undoing.undo(world.maya, act.id)
    db.session.refresh(case)
    assert case.outcome is Outcome.GONE
    with pytest.raises(Decided):
        deciding.decide(world.bagus, case.id, REVERSE)


def test_a_discarded_message_arrives_after_an_appeal(world: World) -> None:
    inquiry = make_inquiry(world.sekar, world.dewi, held_reason="links")
    with unit():
        events.record(InquiryHeld(inquiry.id))
    held = case_of(inquiry.id, CaseKind.MESSAGE)
    act = deciding.decide(world.maya, held.id, Decision(Verb.DISCARD, Reason.SPAM))
    case = appealing.appeal(world.dewi, act.id, WORDS)
    deciding.decide(world.bagus, case.id, REVERSE)
    assert [row.id for row in inquiries.inbox(world.sekar.user).rows] == [inquiry.id]


def test_a_ban_needs_two_is_told_with_a_link_that_works_and_can_be_taken_back(
    client: Client, world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    case = standing.propose_ban(world.bagus, world.dewi.id, Reason.FRAUD, "Menipu tiga pembeli.")
    agree = Decision(Verb.BAN)
    with pytest.raises(AnotherPerson):
        deciding.decide(world.bagus, case.id, agree)
    with pytest.raises(NotFound):
        deciding.decide(world.maya, case.id, agree)
    act = deciding.decide(world.ratna, case.id, agree)
    deliver()
    (letter,) = mailbox.to(world.dewi.email)
    assert "> Menipu tiga pembeli." in text(letter)
    (link,) = links(letter)
    assert link.startswith("/cases/") and client.get(link).status_code == 200
    assert undoing.undoable(act)
    undoing.undo(world.bagus, act.id)
    deliver()
    db.session.refresh(world.dewi)
    assert world.dewi.standing is Standing.GOOD
    assert signed_in(client, world.dewi).get("/dashboard").status_code == 200
    assert len(mailbox.to(world.dewi.email)) == 2


@pytest.mark.one_database
def test_a_suspended_person_reads_until_when(
    world: World, mailbox: Mailbox, deliver: Callable[[], int]
) -> None:
    standing.suspend(world.bagus, world.dewi.id, 7, Reason.INSULT, "Menghina di tiga ulasan.")
    deliver()
    (letter,) = mailbox.to(world.dewi.email)
    assert "WIB" in text(letter) and "> Menghina di tiga ulasan." in text(letter)
    assert "peringatan" in text(letter) and links(letter) == ["/dashboard/cases"]
