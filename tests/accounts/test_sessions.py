"""AUT-05, AUT-09, AUT-15, S6–S8, A6: sessions live on the server and end there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import session

from kreatr.accounts import actions, jobs, queries
from kreatr.accounts.models import LIFETIMES, User, UserSession
from kreatr.kernel import clock
from kreatr.kernel.db import db, unit
from tests import apps, world
from tests.accounts.browsing import cookie, is_in, register, sign_in
from tests.world import PASSWORD

MINUTE = timedelta(minutes=1)
START = "2026-11-21T09:00:00Z"


def _rows() -> list[UserSession]:
    return list(db.session.scalars(sa.select(UserSession)))


def _token(client: Any) -> str:
    with client.session_transaction() as kept:
        return str(kept.get("_user_id", ""))


class TestToken:
    """S6"""

    def test_has_256_bits_and_is_kept_hashed(self, client: Any, dewi: User) -> None:
        sign_in(client, dewi.email)
        token = _token(client)
        assert len(token) >= 43
        assert [row.token_digest == token for row in _rows()] == [False]

    def test_is_new_at_each_sign_in(self, app: Any, dewi: User) -> None:
        clients = [world.signed_in(app.test_client(), dewi) for _ in range(2)]
        assert _token(clients[0]) != _token(clients[1])
        assert len(_rows()) == 2

    def test_is_never_adopted_from_the_client(self, client: Any, dewi: User) -> None:
        with client.session_transaction() as kept:
            kept["_user_id"] = "terpilih"
            kept["planted"] = "by an attacker"
        assert not is_in(client)
        sign_in(client, dewi.email)
        with client.session_transaction() as kept:
            assert kept["_user_id"] != "terpilih"
            assert "planted" not in kept

    def test_old_form_token_ends_with_the_old_session(self, client: Any, dewi: User) -> None:
        page = client.get("/login")
        world.signed_in(client, dewi)
        assert client.submit(page, email=dewi.email, password=PASSWORD).status_code == 403

    def test_forged_cookie_is_nobody(self, client: Any, dewi: User) -> None:
        client.set_cookie("kreatr", "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb")
        assert not is_in(client)

    def test_account_id_opens_nothing(self, client: Any, dewi: User) -> None:
        with client.session_transaction() as kept:
            kept["_user_id"] = str(dewi.id)
        assert not is_in(client)

    def test_signing_in_as_somebody_else_ends_the_first(self, client: Any, dewi: User) -> None:
        world.signed_in(client, dewi)
        first, other = _token(client), world.make_user("lain")
        data = {"email": other.email, "password": PASSWORD, "csrf_token": _form_token(client)}
        assert client.post("/login", data=data).status_code == 303
        assert [row.user_id for row in _rows()] == [other.id]
        assert queries.live_session(first) is None


class TestCookie:
    """S8, W4"""

    def test_goes_with_the_browser(self, client: Any, dewi: User) -> None:
        line = cookie(sign_in(client, dewi.email))
        assert "HttpOnly" in line
        assert "SameSite=Lax" in line
        assert "Path=/" in line
        assert "Expires" not in line
        assert "Max-Age" not in line
        assert len(line) <= 4096

    def test_stays_when_wished(self, client: Any, dewi: User) -> None:
        assert "Expires=" in cookie(sign_in(client, dewi.email, remember="y"))

    @pytest.mark.one_database
    def test_in_production(self, databases: Any, valkey: Any, tmp_path: Any) -> None:
        variables = apps.environment(tmp_path, databases.url("sqlite"), valkey.url)
        variables |= {"KREATR_ENV": "production", "BASE_URL": "https://kreatr.app", "TRUSTED_PROXIES": "1"}
        house = apps.build(variables)
        client: Any = house.test_client()
        client.environ_base.update({"HTTP_HOST": "kreatr.app", "HTTP_X_FORWARDED_PROTO": "https"})
        with house.app_context():
            dewi = world.make_user("dewi")
            line = cookie(client.get("/login", base_url="https://kreatr.app"))
            assert line.startswith("__Host-kreatr=")
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(line.split("; "))
            assert "Domain" not in line
            assert dewi.is_active


class TestEnd:
    """S7: at once, on every process. A second client stands for another process: it shares nothing but the database."""

    def test_sign_out(self, app: Any, client: Any, dewi: User) -> None:
        world.signed_in(client, dewi)
        stolen = app.test_client()
        stolen.set_cookie("kreatr", client.get_cookie("kreatr").value)
        assert is_in(stolen)
        answer = _sign_out(client)
        assert (answer.status_code, answer.location) == (303, "/")
        assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
        assert "Expires=Thu, 01 Jan 1970" in cookie(answer)
        assert _rows() == []
        assert not is_in(stolen)

    def test_sign_out_leaves_other_devices_alone(self, app: Any, client: Any, dewi: User) -> None:
        other = world.signed_in(app.test_client(), dewi)
        world.signed_in(client, dewi)
        _sign_out(client)
        assert is_in(other)

    def test_sign_out_by_get_is_refused(self, client: Any, dewi: User) -> None:
        world.signed_in(client, dewi)
        assert client.get("/logout").status_code == 405
        assert is_in(client)

    def test_sign_out_without_token_is_refused(self, client: Any, dewi: User) -> None:
        world.signed_in(client, dewi)
        assert client.post("/logout").status_code == 403
        assert is_in(client)

    def test_signed_out_people_may_sign_out(self, client: Any) -> None:
        assert _sign_out(client).location == "/"

    def test_closed_account(self, client: Any, dewi: User) -> None:
        world.signed_in(client, dewi)
        with unit():
            db.session.get_one(User, dewi.id).is_active = False
        assert not is_in(client)

    def test_deleted_account(self, client: Any, dewi: User) -> None:
        world.signed_in(client, dewi)
        with unit():
            db.session.execute(sa.delete(User))
        assert not is_in(client)

    def test_ended_session_leaves_the_cookie(self, client: Any, dewi: User) -> None:
        world.signed_in(client, dewi)
        actions.sign_out(_token(client))
        client.get("/login")
        assert _token(client) == ""


def _form_token(client: Any) -> str:
    return str(client.get("/preferences").page.one("main input[name=csrf_token]").get("value"))


def _sign_out(client: Any) -> Any:
    return client.post("/logout", data={"csrf_token": _form_token(client)})


class TestLifetime:
    """S8: the documented ends, on both sides of each."""

    def test_a_day_without_being_remembered(self, client: Any, dewi: User) -> None:
        with time_machine.travel(START, tick=False) as moment:
            sign_in(client, dewi.email)
            for _ in range(23):
                moment.shift(timedelta(hours=1))
                assert is_in(client)
            moment.shift(timedelta(hours=1) - timedelta(seconds=1))
            assert is_in(client)
            moment.shift(timedelta(seconds=1))
            assert not is_in(client)

    def test_a_month_unused_when_remembered(self, client: Any, dewi: User) -> None:
        with time_machine.travel(START, tick=False) as moment:
            sign_in(client, dewi.email, remember="y")
            moment.shift(timedelta(days=30) - MINUTE)
            assert is_in(client)
            moment.shift(timedelta(days=30) - MINUTE)
            assert is_in(client)
            moment.shift(timedelta(days=30))
            assert not is_in(client)

    def test_ninety_days_at_the_latest(self, client: Any, dewi: User) -> None:
        with time_machine.travel(START, tick=False) as moment:
            sign_in(client, dewi.email, remember="y")
            for _ in range(8):
                moment.shift(timedelta(days=11))
                assert is_in(client)
            moment.shift(timedelta(days=2) - MINUTE)
            assert is_in(client)
            moment.shift(MINUTE)
            assert not is_in(client)

    def test_a_session_from_the_future_does_not_count(self, client: Any, dewi: User) -> None:
        with time_machine.travel("2036-11-21T09:00:00Z", tick=False):
            sign_in(client, dewi.email, remember="y")
            token = _token(client)
        with time_machine.travel(START, tick=False):
            assert queries.live_session(token) is None

    @pytest.mark.parametrize("hours", [-1, 1])
    def test_a_clock_that_is_an_hour_off_ends_nothing(self, client: Any, dewi: User, hours: int) -> None:
        with time_machine.travel(START, tick=False) as moment:
            sign_in(client, dewi.email)
            token = _token(client)
            moment.shift(timedelta(hours=hours))
            assert queries.live_session(token)

    def test_idle_row_is_over_whatever_the_cookie_says(self, app: Any, dewi: User) -> None:
        row = UserSession(user_id=dewi.id, token_digest="x", remembered=False)
        row.created_at = row.seen_at = clock.now()
        row.expires_at = clock.now() + timedelta(days=365)
        assert row.alive(clock.now() + LIFETIMES[False].idle - MINUTE)
        assert not row.alive(clock.now() + LIFETIMES[False].idle + MINUTE)

    def test_pruning_keeps_what_lives(self, app: Any, client: Any, dewi: User) -> None:
        with time_machine.travel(START, tick=False) as moment:
            sign_in(client, dewi.email, remember="y")
            sign_in(app.test_client(), dewi.email)
            moment.shift(timedelta(days=2))
            jobs.prune()
            assert [row.remembered for row in _rows()] == [True]
            moment.shift(timedelta(days=31))
            jobs.prune()
            assert _rows() == []


class TestUse:
    def test_is_written_every_five_minutes_at_most(self, client: Any, dewi: User) -> None:
        with time_machine.travel(START, tick=False) as moment:
            sign_in(client, dewi.email)
            start = _rows()[0].seen_at
            moment.shift(5 * MINUTE - timedelta(seconds=1))
            is_in(client)
            assert _rows()[0].seen_at == start
            moment.shift(timedelta(seconds=1))
            is_in(client)
            assert _rows()[0].seen_at == start + 5 * MINUTE

    def test_renews_a_lasting_cookie(self, client: Any, dewi: User) -> None:
        with time_machine.travel(START, tick=False) as moment:
            sign_in(client, dewi.email, remember="y")
            assert not cookie(client.get("/login"))
            moment.shift(6 * MINUTE)
            assert "Expires=" in cookie(client.get("/login"))

    def test_leaves_the_cookie_of_a_browser_session_alone(self, client: Any, dewi: User) -> None:
        with time_machine.travel(START, tick=False) as moment:
            sign_in(client, dewi.email)
            moment.shift(6 * MINUTE)
            assert not cookie(client.get("/login"))

    def test_names_the_device(self, client: Any, dewi: User) -> None:
        client.environ_base["HTTP_USER_AGENT"] = "Peramban\u202e/1.0 " + "x" * 500
        sign_in(client, dewi.email)
        device = _rows()[0].device
        assert device.startswith("Peramban")
        assert len(device) <= 200
        assert "\u202e" not in device


def test_visitors_of_the_sign_in_page_get_only_a_form_token(client: Any) -> None:
    with client:
        client.get("/login")
        assert set(session) == {"csrf_token"}


def test_private_pages_are_not_stored(client: Any, dewi: User) -> None:
    for path in ("/login", "/register", "/forgot-password"):
        assert "no-store" in client.get(path).headers["Cache-Control"]
    world.signed_in(client, dewi)
    assert "no-store" in client.get("/confirm").headers["Cache-Control"]


def test_signed_in_page_carries_no_secret(client: Any) -> None:
    register(client)
    page = sign_in(client, "sari@contoh.test", "hujan di bulan juni")
    html = client.get("/preferences").get_data(as_text=True)
    user = queries.by_username("sari")
    assert page.status_code == 303
    assert user is not None
    assert user.password_hash not in html
    assert user.email not in html
