"""Telling people in time that a key's monthly limit is near (BYOK-25)."""

from __future__ import annotations

from kreatr.ai.events import AllowanceNear
from kreatr.ai.models import AiCall, ProviderKey
from kreatr.ai.queries import usage
from kreatr.kernel import events, money
from kreatr.kernel.db import db, lock

LEVELS = (100, 80)  # percent of the monthly limit


def watch(call: AiCall) -> None:
    """Records that a call, ended in the running unit, took its key past 80 or 100 percent of its month; each is passed once."""
    key = db.session.get(ProviderKey, call.key_id)
    if key is None or key.monthly_limit is None or not call.cost:
        return
    lock(db.session(), "allowance", str(key.id))  # of two that end together only one passes the mark
    db.session.flush()
    month = call.day.replace(day=1)
    now = usage.settled(key.id, month)
    before = now - money.micro_idr(call.cost, call.usd_idr)
    for percent in LEVELS:
        mark = key.monthly_limit * money.MILLION * percent // 100
        if before < mark <= now:
            told = AllowanceNear(
                key.user_id, key.id, key.provider.value, key.hint, percent, month.isoformat()
            )
            events.record(told)
            return
