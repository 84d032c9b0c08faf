"""What a device is told, when, in which words, and once; and what a push service may answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.inquiries.actions import conversation
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from kreatr.kernel.outbox import Delivery
from kreatr.moderation.actions import deciding
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.models import Verb
from kreatr.notices import actions as notices
from kreatr.notices.models import NoticeChoice
from kreatr.pwa import jobs
from kreatr.pwa.actions import ringing
from kreatr.pwa.models import MISSES, PushMessage, PushSubscription
from tests.inquiries.letters import LETTER, sent
from tests.judge import Client
from tests.kernel.stranger import Stranger, http, watched
from tests.moderation.deciding import case_of, waiting_work
from tests.pwa.conftest import PATH, Phone
from tests.pwa.push_service import PhoneBrowser, PushService
from tests.world import World, make_inquiry, signed_in

Deliver = Callable[..., int]


@pytest.fixture
def visitor(app: Flask) -> Client:
    """Somebody who writes."""
    found = app.test_client()
    assert isinstance(found, Client)
    return found


def _tell(world: World, key: object = 1, kind: str = "inquiry_received") -> None:
    """A line for Sekar, as a listener of any room leaves it."""
    notices.tell(world.sekar.user_id, kind, "/dashboard/inquiries", key, name="Hendra", subject="Kopi")


def _again() -> None:
    """Time passes until everything that waits is due."""
    with unit() as session:
        waiting = sa.update(Delivery).where(Delivery.due_at.is_not(None))
        session.execute(waiting.values(due_at=clock.now() - timedelta(seconds=1)))


def _device() -> PushSubscription | None:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalar(sa.select(PushSubscription))


def _delivery() -> Delivery:
    db.session.rollback()
    db.session.expire_all()
    mine = sa.select(Delivery).where(Delivery.listener == "pwa.send_message")
    return db.session.scalars(mine.order_by(Delivery.id.desc())).first() or pytest.fail("nothing is owed")


class TestWhatIsTold:
    def test_an_inquiry_rings_once_and_says_nothing_of_it(
        self, sekar: Client, visitor: Client, phone: Phone, world: World, deliver: Deliver
    ) -> None:
        browser, silent = phone(sekar), phone(signed_in(visitor, world.rizky.user), "rizky")
        visitor.delete_cookie("kreatr")
        row = sent(visitor)
        deliver()
        (got,) = browser.got()
        assert got.news is not None and silent.got() == []
        assert (got.news["title"], got.news["body"]) == (
            "Ada pesan baru untukmu",
            "1 pemberitahuan belum dibaca",
        )
        assert (got.news["path"], got.news["count"]) == (f"/dashboard/inquiries/{row.id}", 1)
        assert set(got.news) == {"id", "kind", "title", "body", "count", "path", "lang"}
        said = str(got.news).lower()
        assert not [
            word for word in (LETTER["name"], LETTER["email"], LETTER["subject"]) if word.lower() in said
        ]
        assert got.headers["ttl"] == "86400" and got.headers["urgency"] == "high"
        assert len(got.headers["topic"]) == 32 and "inquiry" not in got.headers["topic"]
        with unit() as session:  # its worker was killed after it had noted that the service took it
            session.execute(sa.update(Delivery).values(due_at=clock.now(), done_at=None))
        deliver()
        assert len(browser.got()) == 1
        (message,) = db.session.scalars(sa.select(PushMessage))
        with (
            unit() as session
        ):  # its worker was killed after the service took it: the same message, by the same id
            session.execute(sa.update(PushMessage).values(ended_at=None))
            session.execute(sa.update(Delivery).values(due_at=clock.now(), done_at=None))
        deliver()
        assert [one.news and one.news["id"] for one in browser.got()] == [str(message.id)] * 2

    def test_only_for_what_was_chosen_in_the_persons_language(
        self, sekar: Client, phone: Phone, world: World, deliver: Deliver
    ) -> None:
        with unit():
            world.sekar.user.locale = "en"
        browser = phone(sekar, kind=["decision", "answer"])
        _tell(world)
        inquiry = make_inquiry(world.sekar)
        conversation.continue_(inquiry.id, "Masih bisa minggu ini?", uuid.uuid4().hex)
        work = waiting_work(world)
        deciding.decide(world.maya, case_of(work.id).id, Decision(Verb.APPROVE))
        deliver()
        assert db.session.scalar(sa.select(sa.func.count(PushMessage.id))) == 2, "nothing else is owed"
        told = {one.news["title"]: one for one in browser.got() if one.news}
        assert set(told) == {"Somebody answered you", "There is a decision on something of yours"}
        decision = told["There is a decision on something of yours"]
        assert decision.news and decision.news["body"] == "3 unread notices" and decision.news["lang"] == "en"
        assert decision.headers["urgency"] == "normal"
        topics = {one.headers["topic"] for one in told.values()}
        assert len(topics) == 2, "a newer one of a kind takes the place of the older one, and of no other"

    def test_it_rings_once_where_no_line_is_left_in_the_house(
        self, sekar: Client, phone: Phone, world: World, deliver: Deliver
    ) -> None:
        browser = phone(sekar)
        with unit() as session:
            session.add(NoticeChoice(user_id=world.sekar.user_id, kind="inquiry_received", in_app=False))
        for _ in range(2):  # a listener whose letter failed comes again
            _tell(world, "same")
        deliver()
        (got,) = browser.got()
        assert got.news and got.news["body"] == "" and got.news["count"] == 0

    def test_a_test_rings_whatever_was_chosen(self, sekar: Client, phone: Phone, deliver: Deliver) -> None:
        browser = phone(sekar, kind=[])
        answer = sekar.submit(sekar.get(PATH), ".rings details form", kind=[])
        assert answer.status_code == 303
        device = _device()
        assert device is not None
        sekar.post(f"{PATH}/{device.id}/test", data={"csrf_token": sekar.token()})
        deliver()
        (got,) = browser.got()
        assert got.news and got.news["title"] == "Perangkat ini berbunyi" and got.news["path"] == PATH
        assert "terakhir berbunyi" in sekar.get(PATH).page.text(".rings")


class TestAnswers:
    @pytest.fixture(autouse=True)
    def impatient(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """A hanging service is given up sooner."""
        monkeypatch.setattr(jobs, "POLICY", replace(jobs.POLICY, read=0.5, total=1.0))
        yield

    @pytest.fixture
    def browser(self, sekar: Client, phone: Phone) -> PhoneBrowser:
        """Sekar's phone."""
        return phone(sekar)

    @pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
    def test_a_device_that_is_gone_is_forgotten(
        self, browser: PhoneBrowser, service: PushService, world: World, deliver: Deliver, status: str
    ) -> None:
        service.says = [http(status)]
        _tell(world)
        deliver()
        assert _device() is None and _delivery().done_at is not None

    def test_a_service_that_has_enough_is_left_alone(
        self, browser: PhoneBrowser, service: PushService, world: World, deliver: Deliver
    ) -> None:
        service.says = [http("429 Too Many Requests", Retry_After="120"), http("201 Created")]
        _tell(world)
        deliver(may_fail=True)
        device = _device()
        assert device and device.rests_until and device.rests_until > clock.now() + timedelta(seconds=100)
        _again()
        deliver(may_fail=True)
        assert service.calls == 1, "it asked for two minutes"
        with unit() as session:
            session.execute(sa.update(PushSubscription).values(rests_until=clock.now()))
        _again()
        deliver()
        assert service.calls == 2 and _delivery().done_at is not None
        device = _device()
        assert device and device.used_at and device.rests_until is None

    @pytest.mark.parametrize("trouble", ["500 Internal Server Error", "hang", "garbage", "closed"])
    def test_trouble_is_tried_again_and_then_told_once(
        self, browser: PhoneBrowser, service: PushService, world: World, deliver: Deliver, trouble: str
    ) -> None:
        service.silent = trouble == "hang"
        answers = {"garbage": b"nothing of HTTP\r\n\r\n", "closed": b""}
        service.says = [answers.get(trouble) if trouble in answers else http(trouble), http("201 Created")]
        _tell(world)
        deliver(may_fail=True)
        assert _delivery().done_at is None and browser.endpoint not in (_delivery().error or "")
        service.silent = False
        service.says = [http("201 Created")]
        before = service.calls
        _again()
        deliver()
        _again()
        deliver()
        assert service.calls == before + 1 and _delivery().done_at is not None

    def test_too_much_is_said_without_words(
        self, browser: PhoneBrowser, service: PushService, world: World, deliver: Deliver
    ) -> None:
        service.says = [http("413 Content Too Large"), http("201 Created")]
        _tell(world)
        deliver()
        assert [one.news is None for one in browser.got()] == [False, True]

    def test_a_redirect_is_not_followed_and_private_machines_are_not_asked(
        self,
        browser: PhoneBrowser,
        service: PushService,
        world: World,
        deliver: Deliver,
        change: Callable[..., None],
    ) -> None:
        with Stranger(http("201 Created")) as inside:
            service.says = [http("307 Temporary Redirect", Location=f"{inside.url}/send")]
            _tell(world)
            deliver(may_fail=True)
            assert service.calls == 1 and inside.calls == 0 and _delivery().failed_at is not None
        change(push_private=False)
        _tell(world, 2)
        with watched() as tried:
            deliver()
        assert not tried and _device() is None, "what may not be asked rings no more"

    def test_refusals_are_listed_and_cost_the_device_in_the_end(
        self, browser: PhoneBrowser, service: PushService, world: World, deliver: Deliver
    ) -> None:
        service.says = [http("403 Forbidden")]
        for number in range(MISSES):
            assert _device() is not None
            _tell(world, number)
            deliver(may_fail=True)
            assert _delivery().error == "the push service refused it: 403"
        assert _device() is None

    def test_old_news_are_let_go(
        self, browser: PhoneBrowser, service: PushService, world: World, deliver: Deliver
    ) -> None:
        _tell(world)
        with unit() as session:
            session.execute(sa.update(PushMessage).values(created_at=clock.now() - timedelta(hours=13)))
        deliver()
        device = _device()
        assert device and device.misses == 1 and not service.calls
        with unit() as session:
            session.execute(sa.update(PushMessage).values(created_at=clock.now() - timedelta(days=31)))
        assert ringing.forget_old() == 1

    def test_another_key_of_the_house_ends_it(
        self, browser: PhoneBrowser, service: PushService, world: World, deliver: Deliver, app: Flask
    ) -> None:
        app.extensions.pop("kreatr_vapid")
        (app.config["KREATR"].data / "secrets" / "VAPID_PRIVATE_KEY").unlink()
        _tell(world)
        deliver()
        assert _device() is None and not service.calls
