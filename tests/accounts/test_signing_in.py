"""AUT-04, AUT-08, AUT-13, S3, S4: signing in, its limits, and where it leads."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from argon2 import PasswordHasher

from kreatr.accounts import actions, queries
from kreatr.accounts.errors import SignInRefused
from kreatr.accounts.models import User
from kreatr.kernel import limits
from kreatr.kernel.db import unit
from kreatr.kernel.redirects import inside
from tests import world
from tests.accounts.browsing import client_at, forgot, is_in, note_of, reset_link, sign_in
from tests.world import PASSWORD


def test_right_password_leads_to_the_dashboard(client: Any, dewi: User) -> None:
    answer = sign_in(client, dewi.email)
    assert (answer.status_code, answer.location) == (303, "/dashboard")
    assert client.get("/login").location == "/dashboard"


def test_address_is_compared_without_case_and_spaces(client: Any, dewi: User) -> None:
    sign_in(client, f"  {dewi.email.upper()} ")
    assert is_in(client)


@pytest.mark.parametrize(
    "typed", [f" {PASSWORD}", f"{PASSWORD} ", PASSWORD.upper(), PASSWORD[:-1], f"{PASSWORD}\x00"]
)
def test_password_is_compared_exactly(client: Any, dewi: User, typed: str) -> None:
    assert sign_in(client, dewi.email, typed).status_code == 422
    assert not is_in(client)


def test_password_with_spaces_around_it_is_a_password(client: Any) -> None:
    actions.create_user(username="spasi", email="spasi@contoh.test", password="  dua spasi  ")
    sign_in(client, "spasi@contoh.test", "  dua spasi  ")
    assert is_in(client)


@pytest.mark.one_database
def test_works_with_htmx(client: Any, dewi: User) -> None:
    answer = client.submit(client.get("/login"), htmx=True, email=dewi.email, password=PASSWORD)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/dashboard")


class TestSameAnswer:
    def test_for_unknown_wrong_and_closed_accounts(self, client: Any, dewi: User) -> None:
        closed = world.make_user("tutup", is_active=False)
        tries = [
            (dewi.email, "salah sekali"),
            ("baru@contoh.test", PASSWORD),
            (closed.email, PASSWORD),
            ("bukan alamat", PASSWORD),
            ("nol\x00@contoh.test", PASSWORD),
        ]
        answers = [sign_in(client, *one) for one in tries]
        assert {answer.status_code for answer in answers} == {422}
        assert len({note_of(answer) for answer in answers}) == 1

    def test_with_the_same_work(self, client: Any, dewi: User, hashing: Any) -> None:
        sign_in(client, "pemanasan@contoh.test")  # the decoy is made once per process
        seen = []
        for email in (dewi.email, "baru@contoh.test", "bukan alamat"):
            hashing.clear()
            sign_in(client, email, "salah sekali")
            seen.append(dict(hashing))
        assert seen == [{"verify": 1}] * 3

    def test_keeps_what_was_typed_but_the_password(self, client: Any, dewi: User) -> None:
        answer = sign_in(client, dewi.email, "salah sekali", remember="y")
        assert answer.page.one("#email").get("value") == dewi.email
        assert answer.page.one("#remember").get("checked") is not None
        assert "salah sekali" not in answer.page.html


def test_account_closed_while_the_password_was_compared(app: Any, dewi: User) -> None:
    with unit():
        dewi.is_active = False
    with pytest.raises(SignInRefused):
        actions.sign_in(dewi, PASSWORD, remembered=False, device="")


def test_password_changed_while_the_old_one_was_compared(app: Any, dewi: User) -> None:
    stale = User(id=dewi.id, password_hash=dewi.password_hash)
    with unit():
        dewi.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("yang baru")
    with pytest.raises(SignInRefused):
        actions.sign_in(stale, PASSWORD, remembered=False, device="")


class TestRehash:
    """S2: parameters live in the configuration, and old hashes follow at the next sign-in."""

    def test_follows_the_configuration(self, app: Any, client: Any, dewi: User) -> None:
        app.config["ARGON2_TIME_COST"] = 2
        sign_in(client, dewi.email)
        user = queries.by_username("dewi")
        assert user is not None
        assert "t=2" in user.password_hash
        client.post("/logout")
        sign_in(app.test_client(), dewi.email)

    def test_leaves_current_ones_alone(self, client: Any, dewi: User) -> None:
        before = dewi.password_hash
        sign_in(client, dewi.email)
        assert dewi.password_hash == before

    def test_not_after_a_wrong_password(self, app: Any, client: Any, dewi: User) -> None:
        app.config["ARGON2_TIME_COST"], before = 2, dewi.password_hash
        sign_in(client, dewi.email, "salah sekali")
        assert dewi.password_hash == before


def _try(app: Any, email: str, address: str, password: str = "salah sekali") -> int:
    return int(sign_in(client_at(app, address), email, password).status_code)


@pytest.mark.one_database
class TestLimits:
    def test_tenth_try_of_a_client_is_heard_the_eleventh_waits(self, client: Any) -> None:
        for number in range(10):
            assert sign_in(client, f"a{number}@contoh.test").status_code == 422
        answer = sign_in(client, "terakhir@contoh.test")
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 301
        assert note_of(answer)
        assert answer.page.one("#email").get("value") == "terakhir@contoh.test"

    @pytest.mark.parametrize("email", ["dewi@contoh.test", "tidakada@contoh.test"])
    def test_account_known_or_not(self, app: Any, client: Any, dewi: User, email: str) -> None:
        for number in range(10):
            assert _try(app, email, f"192.0.2.{number}") == 422
        assert _try(app, email.upper(), "192.0.2.99", PASSWORD) == 429

    def test_everybody_together(
        self, app: Any, client: Any, dewi: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(limits.LIMITS, "login-everybody", "2 per 5 minutes")
        for number in range(2):
            _try(app, f"a{number}@contoh.test", f"192.0.2.{number}")
        assert _try(app, dewi.email, "192.0.2.9", PASSWORD) == 429

    def test_are_over_after_five_minutes(self, client: Any, dewi: User) -> None:
        with time_machine.travel("2026-11-21T09:00:00Z", tick=False) as moment:
            for _ in range(11):
                answer = sign_in(client, dewi.email, "salah sekali")
            assert answer.status_code == 429
            moment.shift(301)
            assert sign_in(client, dewi.email).status_code == 303

    def test_owner_gets_in_by_reset(
        self, app: Any, client: Any, dewi: User, mailbox: Any, deliver: Any
    ) -> None:
        for number in range(10):
            _try(app, dewi.email, f"192.0.2.{number}")
        assert sign_in(client, dewi.email).status_code == 429
        link = reset_link(client, mailbox, deliver, dewi.email)
        client.submit(client.get(link), password="hujan di bulan mei")
        assert sign_in(client, dewi.email, "hujan di bulan mei").status_code == 303

    def test_reset_of_one_account_opens_no_other(
        self, app: Any, client: Any, dewi: User, mailbox: Any, deliver: Any
    ) -> None:
        world.make_user("penyerang")
        link = reset_link(client, mailbox, deliver, "penyerang@contoh.test")
        client.submit(client.get(link), password="hujan di bulan mei")
        for number in range(10):
            _try(app, dewi.email, f"192.0.2.{number}")
        assert sign_in(client, dewi.email).status_code == 429

    def test_forgotten_passwords_have_their_own(self, client: Any, dewi: User) -> None:
        for _ in range(5):
            assert forgot(client, dewi.email).status_code == 303
        answer = forgot(client, dewi.email)
        assert answer.status_code == 429
        assert answer.page.one("#email").get("value") == dewi.email

    def test_one_address_is_not_flooded_from_many_clients(self, app: Any, client: Any) -> None:
        clients = [client_at(app, f"192.0.2.{number}") for number in range(11)]
        seen = [forgot(client, "dewi@contoh.test").status_code for client in clients]
        assert seen == [303] * 10 + [429]


FOREIGN = [
    "https://jahat.test/",
    "http://jahat.test",
    "//jahat.test",
    "///jahat.test",
    "////jahat.test/%2f..",
    "/\\jahat.test",
    "\\\\jahat.test",
    "\\/jahat.test",
    "/\t/jahat.test",
    "/\n/jahat.test",
    "/\r\n/jahat.test",
    " //jahat.test",
    "\t//jahat.test",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "https:jahat.test",
    "https:/jahat.test",
    "http:///jahat.test",
    "//jahat.test@localhost/",
    "//localhost@jahat.test/",
    "/%5cjahat.test",
    "/%2f/jahat.test",
    "/%2f%2fjahat.test",
    "/%09/jahat.test",
    "/.//jahat.test",
    "/a/..//jahat.test",
    "/%252f%252fjahat.test",
    "localhost.jahat.test",
    "jahat.test/dashboard",
    "@jahat.test",
    "?next=//jahat.test",
    "/dashboard\r\nSet-Cookie: a=b",
    "/dashboard%0d%0aSet-Cookie:a=b",
    "／／jahat.test",
    "/\u2028/jahat.test",
    "",
    "/" + "a" * 2000,
]


@pytest.mark.one_database
@pytest.mark.parametrize("target", FOREIGN)
def test_next_stays_on_the_site(client: Any, dewi: User, target: str) -> None:
    page = client.get("/login", query_string={"next": target})
    answer = client.submit(page, email=dewi.email, password=PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/dashboard")
    assert client.get("/login", query_string={"next": target}).location == "/dashboard"


@pytest.mark.one_database
def test_next_may_not_hold_nul(client: Any) -> None:
    assert client.get("/login?next=/%00").status_code == 400


@pytest.mark.one_database
@pytest.mark.parametrize(
    "target",
    ["/community", "/dashboard/inquiries?state=UNREAD&page=2", "/community/marketplace?q=a%20b", "/"],
)
def test_next_leads_back(client: Any, dewi: User, target: str) -> None:
    page = client.get("/login", query_string={"next": target})
    assert client.submit(page, email=dewi.email, password=PASSWORD).location == target


@pytest.mark.one_database
def test_next_survives_a_wrong_password(client: Any, dewi: User) -> None:
    page = client.get("/login?next=/community")
    page = client.submit(page, email=dewi.email, password="salah sekali")
    assert client.submit(page, email=dewi.email, password=PASSWORD).location == "/community"


@pytest.mark.one_database
@pytest.mark.parametrize("target", ["/login", "/login?next=/login", "/logout", "/register"])
def test_next_does_not_go_in_circles(client: Any, dewi: User, target: str) -> None:
    page = client.get("/login", query_string={"next": target})
    assert client.submit(page, email=dewi.email, password=PASSWORD).location == "/dashboard"


def test_inside_has_the_caller_choose_the_rest() -> None:
    assert inside(None, "/a") == "/a"
    assert inside("//b", "/a") == "/a"
    assert inside("/b?next=https://c.test/", "/a") == "/b?next=https://c.test/"


@pytest.mark.one_database
def test_closed_page_comes_back_after_signing_in(client: Any, dewi: User) -> None:
    answer = client.get("/confirm")
    assert (answer.status_code, answer.location) == (303, "/login?next=/confirm")
    page = client.get(answer.location)
    assert client.submit(page, email=dewi.email, password=PASSWORD).location == "/confirm"
