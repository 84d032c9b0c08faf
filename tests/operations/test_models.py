"""Measurements are kept once per hour, endpoint, class of status and bucket."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from kreatr.kernel.db import db, insert, unit
from kreatr.operations.models import EndpointHour

KEY = {"hour": datetime(2026, 11, 25, 9, tzinfo=UTC), "endpoint": "hub.index", "status": 2, "bucket": 50}


def test_a_number_is_kept_once(app: Flask) -> None:
    with unit() as session:
        session.execute(insert(EndpointHour).values(**KEY, number=3))
    with pytest.raises(IntegrityError), unit() as session:
        session.execute(insert(EndpointHour).values(**KEY, number=4))
    kept = db.session.scalars(db.select(EndpointHour)).one()
    assert (kept.hour, kept.number) == (KEY["hour"], 3)
