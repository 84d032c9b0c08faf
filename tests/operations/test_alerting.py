"""Administrators are told that the house is slow or fails, once an hour (FND-11)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.kernel import measuring
from kreatr.kernel.db import db
from kreatr.notices.models import Notice
from kreatr.operations import jobs
from tests.judge import Client
from tests.mailbox import Mailbox
from tests.world import World, signed_in


def _minute(
    app: Flask, number: int, status: int = 200, seconds: float = 0.01, page: str = "hub.index"
) -> None:
    for _answer in range(number):
        measuring.of(app).answer(page, status, seconds)
    jobs.write_measures()


def _told(world: World) -> list[str]:
    names = {world.ratna.id: "ratna", world.bagus.id: "bagus"}
    notices = db.session.scalars(sa.select(Notice).where(Notice.kind == jobs.KIND))
    return sorted(names.get(notice.user_id, "somebody else") for notice in notices)


@pytest.mark.parametrize(
    ("good", "bad", "status", "seconds", "told"),
    [
        (94, 6, 200, 1.2, True),  # one in twenty takes longer than a second
        (96, 4, 200, 30.0, False),
        (94, 6, 500, 0.01, True),
        (95, 5, 500, 0.01, False),
        (94, 6, 404, 0.01, False),  # what is not there is no error of ours
        (0, 15, 500, 9.0, False),  # too few to say anything
    ],
)
@pytest.mark.one_database
def test_when_it_is_told(
    app: Flask,
    world: World,
    deliver: Callable[..., int],
    good: int,
    bad: int,
    status: int,
    seconds: float,
    told: bool,
) -> None:
    _minute(app, good)
    _minute(app, bad, status, seconds)
    deliver()
    assert _told(world) == (["bagus", "ratna"] if told else [])


def test_once_an_hour_by_notice_and_letter(
    app: Flask, world: World, deliver: Callable[..., int], mailbox: Mailbox, client: Client
) -> None:
    start = datetime(2026, 3, 2, 9, 50, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        for _time in range(3):
            _minute(app, 30, seconds=2, page="marketplace.browse")
            clock.shift(timedelta(minutes=5))
        deliver()
        assert _told(world) == ["bagus", "ratna"] and len(mailbox) == 2
        letter = mailbox[0].get_content()
        assert "/community/marketplace" in letter and "/admin/operations/answers" in letter
        clock.shift(timedelta(minutes=50))
        _minute(app, 30, seconds=2)
        deliver()
        assert _told(world) == ["bagus", "bagus", "ratna", "ratna"]
    notice = signed_in(client, world.bagus).get("/dashboard/notices").page.text("main")
    assert "2.000 ms" in notice


@pytest.mark.one_database
def test_pictures_do_not_hide_slow_pages_and_old_minutes_do_not_count(app: Flask, world: World) -> None:
    start = datetime(2026, 3, 2, 9, 50, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        _minute(app, 500, page="media.media")
        _minute(app, 25, seconds=3)
        assert db.session.scalar(sa.text("SELECT count(*) FROM outbox_events")) == 2
        db.session.execute(sa.text("DELETE FROM outbox_events"))
        db.session.commit()
        clock.shift(timedelta(minutes=6))
        _minute(app, 25)
        assert db.session.scalar(sa.text("SELECT count(*) FROM outbox_events")) == 0


@pytest.mark.one_database
def test_only_administrators_can_choose_it(world: World, client: Client) -> None:
    for user, offered in ((world.bagus, True), (world.maya, False), (world.dewi, False)):
        page = signed_in(client, user).get("/dashboard/settings/notifications").page
        assert bool(page.all(f"input[name='app-{jobs.KIND}']")) is offered
        client.delete_cookie("kreatr")
