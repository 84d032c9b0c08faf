"""AUT-11, AUT-12, S3, S7, S11, S12: a forgotten password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from kreatr.accounts import actions, jobs
from kreatr.accounts.errors import TokenOver
from kreatr.accounts.events import PasswordResetRequested
from kreatr.accounts.models import AccountToken, TokenPurpose, User, UserSession
from kreatr.kernel import clock, tokens
from kreatr.kernel.db import db, unit, uuid7
from kreatr.kernel.outbox import OutboxEvent
from tests import world
from tests.accounts.browsing import (
    cookie,
    error_of,
    flash_of,
    forgot,
    is_in,
    mailed_link,
    reset_link,
    sign_in,
)
from tests.mailbox import text
from tests.world import PASSWORD

NEW = "hujan di bulan mei"


@pytest.fixture
def link(client: Any, dewi: User, mailbox: Any, deliver: Any) -> str:
    """The path in Dewi's mail."""
    return reset_link(client, mailbox, deliver, dewi.email)


def _set(client: Any, link: str, password: str = NEW) -> Any:
    return client.submit(client.get(link), password=password)


def _over(answer: Any) -> bool:
    return bool(answer.status_code == 303 and answer.location == "/forgot-password")


def test_new_password_counts_and_the_old_does_not(app: Any, client: Any, dewi: User, link: str) -> None:
    answer = _set(client, link)
    assert (answer.status_code, answer.location) == (303, "/login")
    assert sign_in(client, dewi.email, PASSWORD).status_code == 422
    assert sign_in(client, dewi.email, NEW).status_code == 303


def test_nobody_is_signed_in_by_a_link(client: Any, link: str) -> None:
    _set(client, link)
    assert not is_in(client)


def test_every_session_ends(app: Any, client: Any, dewi: User, link: str) -> None:
    others = [world.signed_in(app.test_client(), dewi) for _ in range(2)]
    _set(client, link)
    assert not any(is_in(other) for other in others)
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(UserSession))


def test_sessions_of_other_people_go_on(app: Any, client: Any, link: str) -> None:
    other = world.signed_in(app.test_client(), world.make_user("lain"))
    _set(client, link)
    assert is_in(other)


def test_change_is_announced(client: Any, dewi: User, link: str, mailbox: Any, deliver: Any) -> None:
    _set(client, link)
    deliver()
    assert "/forgot-password" in text(mailbox[-1])
    assert len(mailbox.to(dewi.email)) == 2


class TestSameAnswer:
    """S3: the page neither says nor does anything different for a known address; the worker looks it up."""

    def test_answer(self, app: Any, dewi: User) -> None:
        clients = [app.test_client() for _ in range(3)]
        closed = world.make_user("tutup", is_active=False)
        addresses = (dewi.email, "tidakada@contoh.test", closed.email)
        answers = [forgot(*pair) for pair in zip(clients, addresses, strict=True)]
        assert len({(a.status_code, a.location, a.get_data()) for a in answers}) == 1
        assert len({flash_of(client) for client in clients}) == 1

    def test_work(self, client: Any, dewi: User) -> None:
        counts = []
        for email in (dewi.email, "tidakada@contoh.test"):
            with _statements() as seen:
                forgot(client, email)
            counts.append(seen)
        assert counts[0] == counts[1] != []
        assert not any("users" in statement for statement in counts[0])

    def test_mail_goes_to_active_accounts_only(
        self, client: Any, dewi: User, mailbox: Any, deliver: Any
    ) -> None:
        world.make_user("tutup", is_active=False)
        for email in (dewi.email, "tidakada@contoh.test", "tutup@contoh.test"):
            forgot(client, email)
        deliver()
        assert [mail["To"] for mail in mailbox] == [dewi.email]


