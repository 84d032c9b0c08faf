"""People are told in time, once for each level (CRD-11)."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from kreatr.credits.actions import release, reserve, settle
from kreatr.kernel.db import db, unit, uuid7
from kreatr.notices.models import Notice, NoticeChoice
from tests import mailbox as letters
from tests.credits.books import ABOUT, give
from tests.credits.test_parallel import together
from tests.mailbox import Mailbox
from tests.world import make_user


def spend(user_id: object, credits: int) -> None:
    call = uuid7()
    reserve(user_id, call, credits, ABOUT)  # type: ignore[arg-type]
    settle(call, credits)


def low() -> list[tuple[int, str]]:
    db.session.rollback()
    rows = db.session.query(Notice).filter(Notice.kind == "credits_low").order_by(Notice.id)
    return [(row.values["level"], row.values["credits"]) for row in rows]


def test_once_at_twenty_and_once_at_five_until_more_comes(
    app: Flask, deliver: Callable[[], int], mailbox: Mailbox
) -> None:
    person = make_user("ratih")
    give(person.id, 10_000)
    for credits in (7_999, 1, 100, 400):
        spend(person.id, credits)
        deliver()
    assert low() == [(20, "2.000")]
    spend(person.id, 1_000)
    spend(person.id, 100)
    deliver()
    assert low() == [(20, "2.000"), (5, "500")]
    assert [mail["Subject"] for mail in mailbox] == ["Tersisa 2.000 kredit", "Tersisa 500 kredit"]
    assert "/dashboard/credits" in letters.text(mailbox[0])
    give(person.id, 600)  # 1.000 now
    spend(person.id, 960)
    give(person.id, 10)  # before anybody was told
    deliver()
    assert len(low()) == 2, "credits came before the news went out"
    spend(person.id, 41)
    deliver()
    assert low()[2:] == [(20, "9")], "20 % and 5 % are of what there was after the last ones came"


def test_many_at_once_tell_once_and_a_release_tells_nothing(app: Flask, deliver: Callable[[], int]) -> None:
    person = make_user()
    give(person.id, 100)
    call = uuid7()
    reserve(person.id, call, 99, ABOUT)
    release(call)
    assert deliver() == 1 and low() == [], "only the grant was told of"
    together(app, [lambda: spend(person.id, 4)] * 25)
    deliver()
    assert sorted(level for level, _left in low()) in ([5, 20], [5]), low()


def test_who_wants_no_letter_gets_none(app: Flask, deliver: Callable[[], int], mailbox: Mailbox) -> None:
    person = make_user()
    with unit() as session:
        session.add(NoticeChoice(user_id=person.id, kind="credits_low", in_app=True, by_mail=False))
    give(person.id, 100)
    spend(person.id, 100)
    deliver()
    assert low() == [(5, "0")] and len(mailbox) == 0
