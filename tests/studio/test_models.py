"""A run of the studio and its call go together."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from flask import Flask

from kreatr.ai.models import AiCall, CallText, Payer, Provider
from kreatr.kernel.db import db, unit
from kreatr.studio.models import StudioRun
from tests.world import make_user


def test_with_an_account_goes_everything_it_asked(app: Flask) -> None:
    person = make_user()
    with unit() as session:
        call = AiCall(
            user_id=person.id,
            provider=Provider.OPENAI,
            model="gpt-x",
            payer=Payer.KEY,
            usd_idr=15_000,
            ask_key="a",
            day=date(2026, 11, 25),
        )
        session.add(call)
        session.flush()
        session.add(CallText(call_id=call.id, answer="Halo"))
        session.add(StudioRun(user_id=person.id, call_id=call.id, task="CHAT", language="id"))
    with unit() as session:
        session.execute(sa.text("DELETE FROM users"))
    for model in (AiCall, CallText, StudioRun):
        assert not db.session.scalar(sa.select(sa.func.count()).select_from(model))
