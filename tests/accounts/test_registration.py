"""AUT-01, AUT-16, S3: a new account, and the same answer for an address that is known."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from kreatr.accounts import queries
from kreatr.accounts.models import Role, User
from kreatr.kernel import clock
from kreatr.kernel.db import db, uuid7
from tests import world
from tests.accounts.browsing import (
    FIELDS,
    client_at,
    error_of,
    flash_of,
    is_in,
    mailed_link,
    note_of,
    register,
    sign_in,
)
from tests.mailbox import text


def _users() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(User)) or 0


def test_account_is_usable_at_once(client: Any) -> None:
    answer = register(client)
    assert (answer.status_code, answer.location) == (303, "/login")
    assert "/dashboard" in sign_in(client, FIELDS["email"], FIELDS["password"]).location
    assert is_in(client)


def test_account_is_stored_as_typed_but_in_lower_case(client: Any) -> None:
    register(client, username=" Sari_Ayu ", email=" Sari@Contoh.Test ")
    user = queries.by_username("sari_ayu")
    assert user is not None
    assert (user.email, user.role, user.is_active) == ("sari@contoh.test", Role.USER, True)
    assert user.password_hash.startswith("$argon2id$")
    assert user.email_confirmed_at is None


def test_language_of_the_page_becomes_that_of_the_mails(client: Any, mailbox: Any, deliver: Any) -> None:
    client.set_cookie("locale", "en")
    register(client)
    deliver()
    assert mailbox[0]["Subject"] == "Please confirm your e-mail address"
    assert "sari" in text(mailbox[0])


def test_new_address_gets_a_link_to_confirm(client: Any, mailbox: Any, deliver: Any) -> None:
    register(client)
    assert mailed_link(mailbox, deliver, "sari@contoh.test", "/confirm/")


def test_works_with_htmx(client: Any) -> None:
    answer = client.submit(client.get("/register"), htmx=True, **FIELDS)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/login")


def test_signed_in_people_are_sent_on(client: Any, dewi: User) -> None:
    world.signed_in(client, dewi)
    assert client.get("/register").location == "/dashboard"


@pytest.mark.one_database
def test_signup_is_the_other_name(client: Any) -> None:
    answer = client.get("/signup")
    assert (answer.status_code, answer.location) == (301, "/register")


class TestSameAnswer:
    """Known and unknown addresses cannot be told apart by what comes back or by the work done for it."""

    def test_answer(self, client: Any, app: Any, dewi: User) -> None:
        known, unknown = app.test_client(), app.test_client()
        answers = [
            register(known, username="siapa", email=dewi.email),
            register(unknown, username="siapalagi", email="baru@contoh.test"),
        ]
        assert len({(a.status_code, a.location, a.get_data()) for a in answers}) == 1
        assert flash_of(known) == flash_of(unknown) != ""
        assert {name for name, _ in answers[0].headers} == {name for name, _ in answers[1].headers}

    def test_work(self, client: Any, dewi: User, hashing: Any) -> None:
        register(client, email="baru@contoh.test")
        for_unknown = dict(hashing)
        hashing.clear()
        register(client, username="siapa", email=dewi.email)
        assert dict(hashing) == for_unknown == {"hash": 1}

    def test_known_address_makes_no_account_but_a_mail(
        self, client: Any, dewi: User, mailbox: Any, deliver: Any
    ) -> None:
        before = _users()
        register(client, username="siapa", email=dewi.email.upper())
        deliver()
        assert _users() == before
        assert [mail["To"] for mail in mailbox] == [dewi.email]
        assert "/forgot-password" in text(mailbox[0])
        assert "siapa" not in text(mailbox[0])

    def test_username_is_refused_alike(self, client: Any, dewi: User) -> None:
        for email in (dewi.email, "baru@contoh.test"):
            answer = register(client, username="DEWI", email=email)
            assert answer.status_code == 422
            assert error_of(answer, "username")

    def test_work_for_a_taken_username_is_alike(self, client: Any, dewi: User, hashing: Any) -> None:
        register(client, username="dewi", email="baru@contoh.test")
        for_stranger = dict(hashing)
        hashing.clear()
        register(client, username="dewi", email=dewi.email)
        assert dict(hashing) == for_stranger


class TestBadInput:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("username", ""),
            ("username", "ab"),
            ("username", "a" * 31),
            ("username", "-abc"),
            ("username", "sari ayu"),
            ("username", "sâri"),
            ("username", "sari\u202e"),
            ("username", "sa\x00ri"),
            ("username", "admin"),
            ("username", "kre4tr"),
            ("email", ""),
            ("email", "sari"),
            ("email", "sari@contoh"),
            ("email", "sari@contoh.test\x00"),
            ("email", "sari\u202e@contoh.test"),
            ("email", "a@b.test\nBcc: c@d.test"),
            ("email", "a" * 250 + "@contoh.test"),
            ("password", ""),
            ("password", "tujuh77"),
            ("password", "x" * 257),
            ("password", "password"),
            ("password", "kreatr123"),
        ],
    )
    @pytest.mark.one_database
    def test_is_refused_beside_the_field(self, client: Any, field: str, value: str) -> None:
        answer = register(client, **{field: value})
        assert answer.status_code == 422
        assert error_of(answer, field)
        assert _users() == 0

    @pytest.mark.one_database
    def test_nothing_typed_is_lost(self, client: Any) -> None:
        answer = register(client, password="kurang")
        assert answer.page.one("#username").get("value") == "sari"
        assert answer.page.one("#email").get("value") == "sari@contoh.test"
        assert not answer.page.one("#password").get("value")

    @pytest.mark.one_database
    def test_no_field_at_all(self, client: Any) -> None:
        answer = client.submit(client.get("/register"), username=None, email=None, password=None)
        assert answer.status_code == 422
        assert all(error_of(answer, field) for field in FIELDS)

    def test_edges_are_taken(self, client: Any) -> None:
        register(client, username="abc", email="a@contoh.test", password="delapan8")
        register(client, username="a" * 30, email="b@contoh.test", password="ä" * 256)
        assert _users() == 2
        sign_in(client, "b@contoh.test", "ä" * 256)
        assert is_in(client)

    def test_extra_fields_change_nothing(self, client: Any) -> None:
        page = client.get("/register").page
        token = page.one("main input[name=csrf_token]").get("value")
        extra = {
            "role": "OWNER",
            "is_active": "0",
            "email_confirmed_at": "2020-01-01",
            "id": "1",
            "created_at": "1",
        }
        answer = client.post("/register", data={**FIELDS, **extra, "csrf_token": token})
        user = queries.by_username("sari")
        assert answer.status_code == 303
        assert user is not None
        assert (user.role, user.is_active, user.email_confirmed_at) == (Role.USER, True, None)


class TestTwice:
    def test_same_form_again_is_no_error_and_one_account(self, client: Any) -> None:
        page = client.get("/register")
        answers = [client.submit(page, **FIELDS) for _ in range(2)]
        assert [answer.location for answer in answers] == ["/login", "/login"]
        assert _users() == 1

    def test_same_form_with_another_password_is_refused(self, client: Any) -> None:
        register(client)
        assert register(client, password="hujan di bulan mei").status_code == 422

    def test_lost_race_for_a_name_is_a_field_error(self, app: Any) -> None:
        answer = _while_another_commits(app, username="sari", email="lain@contoh.test")
        assert answer.status_code == 422
        assert error_of(answer, "username")

    def test_lost_race_for_an_address_is_the_usual_answer(self, app: Any, mailbox: Any, deliver: Any) -> None:
        answer = _while_another_commits(app, username="lain", email="sari@contoh.test")
        assert (answer.status_code, answer.location) == (303, "/login")
        assert _users() == 1
        deliver()
        assert len(mailbox.to("sari@contoh.test")) == 1

    def test_eight_at_once_make_one_account(self, app: Any) -> None:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda n: _register_apart(app, f"192.0.2.{n}"), range(8)))
        assert {answer.status_code for answer in answers} == {303}
        assert _users() == 1


def _while_another_commits(app: Any, **columns: Any) -> Any:
    """Registers while somebody else's account is written but not committed yet."""
    values = {
        "id": uuid7(),
        "password_hash": "x",
        "role": Role.USER,
        "locale": "id",
        "timezone": "Asia/Jakarta",
    }
    values |= {"is_active": True, "created_at": clock.now(), **columns}
    with db.engine.connect().execution_options(writes=True) as other, ThreadPoolExecutor(1) as pool:
        other.execute(sa.insert(User).values(values))
        registering = pool.submit(_register_apart, app, "192.0.2.1")
        with pytest.raises(TimeoutError):
            registering.result(timeout=0.5)
        other.commit()
        return registering.result(timeout=10)


def _register_apart(app: Any, address: str) -> Any:
    return register(client_at(app, address))


@pytest.mark.one_database
def test_sixth_form_in_a_minute_waits(client: Any) -> None:
    for number in range(5):
        assert register(client, username=f"orang{number}", email=f"o{number}@contoh.test").status_code == 303
    answer = register(client)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert note_of(answer)
    assert answer.page.one("#username").get("value") == "sari"
    assert queries.by_username("sari") is None
