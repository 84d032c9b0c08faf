"""The end of a project: called done, confirmed once, counted once (REV-07)."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.creators.models import Creator
from kreatr.inquiries import queries
from kreatr.inquiries.actions import project
from kreatr.inquiries.models import Inquiry
from kreatr.kernel.db import db, unit
from kreatr.kernel.errors import Conflict, NotFound
from kreatr.marketplace.models import Listing
from kreatr.notices.models import Notice, NoticeChoice
from tests.inquiries.letters import at_once, controls, fresh, says, sent
from tests.judge import Client
from tests.mailbox import Mailbox, links, text
from tests.world import World, change_creator, make_inquiry

PATH = "/dashboard/inquiries"


def _done(inquiry: Inquiry) -> str:
    return f"form[action='{PATH}/{inquiry.id}/completion']"


def _say(noun: str) -> str:
    return f"#proyek form[action$='/{noun}']"


def _completed(world: World) -> int:
    db.session.rollback()
    number = db.session.scalar(sa.select(Creator.projects_completed).where(Creator.id == world.sekar.id))
    listed = db.session.scalar(sa.select(Listing.projects).where(Listing.creator_id == world.sekar.id))
    assert number == listed, "the marketplace follows at once"
    return number or 0


def _kinds() -> list[str]:
    return list(db.session.scalars(sa.select(Notice.kind).order_by(Notice.created_at)))


class TestConfirming:
    @pytest.mark.parametrize("htmx", [False, True])
    def test_done_then_confirmed(
        self, app: Flask, sekar: Client, world: World, deliver: Any, mailbox: Mailbox, htmx: bool
    ) -> None:
        inquiry = make_inquiry(world.sekar, sender=world.hendra)
        before = _completed(world)
        answer = sekar.submit(sekar.get(f"{PATH}/{inquiry.id}"), _done(inquiry), htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        assert fresh(inquiry).done_at is not None and _completed(world) == before
        assert deliver() == 1
        [asked] = mailbox
        assert asked["To"] == inquiry.email and links(asked) == [queries.status_path(inquiry)]

        client: Any = app.test_client()
        page = client.get(queries.status_path(inquiry))
        assert says("Is the project done?") in page.page.text("#proyek")
        said = client.submit(page, _say("confirmation"), htmx=htmx)
        assert said.status_code == (200 if htmx else 303)
        after = said if htmx else client.get(said.location)
        assert says("Confirmed. Thank you.") in after.page.html
        assert not after.page.all(_say("confirmation"))
        assert _completed(world) == before + 1
        assert deliver() == 2, "the letter, and the card for other sites"
        letter = mailbox[-1]
        assert letter["To"] == world.sekar.user.email and inquiry.subject in str(letter["Subject"])
        assert _kinds() == ["project_done", "project_confirmed"]
        assert str(before + 1) in client.get("/portfolio/sekarayu").page.text(".person .rows")

    @pytest.mark.parametrize("htmx", [False, True])
    def test_not_yet_says_the_client(
        self, client: Client, world: World, inquiry: Inquiry, deliver: Any, mailbox: Mailbox, htmx: bool
    ) -> None:
        before = _completed(world)
        project.finish(world.sekar.user, inquiry.id)
        deliver()
        page = client.get(queries.status_path(inquiry))
        said = client.submit(page, _say("denial"), htmx=htmx)
        assert said.status_code == (200 if htmx else 303)
        assert fresh(inquiry).done_at is None and _completed(world) == before
        assert deliver() == 1 and "belum selesai" in text(mailbox[-1]).lower()
        assert _kinds()[-1] == "project_declined"
        again = client.submit(page, _say("confirmation"), htmx=htmx)
        assert again.status_code == 409
        assert says("This project is not called done at the moment.") in again.page.html

    def test_taken_back_in_time_no_letter_goes(
        self, sekar: Client, inquiry: Inquiry, deliver: Any, mailbox: Mailbox
    ) -> None:
        page = sekar.get(sekar.submit(sekar.get(f"{PATH}/{inquiry.id}"), _done(inquiry)).location)
        sekar.submit(page, f"form[action='{PATH}/{inquiry.id}/completion/removal']")
        assert fresh(inquiry).done_at is None
        deliver()
        assert list(mailbox) == []

    def test_confirmed_it_cannot_be_taken_back(self, sekar: Client, world: World, inquiry: Inquiry) -> None:
        project.finish(world.sekar.user, inquiry.id)
        page = sekar.get(f"{PATH}/{inquiry.id}")
        project.confirm(inquiry.id)
        answer = sekar.submit(page, f"form[action='{PATH}/{inquiry.id}/completion/removal']")
        assert answer.status_code == 409
        assert says("The client has already confirmed this project.") in answer.page.text("main")
        assert fresh(inquiry).done_at is not None
        with pytest.raises(Conflict):
            project.decline(inquiry.id)

    def test_eight_confirmations_count_once(
        self, app: Flask, world: World, inquiry: Inquiry, deliver: Any, mailbox: Mailbox
    ) -> None:
        before = _completed(world)
        project.finish(world.sekar.user, inquiry.id)
        deliver()
        id_ = inquiry.id
        at_once(app, [lambda: project.confirm(id_) for _ in range(8)])
        assert _completed(world) == before + 1
        assert deliver() == 2 and len(mailbox) == 2, "one letter more, and the card for other sites"

    def test_two_projects_at_once_are_two(self, app: Flask, world: World) -> None:
        before = _completed(world)
        ids = [make_inquiry(world.sekar).id for _ in range(4)]
        for id_ in ids:
            project.finish(world.sekar.user, id_)
        at_once(app, [lambda id_=id_: project.confirm(id_) for id_ in ids])
        assert _completed(world) == before + 4

    def test_nobody_else_calls_it_done(self, world: World, inquiry: Inquiry) -> None:
        for verb in (project.finish, project.resume):
            with pytest.raises(NotFound):
                verb(world.rizky.user, inquiry.id)

    @pytest.mark.one_database
    @pytest.mark.parametrize("noun", ["confirmation", "denial"])
    def test_a_wrong_link_or_a_get_does_nothing(self, client: Client, inquiry: Inquiry, noun: str) -> None:
        page = client.get(queries.status_path(inquiry))
        token = controls(page, "#balas")["csrf_token"]
        assert client.post(f"/inquiries/x/{noun}", data={"csrf_token": token}).status_code == 404
        assert client.get(f"{queries.status_path(inquiry)}/{noun}").status_code == 405
        assert client.post(f"{queries.status_path(inquiry)}/{noun}").status_code == 403
        refused = client.post(f"{queries.status_path(inquiry)}/{noun}", data={"csrf_token": token})
        assert refused.status_code == 409
        assert refused.headers["Cache-Control"] == "private, no-store"
        assert refused.headers["Referrer-Policy"] == "no-referrer"

    @pytest.mark.one_database
    def test_english_letters(self, world: World, deliver: Any, mailbox: Mailbox) -> None:
        inquiry = make_inquiry(world.sekar, locale="en")
        project.finish(world.sekar.user, inquiry.id)
        deliver()
        assert "calls the project done" in str(mailbox[-1]["Subject"])


class TestWishes:
    """What a creator wants no letters of comes into the house all the same."""

    def _unwanted(self, world: World, kind: str) -> None:
        with unit() as session:
            session.add(NoticeChoice(user_id=world.sekar.user_id, kind=kind, by_mail=False))

    def test_a_new_inquiry_without_a_letter_is_delivered(
        self, client: Client, world: World, deliver: Any, mailbox: Mailbox
    ) -> None:
        self._unwanted(world, "inquiry_received")
        row = sent(client)
        deliver()
        assert [mail["To"] for mail in mailbox] == [row.email], "only the client's receipt"
        assert fresh(row).delivered_at is not None and _kinds() == ["inquiry_received"]

    def test_of_confirmed_projects(
        self, world: World, inquiry: Inquiry, deliver: Any, mailbox: Mailbox
    ) -> None:
        self._unwanted(world, "project_confirmed")
        project.finish(world.sekar.user, inquiry.id)
        project.confirm(inquiry.id)
        deliver()
        assert world.sekar.user.email not in [mail["To"] for mail in mailbox]
        assert "project_confirmed" in _kinds()

    def test_the_contact_address_gets_it(
        self, world: World, inquiry: Inquiry, deliver: Any, mailbox: Mailbox
    ) -> None:
        change_creator(world.sekar, contact_email="kerja@sekarayu.test")
        project.finish(world.sekar.user, inquiry.id)
        project.confirm(inquiry.id)
        deliver()
        assert mailbox[-1]["To"] == "kerja@sekarayu.test"
        assert uuid.UUID(links(mailbox[-1])[0].rpartition("/")[2]) == inquiry.id
