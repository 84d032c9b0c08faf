"""Case rooms: who sees what, who writes, and another look at a decision."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from kreatr.accounts.models import User
from kreatr.kernel import cache, clock, events
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import Conflict, NotFound
from kreatr.moderation.actions import appealing, cases, deciding, reporting, speaking, standing
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.errors import TooLate
from kreatr.moderation.models import (
    Act,
    Case,
    CaseKind,
    CaseMessage,
    Outcome,
    Reason,
    ReportReason,
    SubjectKind,
    Verb,
)
from kreatr.moderation.queries import rooms, waits
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item, ModerationStatus
from tests.judge import Client
from tests.mailbox import Mailbox, links
from tests.world import World, make_item, signed_in

WORDS = "Gambar ini diambil dari situs saya tanpa izin."
WHY = "Pemilik aslinya saya sendiri, ini buktinya."


def _waiting(world: World, title: str = "Menunggu") -> Case:
    item = make_item(world.sekar, title, status=ModerationStatus.PENDING)
    return db.session.scalars(sa.select(Case).where(Case.subject_id == item.id)).one()


def _reject(world: World, case: Case) -> Act:
    return deciding.decide(world.maya, case.id, Decision(Verb.REJECT, Reason.QUALITY, "Gambarnya buram."))


def _reported(world: World, person: User) -> Case:
    made = reporting.report(person, SubjectKind.ITEM, world.items[0].id, ReportReason.STOLEN, WORDS)
    return db.session.get_one(Case, made.case_id)


class TestThread:
    def test_three_sides_write_and_each_sees_what_concerns_them(
        self, world: World, client: Client, mailbox: Mailbox, deliver: Callable[..., int]
    ) -> None:
        case = _reported(world, world.dewi)
        path = f"/dashboard/cases/{case.id}"
        signed_in(client, world.sekar.user)
        assert client.get(path).status_code == 404, "nothing came of it yet"
        speaking.note(world.maya, case.id, "Catatan rahasia untuk rekan.", internal=True)
        assert client.get(path).status_code == 404, "notes of colleagues are no news"
        speaking.note(world.maya, case.id, "Dari mana foto sawahnya?", internal=False)
        deliver()
        for person in (world.sekar.user, world.dewi):
            assert links(mailbox.to(person.email)[-1])[-1] == path
        room = client.get(path)
        assert "Dari mana foto sawahnya?" in room.text and "rahasia" not in room.text
        assert not any(word in room.text for word in (WORDS, "dewi", "maya"))
        assert client.submit(room, "#tulis", body="").status_code == 422
        sent = client.submit(room, "#tulis", body="Saya memotretnya di Jatiluwih.", htmx=True)
        assert "Jatiluwih" in sent.text and sent.page.one("#percakapan[data-sent]") is not None
        client.submit(room, "#tulis", body="Saya memotretnya di Jatiluwih.")
        assert db.session.scalar(sa.select(sa.func.count(CaseMessage.id))) == 3, "sent twice is once"
        deliver()
        assert not mailbox.to(world.maya.email), "people of the house have a line in the house"
        signed_in(client, world.maya)
        assert "Sawah Senja" in client.get("/dashboard/notices").text
        signed_in(client, world.dewi)
        room = client.get(path)
        assert "Jatiluwih" in room.text and WORDS in room.text and "rahasia" not in room.text
        client.submit(room, "#tulis", body="Itu foto saya, lihat blog saya.")
        for stranger in (world.hendra, world.bagus, world.maya):
            signed_in(client, stranger)
            assert client.get(path).status_code == 404

    @pytest.mark.one_database
    def test_a_decided_case_takes_no_more(self, world: World, client: Client) -> None:
        case = _waiting(world)
        signed_in(client, world.sekar.user)
        room = client.get(f"/dashboard/cases/{case.id}")
        _reject(world, case)
        late = client.submit(room, "#tulis", body="Sebentar, saya ganti gambarnya.")
        assert late.status_code == 409 and not late.page.all("#tulis")
        assert client.get("/dashboard/cases").text.count(f"/dashboard/cases/{case.id}") == 1
        with pytest.raises(Conflict):
            speaking.say(world.sekar.user, case.id, "Halo?", str(uuid.uuid4()))


class TestAppeals:
    def test_once_per_decision_within_sixty_days(self, world: World) -> None:
        act = _reject(world, _waiting(world))
        with pytest.raises(NotFound):
            appealing.appeal(world.rizky.user, act.id, WHY)
        with (
            time_machine.travel(clock.now() + timedelta(days=61), tick=False),
            pytest.raises(TooLate),
        ):
            appealing.appeal(world.sekar.user, act.id, WHY)
        case = appealing.appeal(world.sekar.user, act.id, WHY)
        assert (case.kind, case.act_id, case.person_id) == (CaseKind.APPEAL, act.id, world.sekar.user_id)
        with pytest.raises(TooLate):
            appealing.appeal(world.sekar.user, act.id, WHY)

    def test_what_was_decided_again_since_then_stays(self, world: World) -> None:
        case = _waiting(world)
        first = _reject(world, case)
        appeal = appealing.appeal(world.sekar.user, first.id, WHY)
        with unit():
            item = db.session.get_one(Item, case.subject_id)
            item.status = ModerationStatus.PENDING
        again = _follow(world, case.subject_id)
        second = _reject(world, again)
        deciding.decide(world.bagus, appeal.id, Decision(Verb.REVERSE, None, "Yang pertama keliru."))
        db.session.expire_all()
        assert db.session.get_one(Item, case.subject_id).status is ModerationStatus.REJECTED
        appeal = appealing.appeal(world.sekar.user, second.id, WHY)
        deciding.decide(world.bagus, appeal.id, Decision(Verb.REVERSE, None, "Yang kedua juga keliru."))
        db.session.expire_all()
        assert db.session.get_one(Item, case.subject_id).status is ModerationStatus.APPROVED

    @pytest.mark.one_database
    def test_an_upheld_decision_stays(self, world: World) -> None:
        case = _waiting(world)
        appeal = appealing.appeal(world.sekar.user, _reject(world, case).id, WHY)
        deciding.decide(world.bagus, appeal.id, Decision(Verb.UPHOLD, None, "Gambarnya masih buram."))
        db.session.refresh(appeal)
        assert appeal.outcome is Outcome.UPHELD

    def test_suspended_people_appeal_and_get_their_account_back(self, world: World, client: Client) -> None:
        act = standing.suspend(world.bagus, world.sekar.user_id, 30, Reason.SPAM, "Tiga kali iklan.")
        signed_in(client, world.sekar.user)
        listed = client.get("/dashboard/cases")
        page = client.get(listed.page.one("main a.topic").get("href", ""))
        assert "Tiga kali iklan." in page.text
        sent = client.submit(page, "main form[action$=appeal]", words=WHY)
        appeal = db.session.scalars(sa.select(Case).where(Case.act_id == act.id)).one()
        assert sent.location == f"/dashboard/cases/{appeal.id}"
        assert client.get(sent.location).status_code == 200
        deciding.decide(world.ratna, appeal.id, Decision(Verb.REVERSE, None, "Itu bukan iklan."))
        client.delete_cookie("kreatr")
        assert client.get("/portfolio/sekarayu").status_code == 200

    def test_banned_people_come_by_their_link(self, world: World, client: Client) -> None:
        case = standing.propose_ban(world.bagus, world.sekar.user_id, Reason.FRAUD, "Menipu pembeli.")
        with pytest.raises(NotFound):
            rooms.find(world.sekar.user, case.id)
        standing.agree_ban(world.ratna, case)
        path = rooms.signed_path(db.session.get_one(Case, case.id))
        room = client.get(path)
        assert room.status_code == 200 and "Menipu pembeli." in room.text
        assert (
            "no-store" in room.headers["Cache-Control"] and room.headers["Referrer-Policy"] == "no-referrer"
        )
        assert client.get(path[:-2]).status_code == 404
        other = _somebody_elses(world)
        assert client.get(f"{path}/decisions/{other.id}").status_code == 404, "only one's own"
        page = client.get(room.page.one("main .talk a").get("href", ""))
        sent = client.submit(page, "main form[action$=appeal]", words=WHY)
        assert sent.status_code == 303 and WHY in client.get(sent.location).text
        with time_machine.travel(clock.now() + timedelta(days=61), tick=False):
            assert client.get(path).status_code == 404


def _somebody_elses(world: World) -> Act:
    return standing.suspend(world.bagus, world.rizky.user_id, 3, Reason.SPAM, "Iklan berulang kali.")


def _follow(world: World, item_id: uuid.UUID) -> Case:
    with unit():
        events.record(ItemChanged(world.sekar.id, item_id))
    waits_ = Case.subject_id == item_id, Case.kind == CaseKind.WORK, Case.closed_at.is_(None)
    return db.session.scalars(sa.select(Case).where(*waits_)).one()


def test_the_place_and_the_usual_time(world: World, client: Client) -> None:
    assert waits.usual_seconds() is None
    signed_in(client, world.sekar.user)
    for hours in (1, 2, 3, 4, 50):
        case = _waiting(world, f"Karya {hours}")
        with unit():
            case.opened_at = clock.now() - timedelta(hours=hours)
            cases.close(case, Outcome.APPROVED, world.maya)
    cache.values.clear()
    assert waits.usual_seconds() == pytest.approx(3 * 3600, abs=60)
    first, second = _waiting(world, "Pertama"), _waiting(world, "Kedua")
    assert (waits.place(first), waits.place(second)) == (1, 2)
    room = client.get(f"/dashboard/cases/{second.id}")
    assert "jam" in " ".join(room.page.one("aside .rows").itertext())
    assert client.get("/dashboard/portfolio").page.all(".usual")


def test_people_see_their_own_cases_only(world: World, client: Client) -> None:
    _reported(world, world.dewi)
    _waiting(world)
    with unit():
        for number in range(30):
            cases.open_case(
                CaseKind.WORK, SubjectKind.ITEM, uuid.uuid4(), person=world.hendra, title=f"Karya {number}"
            )
    counts = {}
    for person in (world.dewi, world.sekar.user, world.hendra, world.maya):
        signed_in(client, person)
        counts[person.username] = len(client.get("/dashboard/cases").page.all("a.topic"))
    assert counts == {"dewi": 1, "sekarayu": 1, "hendra": 25, "maya": 0}
    signed_in(client, world.hendra)
    older = client.get("/dashboard/cases").page.one("main a[href*='before=']").get("href", "")
    assert len(client.get(older).page.all("a.topic")) == 5
    assert "30" in client.get("/dashboard/settings").text
