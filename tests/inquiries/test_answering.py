"""What a creator does with a message: answer it, put it away, close it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from kreatr.inquiries import queries
from kreatr.inquiries.models import Inquiry, InquiryStatus
from kreatr.kernel import clock
from tests.inquiries.letters import at_once, controls, fresh, names, says, tab
from tests.judge import Client
from tests.mailbox import Mailbox, links, text
from tests.world import World, make_inquiry

PATH = "/dashboard/inquiries"


class TestAnswer:
    def test_the_client_gets_it(
        self, sekar: Client, world: World, inquiry: Inquiry, deliver: Any, mailbox: Mailbox
    ) -> None:
        answer = sekar.submit(
            sekar.get(f"{PATH}/{inquiry.id}"), "#pesan form.fields", body="Boleh,\nkapan mulai?"
        )
        assert answer.status_code == 303
        page = sekar.get(answer.location)
        assert "Boleh, kapan mulai?" in page.page.text(".talk") and says("Reply sent.") in page.page.text()
        row = fresh(inquiry)
        assert row.status is InquiryStatus.REPLIED and row.replied_at and row.read_at
        assert deliver() == 1
        [mail] = mailbox
        assert mail["To"] == inquiry.email and mail["Reply-To"] is None
        assert "> Boleh,\n> kapan mulai?" in text(mail).replace("\r\n", "\n")
        assert links(mail) == [queries.status_path(inquiry)]
        assert world.sekar.user.email not in str(mail)

    def test_with_htmx_the_inbox_comes_back(self, sekar: Client, inquiry: Inquiry) -> None:
        page = sekar.get(f"{PATH}/{inquiry.id}")
        answer = sekar.submit(page, "#pesan form.fields", body="Boleh", htmx=True)
        assert answer.status_code == 200
        roots = [root.get("id") for root in answer.page.roots]
        assert roots == ["kotak", "n-inbox"]
        assert answer.page.one("#kotak").get("data-sent") == f"answer:{inquiry.id}"
        assert controls(answer, "#pesan form.fields")["body"] == [""]

    @pytest.mark.parametrize(("length", "fits"), [(1, False), (2, True), (2000, True), (2001, False)])
    def test_lengths_at_their_edges(self, sekar: Client, inquiry: Inquiry, length: int, fits: bool) -> None:
        page = sekar.get(f"{PATH}/{inquiry.id}")
        answer = sekar.submit(page, "#pesan form.fields", body="a" * length)
        assert answer.status_code == (303 if fits else 422)
        if not fits:
            assert controls(answer, "#pesan form.fields")["body"] == ["a" * length]
            assert fresh(inquiry).replied_at is None

    def test_eight_taps_are_one_answer(
        self, app: Flask, sekar: Client, inquiry: Inquiry, deliver: Any
    ) -> None:
        path = f"{PATH}/{inquiry.id}"
        form = {**controls(sekar.get(path), "#pesan form.fields"), "body": "Boleh"}
        tabs = [tab(app, sekar) for _ in range(8)]
        answers = at_once(app, [lambda one=one: one.post(f"{path}/replies", data=form) for one in tabs])
        assert {answer.status_code for answer in answers} == {303}
        assert len(fresh(inquiry).messages) == 1
        assert deliver() == 1

    @pytest.mark.one_database
    @pytest.mark.parametrize("htmx", [False, True])
    def test_a_stale_form_keeps_the_text(self, sekar: Client, inquiry: Inquiry, htmx: bool) -> None:
        path = f"{PATH}/{inquiry.id}/replies"
        answer = sekar.post(path, data={"body": "Sudah panjang lebar"}, htmx=htmx)
        assert answer.status_code == 403
        assert controls(answer, "#pesan form.fields")["body"] == ["Sudah panjang lebar"]
        assert sekar.submit(answer, "#pesan form.fields", htmx=htmx).status_code == (200 if htmx else 303)

    @pytest.mark.one_database
    def test_too_many_in_an_hour(self, sekar: Client, inquiry: Inquiry, change: Callable[..., None]) -> None:
        change(limits_factor=0.05)
        page = sekar.get(f"{PATH}/{inquiry.id}")
        assert sekar.submit(page, "#pesan form.fields", body="Satu").status_code == 303
        refused = sekar.submit(page, "#pesan form.fields", body="Dua")
        assert refused.status_code == 429 and controls(refused, "#pesan form.fields")["body"] == ["Dua"]


class TestPuttingAway:
    @pytest.mark.parametrize("htmx", [False, True])
    def test_archive_and_back(self, sekar: Client, inquiry: Inquiry, htmx: bool) -> None:
        away = f"form[action='{PATH}/{inquiry.id}/archive']"
        answer = sekar.submit(sekar.get(f"{PATH}/{inquiry.id}"), away, htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        assert fresh(inquiry).status is InquiryStatus.ARCHIVED and inquiry.read_at is not None
        assert names(sekar.get(PATH)) == []
        page = answer if htmx else sekar.get(answer.location)
        back = sekar.submit(page, f"form[action='{PATH}/{inquiry.id}/restoration']", htmx=htmx)
        assert back.status_code == (200 if htmx else 303)
        assert fresh(inquiry).status is InquiryStatus.READ
        assert len(names(sekar.get(PATH))) == 1

    def test_an_answered_one_comes_back_as_answered(self, sekar: Client, world: World) -> None:
        row = make_inquiry(world.sekar, status=InquiryStatus.ARCHIVED, replied_at=clock.now())
        page = sekar.get(f"{PATH}/{row.id}?state=archived")
        sekar.submit(page, f"form[action='{PATH}/{row.id}/restoration?state=archived']")
        assert fresh(row).status is InquiryStatus.REPLIED

    def test_restoring_what_is_not_archived_changes_nothing(self, sekar: Client, inquiry: Inquiry) -> None:
        token = controls(sekar.get(f"{PATH}/{inquiry.id}"), "#dibaca")["csrf_token"]
        sekar.post(f"{PATH}/{inquiry.id}/restoration", data={"csrf_token": token})
        assert fresh(inquiry).status is InquiryStatus.UNREAD

    def test_closing_and_an_answer_that_opens_again(self, sekar: Client, inquiry: Inquiry) -> None:
        page = sekar.get(f"{PATH}/{inquiry.id}")
        closed = sekar.get(sekar.submit(page, f"form[action='{PATH}/{inquiry.id}/closure']").location)
        first = fresh(inquiry).closed_at
        assert first is not None and not closed.page.all(f"form[action='{PATH}/{inquiry.id}/closure']")
        sekar.submit(page, f"form[action='{PATH}/{inquiry.id}/closure']")
        assert fresh(inquiry).closed_at == first
        sekar.submit(closed, "#pesan form.fields", body="Ternyata bisa")
        assert fresh(inquiry).closed_at is None and inquiry.status is InquiryStatus.REPLIED
