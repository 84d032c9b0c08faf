"""AUT-17, C18, A6: what roles allow, and that a removed role is gone with the next request."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from kreatr.accounts import access as rights
from kreatr.accounts.models import Role, User
from kreatr.kernel import access, current
from kreatr.kernel.db import db, unit
from tests import world


@pytest.mark.parametrize(
    ("role", "moderates", "administers"),
    [
        (Role.USER, False, False),
        (Role.MODERATOR, True, False),
        (Role.ADMIN, True, True),
        (Role.OWNER, True, True),
    ],
)
def test_roles(role: Role, moderates: bool, administers: bool) -> None:
    user = User(role=role)
    assert (rights.may_moderate(user), rights.may_administer(user)) == (moderates, administers)


def _guarded(app: Flask) -> int:
    """What a page for administrators answers to the browser of this request."""
    handler = access.allow(rights.may_administer)(lambda: ("", 200))
    try:
        answer = handler()
    except access.Forbidden:
        return 403
    return answer[1] if isinstance(answer, tuple) else int(answer.status_code)


def _as(app: Flask, client: Any) -> int:
    cookie = client.get_cookie("kreatr")
    headers = {"Cookie": f"kreatr={cookie.value}"} if cookie else {}
    with app.app_context(), app.test_request_context("/", headers=headers):
        return _guarded(app)


def test_removed_role_works_on_the_next_request(app: Flask, client: Any) -> None:
    bagus = world.make_user("bagus", role=Role.ADMIN)
    world.signed_in(client, bagus)
    assert _as(app, client) == 200
    with unit():
        db.session.get_one(User, bagus.id).role = Role.USER
    assert _as(app, client) == 403


def test_visitors_and_users(app: Flask, client: Any, dewi: User) -> None:
    assert _as(app, app.test_client()) == 303
    world.signed_in(client, dewi)
    assert _as(app, client) == 403


def test_there_is_no_viewer_outside_of_requests(app: Flask) -> None:
    assert current.viewer() is None
