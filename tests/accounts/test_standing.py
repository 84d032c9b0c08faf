"""S7, A6: sessions end with a suspension or a ban, what a suspended person still reaches, and that a banned one stays out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from kreatr.accounts.actions import standing
from kreatr.accounts.models import Standing, User, UserSession
from kreatr.kernel import clock
from kreatr.kernel.db import db
from tests import world
from tests.accounts.browsing import forgot, note_of, reset_link, sign_in
from tests.mailbox import Mailbox


def _until() -> Any:
    return clock.now() + timedelta(days=7)


@pytest.mark.parametrize("end", ["suspend", "ban"])
def test_sessions_end_with_the_next_request(app: Flask, end: str) -> None:
    dewi, phone, desk = world.make_user("dewi"), app.test_client(), app.test_client()
    for browser in (phone, desk):
        world.signed_in(browser, dewi)
        assert browser.get("/dashboard/settings").status_code == 200
    standing.suspend(dewi.id, _until()) if end == "suspend" else standing.ban(dewi.id)
    assert not db.session.query(UserSession).filter_by(user_id=dewi.id).count()
    for browser in (phone, desk):
        assert browser.get("/dashboard/settings").status_code == 303


def test_a_banned_person_is_told_only_with_the_right_password(client: Any, dewi: User) -> None:
    standing.ban(dewi.id)
    right = sign_in(client, dewi.email)
    wrong = sign_in(client, dewi.email, "bukan-kata-sandinya")
    assert (right.status_code, wrong.status_code) == (422, 422)
    assert "surat" in note_of(right) and "surat" not in note_of(wrong)
    standing.unban(dewi.id)
    assert world.signed_in(client, dewi).get("/dashboard/settings").status_code == 200


def test_a_ban_stays_when_a_suspension_is_lifted(app: Flask, dewi: User) -> None:
    standing.suspend(dewi.id, _until())
    standing.ban(dewi.id)
    standing.lift(dewi.id)
    found = db.session.get_one(User, dewi.id, populate_existing=True)
    assert (found.standing, found.is_active, found.suspended_until) == (Standing.BANNED, False, None)


def test_a_suspended_person_can_set_a_new_password_and_a_banned_one_cannot(
    app: Flask, client: Any, mailbox: Mailbox, deliver: Any
) -> None:
    dewi, hendra = world.make_user("dewi"), world.make_user("hendra")
    standing.suspend(dewi.id, _until())
    link = reset_link(client, mailbox, deliver, dewi.email)
    assert client.submit(client.get(link), password="hujan di bulan juni").status_code == 303
    assert sign_in(client, dewi.email, "hujan di bulan juni").status_code == 303
    link = reset_link(app.test_client(), mailbox, deliver, hendra.email)  # type: ignore[arg-type]
    standing.ban(hendra.id)
    assert app.test_client().get(link).location == "/forgot-password", "a link from before is dead"
    before = len(mailbox.to(hendra.email))
    forgot(client, hendra.email)
    deliver()
    assert len(mailbox.to(hendra.email)) == before
