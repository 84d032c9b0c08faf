"""Counting steps (FND-13)."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.analytics.models import Step, StepDay
from kreatr.kernel.db import unit


def test_a_step_has_one_row_a_day(app: Flask) -> None:
    with unit() as session:
        session.add(StepDay(day=date(2026, 11, 25), step=Step.HUB, visitors=3))
    with pytest.raises(sa.exc.IntegrityError), unit() as session:
        session.add(StepDay(day=date(2026, 11, 25), step=Step.HUB, visitors=1))
