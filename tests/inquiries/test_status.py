"""The status link: private, honest about where the message is, and a way to answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.inquiries import queries
from kreatr.inquiries.actions import conversation
from kreatr.inquiries.models import Inquiry, InquiryMessage, InquiryStatus
from kreatr.kernel import clock, tokens
from kreatr.kernel.db import db
from tests.inquiries.letters import MESSAGE, at_once, controls, says, sent, tab
from tests.judge import Client
from tests.mailbox import Mailbox, links, text
from tests.world import World, change_creator, make_inquiry

ALL_STEPS = ("Sent", "Delivered", "Read", "Answered", "Closed")


def _steps(answer: Any) -> list[str]:
    """The words of the steps that were reached."""
    done = [step for step in answer.page.all(".steps li") if step.get("class") == "did"]
    return [next(step.iter("b")).text or "" for step in done]


def _first(number: int) -> list[str]:
    return [says(step) for step in ALL_STEPS[:number]]


def _messages() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(InquiryMessage.body).order_by(InquiryMessage.created_at)))


def _answer(world: World, inquiry: Inquiry, body: str = "Boleh, kapan mulai?") -> None:
    conversation.answer(world.sekar.user, inquiry.id, body, str(uuid.uuid4()))


class TestPrivacy:
    def test_the_page_stays_between_us(self, client: Client, inquiry: Inquiry) -> None:
        page = client.get(queries.status_path(inquiry))
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in page.headers["X-Robots-Tag"]
        assert page.page.one("meta[name=robots]").get("content") == "noindex"
        assert "/inquiries/" not in str([link.get("href") for link in page.page.all("link, meta")])

    @pytest.mark.parametrize(
        "spoil", [lambda t: t[:-1], lambda t: t + "x", lambda t: "x", lambda t: t.upper(), lambda t: "é" + t]
    )
    def test_a_wrong_link_leads_nowhere(
        self, client: Client, inquiry: Inquiry, spoil: Callable[[str], str]
    ) -> None:
        token = queries.status_path(inquiry).rpartition("/")[2]
        answer = client.get(f"/inquiries/{spoil(token)}")
        assert answer.status_code == 404
        assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == (
            "private, no-store",
            "no-referrer",
        )
        assert client.post(f"/inquiries/{spoil(token)}/replies", data={"body": "Halo"}).status_code == 404

    def test_a_link_for_something_else_is_no_key(self, client: Client, inquiry: Inquiry) -> None:
        ends = clock.now().timestamp() + 1000
        assert client.get(f"/inquiries/{tokens.sign('reset', str(inquiry.id), ends)}").status_code == 404

    def test_a_link_to_nothing(self, client: Client, inquiry: Inquiry) -> None:
        token = tokens.sign(queries.STATUS_LINK, str(uuid.uuid4()), clock.now().timestamp() + 1000)
        assert client.get(f"/inquiries/{token}").status_code == 404

    def test_the_link_is_good_for_a_year(self, client: Client, inquiry: Inquiry) -> None:
        path, sent_at = queries.status_path(inquiry), inquiry.created_at
        with time_machine.travel(sent_at + timedelta(days=365, seconds=-2)):
            assert client.get(path).status_code == 200
        with time_machine.travel(sent_at + timedelta(days=365, seconds=2)):
            assert client.get(path).status_code == 404

    def test_another_inquiry_has_another_link(self, client: Client, world: World, inquiry: Inquiry) -> None:
        other = make_inquiry(world.sekar, subject="Rahasia orang lain")
        assert "Rahasia" not in client.get(queries.status_path(inquiry)).page.text()
        assert queries.status_path(other) != queries.status_path(inquiry)


class TestSteps:
    def test_from_sent_to_closed(self, client: Client, world: World, deliver: Any) -> None:
        inquiry = sent(client)
        path = queries.status_path(inquiry)
        assert _steps(client.get(path)) == _first(1)
        deliver()
        assert _steps(client.get(path)) == _first(2)
        conversation.read(world.sekar.user, inquiry.id)
        assert _steps(client.get(path)) == _first(3)
        _answer(world, inquiry)
        answered = client.get(path)
        assert _steps(answered) == _first(4)
        assert "Boleh, kapan mulai?" in answered.page.text(".talk")
        conversation.close(world.sekar.user, inquiry.id)
        assert _steps(client.get(path)) == _first(5)

    def test_each_step_has_its_exact_time(self, client: Client, inquiry: Inquiry) -> None:
        moment = client.get(queries.status_path(inquiry)).page.all(".steps time")[0]
        assert moment.get("datetime", "").startswith(inquiry.created_at.isoformat(timespec="seconds")[:19])

    def test_read_means_arrived_even_while_mail_is_late(
        self, client: Client, world: World, inquiry: Inquiry
    ) -> None:
        conversation.read(world.sekar.user, inquiry.id)
        assert _steps(client.get(queries.status_path(inquiry))) == _first(3)

    def test_in_english(self, client: Client, world: World, inquiry: Inquiry) -> None:
        client.set_cookie("locale", "en")
        _answer(world, inquiry)
        steps = _steps(client.get(queries.status_path(inquiry)))
        assert steps == ["Sent", "Delivered", "Read", "Answered"]

    def test_a_held_message_says_so_and_takes_no_reply(self, client: Client, world: World) -> None:
        held = make_inquiry(world.sekar, held_reason="gambling")
        page = client.get(queries.status_path(held))
        assert says(
            "Someone of our team looks at this message first, then it goes on its way."
        ) in page.page.text("aside")
        assert not page.page.all("form#balas")

    def test_a_trapped_program_learns_nothing(self, client: Client, world: World) -> None:
        held = make_inquiry(world.sekar, held_reason="honeypot")
        assert "Tim kami" not in client.get(queries.status_path(held)).page.text()


class TestReplyTime:
    @pytest.mark.parametrize(("count", "shown"), [(2, False), (3, True)])
    def test_it_is_told_from_three_answers_on(
        self, client: Client, world: World, inquiry: Inquiry, count: int, shown: bool
    ) -> None:
        change_creator(world.sekar, reply_count=count, reply_median_seconds=3 * 3600)
        assert ("3 jam" in client.get(queries.status_path(inquiry)).page.text("aside")) is shown

    def test_the_median_follows_first_answers(self, world: World) -> None:
        now = clock.now()
        for hours in (1, 10, 2):
            row = make_inquiry(world.sekar, created_at=now - timedelta(hours=hours))
            _answer(world, row)
            _answer(world, row, "Satu lagi")
        db.session.expire_all()
        assert world.sekar.reply_count == 3
        assert world.sekar.reply_median_seconds == pytest.approx(2 * 3600, abs=60)

    def test_the_portfolio_shows_the_new_figure_at_once(self, client: Client, world: World) -> None:
        rows = [make_inquiry(world.sekar, created_at=clock.now() - timedelta(hours=4.5)) for _ in range(3)]
        client.get("/portfolio/sekarayu")
        for row in rows:
            _answer(world, row)
        assert "5 jam" in client.get("/portfolio/sekarayu").page.text()

    def test_answers_at_the_same_moment_are_all_counted(self, app: Flask, world: World) -> None:
        rows = [make_inquiry(world.sekar, created_at=clock.now() - timedelta(hours=n)) for n in range(1, 7)]
        viewer = world.sekar.user
        db.session.refresh(viewer)
        db.session.expunge(viewer)

        def answer(id_: uuid.UUID) -> None:
            conversation.answer(viewer, id_, "Baik", str(uuid.uuid4()))

        at_once(app, [lambda id_=row.id: answer(id_) for row in rows])
        db.session.rollback()
        assert world.sekar.reply_count == 6
        assert world.sekar.reply_median_seconds == pytest.approx(3.5 * 3600, abs=60)


class TestReply:
    def test_it_reaches_the_creator_and_is_unread_again(
        self, client: Client, world: World, inquiry: Inquiry, deliver: Any, mailbox: Mailbox
    ) -> None:
        _answer(world, inquiry)
        deliver()
        page = client.get(queries.status_path(inquiry))
        answer = client.submit(page, "form#balas", body="  Minggu depan bisa?  ")
        assert answer.status_code == 303
        after = client.get(answer.location)
        assert "Minggu depan bisa?" in after.page.text(".talk") and says("Reply sent.") in after.page.text()
        assert inquiry.status is InquiryStatus.UNREAD and queries.unread(world.sekar.user) == 1
        assert deliver() == 1
        mail = mailbox[-1]
        assert (mail["To"], mail["Reply-To"]) == (world.sekar.user.email, inquiry.email)
        assert "> Minggu depan bisa?" in text(mail) and links(mail) == [f"/dashboard/inquiries/{inquiry.id}"]

    def test_with_htmx_the_conversation_comes_back(self, client: Client, inquiry: Inquiry) -> None:
        page = client.get(queries.status_path(inquiry))
        answer = client.submit(page, "form#balas", body="Tambahan", htmx=True)
        assert answer.status_code == 200
        [root] = answer.page.roots
        assert (root.get("id"), root.get("data-sent")) == (
            "percakapan",
            f"reply:{queries.status_path(inquiry)}",
        )
        assert "Tambahan" in answer.page.text(".talk")
        assert controls(answer, "form#balas")["body"] == [""]

    @pytest.mark.parametrize(
        ("length", "fits"), [(0, False), (1, False), (2, True), (2000, True), (2001, False)]
    )
    def test_lengths_at_their_edges(self, client: Client, inquiry: Inquiry, length: int, fits: bool) -> None:
        page = client.get(queries.status_path(inquiry))
        answer = client.submit(page, "form#balas", body="é" * length)
        assert answer.status_code == (303 if fits else 422)
        assert len(_messages()) == fits
        if not fits:
            assert controls(answer, "form#balas")["body"] == ["é" * length]
            assert "no-store" in answer.headers["Cache-Control"]

    def test_sent_twice_is_one(self, client: Client, inquiry: Inquiry, deliver: Any) -> None:
        page = client.get(queries.status_path(inquiry))
        for _ in range(3):
            assert client.submit(page, "form#balas", body="Sekali saja").status_code == 303
        assert _messages() == ["Sekali saja"]
        assert deliver() == 1

    def test_eight_taps_are_one(self, app: Flask, client: Client, inquiry: Inquiry) -> None:
        form = {**controls(client.get(queries.status_path(inquiry)), "form#balas"), "body": "Sekali saja"}
        path = f"{queries.status_path(inquiry)}/replies"
        tabs = [tab(app, client) for _ in range(8)]
        answers = at_once(app, [lambda one=one: one.post(path, data=form) for one in tabs])
        assert {answer.status_code for answer in answers} == {303}
        assert _messages() == ["Sekali saja"]

    def test_too_many_in_an_hour(self, client: Client, inquiry: Inquiry) -> None:
        path = queries.status_path(inquiry)
        for n in range(20):
            assert client.submit(client.get(path), "form#balas", body=f"Pesan {n}").status_code == 303
        refused = client.submit(client.get(path), "form#balas", body="Satu lagi")
        assert refused.status_code == 429 and int(refused.headers["Retry-After"]) > 0
        assert controls(refused, "form#balas")["body"] == ["Satu lagi"]
        assert len(_messages()) == 20

    @pytest.mark.parametrize("state", [{"held_reason": "riches"}, {"closed_at": clock.now()}])
    def test_held_and_closed_take_no_more(
        self, client: Client, world: World, inquiry: Inquiry, state: dict[str, Any]
    ) -> None:
        shut = make_inquiry(world.sekar, **state)
        token = controls(client.get(queries.status_path(inquiry)), "form#balas")["csrf_token"]
        answer = client.post(
            f"{queries.status_path(shut)}/replies", data={"csrf_token": token, "body": "Halo lagi"}
        )
        assert answer.status_code == 409
        assert _messages() == []

    def test_an_archived_inquiry_comes_back(self, client: Client, world: World, inquiry: Inquiry) -> None:
        conversation.archive(world.sekar.user, inquiry.id)
        client.submit(client.get(queries.status_path(inquiry)), "form#balas", body="Masih ada?")
        assert [row.id for row in queries.inbox(world.sekar.user, "unread").rows] == [inquiry.id]

    @pytest.mark.one_database
    @pytest.mark.parametrize("htmx", [False, True])
    def test_a_stale_form_keeps_the_text(self, client: Client, inquiry: Inquiry, htmx: bool) -> None:
        path = f"{queries.status_path(inquiry)}/replies"
        answer = client.post(path, data={"body": "Sudah panjang lebar"}, htmx=htmx)
        assert answer.status_code == 403
        assert controls(answer, "form#balas")["body"] == ["Sudah panjang lebar"]
        assert client.submit(answer, "form#balas", htmx=htmx).status_code == (200 if htmx else 303)

    def test_get_is_not_how_one_replies(self, client: Client, inquiry: Inquiry) -> None:
        assert client.get(f"{queries.status_path(inquiry)}/replies").status_code == 405


@pytest.mark.one_database
def test_nothing_typed_becomes_markup(client: Client, world: World) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{1337*7331}}'
    row = make_inquiry(world.sekar, name=evil[:100], subject=evil, message=evil + MESSAGE)
    _answer(world, row, evil)
    for path in (queries.status_path(row), f"{queries.status_path(row)}?sent=1"):
        page = client.get(path)
        assert evil in page.page.text("main")
        assert not page.page.all("img[src=x]") and "<script>alert" not in page.page.html