class _statements:
    """The SQL sent while it is open."""

    def __enter__(self) -> list[str]:
        self.seen: list[str] = []
        sa.event.listen(db.engine, "before_cursor_execute", self._note)
        return self.seen

    def __exit__(self, *_: Any) -> None:
        sa.event.remove(db.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.seen.append(statement)


class TestToken:
    """S11"""

    def test_is_kept_hashed_and_never_in_the_outbox(self, link: str) -> None:
        token = link.rpartition("/")[2]
        assert len(token) == 64
        assert db.session.scalars(sa.select(AccountToken.token_digest)).all() == [tokens.digest(token)]
        assert not any(token in str(row.payload) for row in db.session.scalars(sa.select(OutboxEvent)))

    def test_works_once(self, client: Any, link: str) -> None:
        page = client.get(link)
        client.submit(page, password=NEW)
        assert _over(client.get(link))
        with pytest.raises(TokenOver):
            actions.reset_password(link.rpartition("/")[2], "hujan di bulan juli")

    def test_second_tab_is_told_politely(self, client: Any, dewi: User, link: str) -> None:
        tabs = [client.get(link), client.get(link)]
        client.submit(tabs[0], password=NEW)
        assert _over(client.submit(tabs[1], password="hujan di bulan juli"))
        assert sign_in(client, dewi.email, NEW).status_code == 303

    def test_lives_sixty_minutes(self, client: Any, dewi: User, mailbox: Any, deliver: Any) -> None:
        with time_machine.travel("2026-11-21T09:00:00Z", tick=False) as moment:
            link = reset_link(client, mailbox, deliver, dewi.email)
            moment.shift(timedelta(minutes=60) - timedelta(seconds=1))
            page = client.get(link)
            assert page.status_code == 200
            moment.shift(timedelta(seconds=1))
            assert _over(client.get(link))
            assert _over(client.submit(page, password=NEW))

    def test_all_are_dead_after_one_was_used(
        self, client: Any, dewi: User, mailbox: Any, deliver: Any
    ) -> None:
        links = [reset_link(client, mailbox, deliver, dewi.email) for _ in range(2)]
        assert links[0] != links[1]
        _set(client, links[1])
        assert _over(client.get(links[0]))

    def test_dead_after_the_address_changed(self, client: Any, dewi: User, link: str) -> None:
        with unit():
            db.session.get_one(User, dewi.id).email = "baru@contoh.test"
        assert _over(client.get(link))

    def test_dead_when_the_account_is_closed(self, client: Any, dewi: User, link: str) -> None:
        with unit():
            db.session.get_one(User, dewi.id).is_active = False
        assert _over(client.get(link))

    def test_confirmation_links_die_with_the_password(self, client: Any, mailbox: Any, deliver: Any) -> None:
        user = world.make_user("baru", confirmed=False)
        actions.request_confirmation(user.id)
        confirm = mailed_link(mailbox, deliver, user.email, "/confirm/")
        _set(client, reset_link(client, mailbox, deliver, user.email))
        assert client.get(confirm).status_code == 303

    def test_is_for_one_purpose(self, client: Any, link: str) -> None:
        assert client.get(link.replace("/reset-password/", "/confirm/")).status_code == 303

    @pytest.mark.parametrize("token", ["salah", "0" * 64, "é", "a" * 5000, "%22%3E", "..%2f"])
    @pytest.mark.one_database
    def test_guesses_lead_to_a_new_wish(self, client: Any, token: str) -> None:
        assert client.get(f"/reset-password/{token}").status_code in (303, 404)

    def test_opening_the_link_changes_nothing(self, client: Any, dewi: User, link: str) -> None:
        for _ in range(3):
            client.get(link)
            client.head(link)
        assert _set(client, link).location == "/login"

    def test_stays_out_of_logs_and_referrers(self, client: Any, link: str, capfd: Any) -> None:
        page = client.get(link)
        assert page.page.one("meta[name=referrer]").get("content") == "no-referrer"
        client.post(link, data={"password": NEW})
        assert link.rpartition("/")[2] not in capfd.readouterr().err


class TestRetries:
    """A job that runs again sends the same link, and never brings a used one back."""

    def test_same_link_and_message_id(self, app: Any, dewi: User, mailbox: Any) -> None:
        key, event = uuid7(), PasswordResetRequested(dewi.email)
        jobs.mail_reset(event, key)
        first = (mailbox[0]["Message-ID"], text(mailbox[0]))
        jobs.mail_reset(event, key)
        assert [(mail["Message-ID"], text(mail)) for mail in mailbox] == [first]
        assert len(db.session.scalars(sa.select(AccountToken)).all()) == 1

    def test_a_late_mail_has_its_hour(self, app: Any, dewi: User) -> None:
        key = uuid7()
        with time_machine.travel("2026-11-21T09:00:00Z", tick=False) as moment:
            actions.issue(dewi.id, TokenPurpose.RESET, key)
            moment.shift(timedelta(hours=4))
            actions.issue(dewi.id, TokenPurpose.RESET, key)
            ends = db.session.scalars(sa.select(AccountToken.expires_at)).one()
            assert ends == clock.now() + timedelta(minutes=60)

    def test_used_link_is_not_mailed_again(self, app: Any, dewi: User, mailbox: Any) -> None:
        key = uuid7()
        token = actions.issue(dewi.id, TokenPurpose.RESET, key)
        actions.reset_password(str(token), NEW)
        jobs.mail_reset(PasswordResetRequested(dewi.email), key)
        assert len(mailbox) == 0


@pytest.mark.one_database
class TestBadInput:
    @pytest.mark.parametrize(
        "typed", ["", "tujuh77", "x" * 257, "password", "Sunshine", "dewi1990", "kreatr-dewi"]
    )
    def test_weak_password_keeps_the_link(self, client: Any, link: str, typed: str) -> None:
        answer = _set(client, link, typed)
        assert answer.status_code == 422
        assert error_of(answer, "password")
        assert _set(client, link).status_code == 303

    @pytest.mark.parametrize("typed", ["", "dewi", "dewi@", "dewi@contoh.test\x00", "x" * 300])
    def test_bad_address(self, client: Any, typed: str) -> None:
        answer = forgot(client, typed)
        assert answer.status_code == 422
        assert error_of(answer, "email")

    def test_link_without_its_end(self, client: Any) -> None:
        assert client.get("/reset-password").location == "/forgot-password"

    def test_without_token_nothing_happens(self, client: Any, dewi: User, link: str) -> None:
        assert client.post(link, data={"password": NEW}).status_code == 403
        assert sign_in(client, dewi.email, PASSWORD).status_code == 303


@pytest.mark.one_database
def test_links_come_from_the_configuration_not_the_host(
    client: Any, dewi: User, mailbox: Any, deliver: Any, change: Any
) -> None:
    """S12"""
    change(base_url="https://kreatr.app")
    page = client.get("/forgot-password", base_url="https://kreatr.app")
    token = page.page.one("main input[name=csrf_token]").get("value")
    data, headers = {"email": dewi.email, "csrf_token": token}, {"X-Forwarded-Host": "jahat.test"}
    client.post("/forgot-password", data=data, headers=headers, base_url="https://kreatr.app")
    deliver()
    assert "https://kreatr.app/reset-password/" in text(mailbox[0])
    assert "jahat" not in text(mailbox[0])
    assert client.post("/forgot-password", data=data, base_url="https://jahat.test").status_code == 400


def test_signed_in_owner_is_signed_out_too(client: Any, dewi: User, link: str) -> None:
    world.signed_in(client, dewi)
    _set(client, link)
    client.get("/login")
    assert not is_in(client)
    assert "_user_id" not in cookie(client.get("/login"))
