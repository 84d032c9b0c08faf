"""S11: confirming an e-mail address."""

from __future__ import annotations

from typing import Any

import pytest

from kreatr.accounts import jobs, queries
from kreatr.accounts.events import AccountRegistered, PasswordChanged, RegistrationRepeated
from kreatr.accounts.models import User
from kreatr.kernel.db import db, unit, uuid7
from tests import world
from tests.accounts.browsing import flash_of, is_in, mailed_link, register


@pytest.fixture
def link(client: Any, mailbox: Any, deliver: Any) -> str:
    """The path in the mail to Sari, who has just registered."""
    register(client)
    return mailed_link(mailbox, deliver, "sari@contoh.test", "/confirm/")


def _confirmed() -> bool:
    user = queries.by_username("sari")
    return user is not None and user.email_confirmed_at is not None


def test_button_confirms(client: Any, link: str) -> None:
    answer = client.submit(client.get(link))
    assert (answer.status_code, answer.location) == (303, "/login")
    assert _confirmed()
    assert flash_of(client)


def test_opening_the_link_changes_nothing(client: Any, link: str) -> None:
    assert client.get(link).status_code == 200
    client.head(link)
    client.options(link)
    assert not _confirmed()


def test_nobody_is_signed_in_by_a_link(client: Any, link: str) -> None:
    client.submit(client.get(link))
    assert not is_in(client)


def test_works_once(client: Any, link: str) -> None:
    page = client.get(link)
    client.submit(page)
    for answer in (client.submit(page), client.get(link)):
        assert (answer.status_code, answer.location) == (303, "/confirm")


def test_without_token_nothing_happens(client: Any, link: str) -> None:
    assert client.post(link).status_code == 403
    assert not _confirmed()


def test_for_another_address_it_is_dead(client: Any, link: str) -> None:
    with unit():
        user = queries.by_username("sari")
        assert user is not None
        db.session.get_one(User, user.id).email = "baru@contoh.test"
    assert client.get(link).status_code == 303


class TestAgain:
    def test_visitors_sign_in_first(self, client: Any) -> None:
        assert client.get("/confirm").location == "/login?next=/confirm"
        assert client.post("/confirm", data=_token(client)).location.startswith("/login")

    def test_sends_another(self, client: Any, mailbox: Any, deliver: Any) -> None:
        user = world.make_user("baru", confirmed=False)
        world.signed_in(client, user)
        answer = client.submit(client.get("/confirm"), "main form[action=/confirm]")
        assert (answer.status_code, answer.location) == (303, "/dashboard")
        link = mailed_link(mailbox, deliver, user.email, "/confirm/")
        assert client.submit(client.get(link)).location == "/dashboard"

    def test_not_to_the_confirmed(self, client: Any, dewi: User, mailbox: Any, deliver: Any) -> None:
        world.signed_in(client, dewi)
        assert client.get("/confirm").location == "/dashboard"
        client.post("/confirm", data=_token(client))
        deliver()
        assert len(mailbox) == 0

    @pytest.mark.one_database
    def test_is_limited(self, client: Any) -> None:
        world.signed_in(client, world.make_user("baru", confirmed=False))
        seen = [client.post("/confirm", data=_token(client)).status_code for _ in range(6)]
        assert seen == [303] * 5 + [429]


def _token(client: Any) -> dict[str, str]:
    return {"csrf_token": client.get("/preferences").page.one("main input[name=csrf_token]").get("value")}


class TestMails:
    def test_none_to_closed_or_deleted_accounts(self, app: Any, mailbox: Any) -> None:
        closed = world.make_user("tutup", is_active=False, confirmed=False)
        for user_id in (closed.id, uuid7()):
            jobs.mail_confirmation(AccountRegistered(user_id), uuid7())
            jobs.mail_already_registered(RegistrationRepeated(user_id), uuid7())
        jobs.mail_password_changed(PasswordChanged(uuid7()), uuid7())
        assert len(mailbox) == 0

    @pytest.mark.one_database
    @pytest.mark.parametrize("locale", ["id", "en"])
    def test_each_has_a_subject_and_a_greeting(self, app: Any, mailbox: Any, locale: str) -> None:
        user = world.make_user("baru", confirmed=False, locale=locale)
        jobs.mail_confirmation(AccountRegistered(user.id), uuid7())
        jobs.mail_already_registered(RegistrationRepeated(user.id), uuid7())
        jobs.mail_password_changed(PasswordChanged(user.id), uuid7())
        assert len({mail["Subject"] for mail in mailbox}) == 3
        assert all("baru" in mail.get_content() for mail in mailbox)
        assert {mail["Content-Language"] for mail in mailbox} == {locale}
