"""`flask --app app users create`"""

from __future__ import annotations

from typing import Any

import pytest

from kreatr.accounts import queries
from kreatr.accounts.models import Role, User
from tests.accounts.browsing import is_in, sign_in

ARGUMENTS = {"--email": "Ketua@Contoh.Test", "--username": "Ketua", "--password": "hujan di bulan juni"}


def _create(app: Any, entered: str | None = None, **changes: str | None) -> Any:
    given = {**ARGUMENTS, **{f"--{name}": value for name, value in changes.items()}}
    words = [word for pair in given.items() if pair[1] is not None for word in pair]
    return app.test_cli_runner().invoke(args=["users", "create", *words], input=entered)


@pytest.mark.parametrize("role", ["USER", "MODERATOR", "ADMIN", "OWNER", "owner"])
def test_makes_an_account_that_can_sign_in(app: Any, client: Any, role: str) -> None:
    result = _create(app, role=role)
    assert result.exit_code == 0, result.output
    assert "ketua <ketua@contoh.test>" in result.output
    assert "hujan" not in result.output
    user = queries.by_email("ketua@contoh.test")
    assert user is not None
    assert (user.role, user.email_confirmed_at is not None) == (Role(role.upper()), True)
    sign_in(client, "ketua@contoh.test", "hujan di bulan juni")
    assert is_in(client)


def test_is_a_user_unless_said_otherwise(app: Any) -> None:
    _create(app)
    user = queries.by_username("ketua")
    assert user is not None
    assert user.role is Role.USER


def test_asks_for_a_password(app: Any, client: Any) -> None:
    result = _create(app, "hujan di bulan mei\nhujan di bulan mei\n", password=None)
    assert result.exit_code == 0
    assert "hujan" not in result.output
    assert sign_in(client, "ketua@contoh.test", "hujan di bulan mei").status_code == 303


def test_no_mail_goes_to_a_confirmed_address(app: Any, mailbox: Any, deliver: Any) -> None:
    _create(app)
    deliver()
    assert len(mailbox) == 0


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"username": "dewi"}, "name"),
        ({"email": "dewi@contoh.test"}, "e-mail"),
        ({"username": "a b"}, "a b"),
        ({"email": "bukan"}, "bukan"),
        ({"password": "password"}, "guessed"),
        ({"password": "ketua1990"}, "guess"),
        ({"role": "KING"}, "KING"),
    ],
)
def test_says_what_is_wrong(app: Any, dewi: User, changes: dict[str, str], word: str) -> None:
    result = _create(app, **changes)
    assert result.exit_code != 0
    assert word in result.output
    assert "Traceback" not in result.output
    assert queries.by_email("ketua@contoh.test") is None
