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
from tests.accounts.browsing import note_of, sign_in


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
