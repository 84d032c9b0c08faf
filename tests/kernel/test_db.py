"""Units, keys and times: what every action stands on."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError

from kreatr.accounts.models import User
from kreatr.community.models import Platform, PlatformStats
from kreatr.kernel.db import Time, action, after_commit, db, lock, unit, uuid7
from tests.world import make_user

THREADS, TIMES = 8, 100


def _names() -> set[str]:
    return set(db.session.scalars(sa.select(User.username)))


class Stop(Exception):
    """Raised in tests to break a unit off."""


def test_a_unit_commits_at_its_end(app: Flask) -> None:
    make_user("ada")
    db.session.rollback()
    assert _names() == {"ada"}


def test_a_unit_rolls_everything_back(app: Flask) -> None:
    with pytest.raises(Stop), unit():
        make_user("ada")
        raise Stop
    assert _names() == set()


def test_a_unit_inside_a_unit_joins_it(app: Flask) -> None:
    with pytest.raises(Stop), unit() as outer:
        with unit() as inner:
            assert inner is outer
            make_user("ada")
        assert _names() == {"ada"}
        raise Stop
    assert _names() == set()


def test_a_failing_inner_unit_takes_the_outer_one_down(app: Flask) -> None:
    with pytest.raises(IntegrityError), unit():
        make_user("ada")
        with unit() as session:
            session.add(User(username="ada", email="lain@contoh.test", password_hash=""))
    assert _names() == set()


def test_a_unit_sees_what_others_changed_since_the_last_one(app: Flask) -> None:
    with unit() as session:
        ada = make_user("ada")
    with db.engine.connect().execution_options(writes=True) as elsewhere, elsewhere.begin():
        elsewhere.execute(sa.update(User).values(locale="en"))
    with unit() as session:
        assert session.get_one(User, ada.id).locale == "en"


def test_changes_outside_of_an_action_are_refused(app: Flask) -> None:
    db.session.add(User(username="ada", email="ada@contoh.test", password_hash=""))
    with pytest.raises(RuntimeError, match="outside of an action"), unit():
        pass
    db.session.rollback()


def test_hooks_run_after_the_commit_once_and_in_order(app: Flask) -> None:
    seen: list[object] = []
    with unit():
        after_commit(lambda: seen.append(_names()))
        with unit():
            after_commit(lambda: seen.append("second"))
            make_user("ada")
        assert seen == []
    assert seen == [{"ada"}, "second"]
    with unit():
        pass
    assert len(seen) == 2


def test_hooks_of_a_rolled_back_unit_are_forgotten(app: Flask) -> None:
    seen: list[str] = []
    with pytest.raises(Stop), unit():
        after_commit(lambda: seen.append("told"))
        raise Stop
    with unit():
        pass
    assert seen == []


def _lost_race(times: int) -> Callable[[], int]:
    """An action that loses against another transaction the first `times` times."""
    tries: list[int] = []

    class Deadlock(Exception):
        sqlstate = "40P01"

    @action
    def attempt() -> int:
        tries.append(1)
        make_user(f"try{len(tries)}")
        if len(tries) <= times:
            raise OperationalError("UPDATE", {}, Deadlock())
        return len(tries)

    return attempt


def test_a_race_lost_inside_another_action_repeats_the_whole(app: Flask) -> None:
    inner, begun = _lost_race(1), []

    @action
    def outer() -> int:
        begun.append(make_user(f"outer{len(begun)}").username)
        return inner()

    assert outer() == 2 and _names() == {"outer1", "try2"}, "what the first try wrote is gone"
    assert begun == ["outer0", "outer1"]


def test_an_action_is_repeated_after_a_deadlock(app: Flask) -> None:
    assert _lost_race(2)() == 3
    assert _names() == {"try3"}


def test_an_action_gives_up_after_three_deadlocks(app: Flask) -> None:
    with pytest.raises(OperationalError):
        _lost_race(3)()
    assert _names() == set()


def test_an_action_is_not_repeated_for_other_errors(app: Flask) -> None:
    tries: list[int] = []

    @action
    def broken() -> None:
        tries.append(1)
        db.session.execute(sa.text("SELECT * FROM nothing_of_that_name"))

    with pytest.raises(sa.exc.DBAPIError):
        broken()
    assert len(tries) == 1


@action
def _count_up(lock_first: bool) -> None:
    if lock_first:
        lock(db.session(), "counter")
    row = db.session.scalars(sa.select(PlatformStats)).one()
    row.member_count = (row.member_count or 0) + 1


def test_parallel_writers_lose_nothing(app: Flask) -> None:
    """SQLite: BEGIN IMMEDIATE; PostgreSQL: an advisory lock. A plain read-then-write would lose most of these."""
    with unit() as session:
        session.add(PlatformStats(platform=Platform.DISCORD, member_count=0))
    errors: list[BaseException] = []

    def work() -> None:
        for _time in range(TIMES):
            try:
                with app.app_context():
                    _count_up(lock_first=True)
            except Exception as error:
                errors.append(error)

    _together(work, THREADS)
    db.session.expire_all()
    assert errors == []
    assert db.session.scalars(sa.select(PlatformStats.member_count)).one() == THREADS * TIMES


def _together(work: Callable[[], None], number: int) -> None:
    threads = [threading.Thread(target=work) for _n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)


@pytest.mark.one_database
def test_sqlite_keeps_foreign_keys_and_a_write_ahead_log(app: Flask) -> None:
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert int(connection.exec_driver_sql("PRAGMA busy_timeout").scalar() or 0) >= 10_000


@pytest.mark.one_database("postgresql")
def test_postgresql_bounds_how_long_anything_may_take(app: Flask) -> None:
    with db.engine.connect() as connection:
        for setting in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            assert connection.exec_driver_sql(f"SHOW {setting}").scalar() not in ("0", None), setting
        assert connection.exec_driver_sql("SHOW timezone").scalar() == "UTC"


def test_a_row_that_others_need_cannot_be_lost(app: Flask) -> None:
    with pytest.raises(IntegrityError), unit() as session:
        session.execute(
            sa.text(
                "INSERT INTO account_tokens (id, user_id, purpose, token_digest, email, expires_at)"
                " VALUES (:id, :user, 'RESET', 'x', 'x', :now)"
            ).bindparams(
                sa.bindparam("id", type_=sa.Uuid()),
                sa.bindparam("user", type_=sa.Uuid()),
                sa.bindparam("now", type_=Time()),
            ),
            {"id": uuid7(), "user": uuid7(), "now": datetime.now(UTC)},
        )


def test_an_unknown_choice_is_refused_by_the_database(app: Flask) -> None:
    user = make_user()
    with pytest.raises(IntegrityError), unit() as session:
        session.execute(sa.text("UPDATE users SET role = 'EMPEROR'"))
    assert user.role == "USER"


def test_keys_follow_time() -> None:
    keys = []
    for _n in range(20):
        keys.append(uuid7())
        time.sleep(0.002)
    assert keys == sorted(keys)


def test_keys_are_version_seven_and_never_alike() -> None:
    before = time.time_ns() // 1_000_000
    keys = [uuid7() for _n in range(5000)]
    assert len(set(keys)) == 5000
    assert all(key.version == 7 and key.variant == uuid.RFC_4122 for key in keys)
    assert 0 <= (keys[-1].int >> 80) - before < 5000


def test_times_come_back_aware_and_in_utc(app: Flask) -> None:
    jakarta = timezone(timedelta(hours=7))
    make_user("ada", created_at=datetime(2026, 3, 1, 6, 30, 15, 123456, tzinfo=jakarta))
    db.session.expire_all()
    found = db.session.scalars(sa.select(User.created_at)).one()
    assert found == datetime(2026, 2, 28, 23, 30, 15, 123456, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)


def test_times_are_compared_as_moments(app: Flask) -> None:
    make_user("early", created_at=datetime(2026, 3, 1, 1, tzinfo=UTC))
    make_user("late", created_at=datetime(2026, 3, 1, 2, tzinfo=UTC))
    border = datetime(2026, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=7)))
    assert list(db.session.scalars(sa.select(User.username).where(User.created_at < border))) == ["early"]


def test_a_time_without_a_zone_is_refused(app: Flask) -> None:
    with pytest.raises(sa.exc.StatementError, match="without a zone"), unit() as session:
        session.add(
            User(username="ada", email="a@contoh.test", password_hash="", created_at=datetime(2026, 3, 1))
        )
        session.flush()
