"""Leaving somebody a line."""

from __future__ import annotations

import sqlalchemy as sa

from kreatr.kernel.db import db, unit
from kreatr.notices import actions
from kreatr.notices.models import Notice, NoticeChoice
from tests.world import World


def _lines() -> list[Notice]:
    return list(db.session.scalars(sa.select(Notice)))


def test_a_line_is_left_once(world: World) -> None:
    for _try in range(3):
        actions.tell(world.hendra.id, "inquiry", "/dashboard", "delivery-1", name="Sekar")
    (line,) = _lines()
    assert (line.user_id, line.url, line.values) == (world.hendra.id, "/dashboard", {"name": "Sekar"})
    assert line.read_at is None


def test_nobody_is_told_what_they_do_not_want(world: World) -> None:
    with unit() as session:
        session.add(NoticeChoice(user_id=world.hendra.id, kind="inquiry", in_app=False, by_mail=True))
    actions.tell(world.hendra.id, "inquiry", "/dashboard", "delivery-1")
    actions.tell(world.hendra.id, "review", "/dashboard", "delivery-1")
    assert [line.kind for line in _lines()] == ["review"]
