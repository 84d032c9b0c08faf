"""The numbers beside the filters are kept by difference: they stay what counting gives, whatever changes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Flask

from kreatr.creators.events import CreatorChanged
from kreatr.creators.models import Availability, CreatorKind
from kreatr.kernel import events
from kreatr.kernel.db import db, unit
from kreatr.marketplace import jobs, queries
from kreatr.marketplace.actions import recount
from kreatr.marketplace.models import ListingCount, SkillCount
from tests.judge import Client
from tests.marketplace.asking import PATH
from tests.world import make_creator, make_item


def _kept() -> dict[Any, int]:
    db.session.rollback()
    rows = [
        *db.session.execute(sa.select(ListingCount.name, ListingCount.number)),
        *db.session.execute(sa.select(SkillCount.skill_id, SkillCount.number)),
    ]
    return {name: number for name, number in rows if number}


def test_what_is_kept_is_what_counting_gives(app: Flask, client: Client) -> None:
    first = make_creator("satu", kinds=(CreatorKind.PROMPTER,), skills=("Branding", "Python"))
    second = make_creator("dua", kinds=tuple(CreatorKind), skills=("Branding",))
    make_item(first, "Karya satu")
    for change in (
        {"availability": Availability.BUSY},
        {"is_public": False},
        {"is_public": False},
        {"is_public": True},
        {"availability": Availability.UNAVAILABLE},
    ):
        with unit():
            for name, value in change.items():
                setattr(first, name, value)
            events.record(CreatorChanged(first.id))
        kept = _kept()
        recount()
        assert kept == _kept(), change
    with app.app_context():
        counts, skills = queries.facets(), queries.top_skills()
    assert (counts["total"], counts["kinds"][CreatorKind.PROMPTER]) == (2, 2)
    assert counts["availability"][Availability.UNAVAILABLE] >= 1
    assert [(slug, number) for slug, _name, number in skills] == [("branding", 2), ("python", 1)]
    assert second.username in client.get(PATH).page.text("#hasil")


def test_the_worker_mends_them(app: Flask) -> None:
    make_creator("satu", skills=("Branding",))
    right = _kept()
    with unit() as session:
        session.execute(sa.update(ListingCount).values(number=77))
        session.execute(sa.delete(SkillCount))
    jobs.recount()
    assert _kept() == right
