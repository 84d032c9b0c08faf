"""AI calls as they stand when they are over: for tests of what they cost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.ai.models import AiCall, CallStatus, Payer, Provider
from kreatr.kernel import clock, money
from kreatr.kernel.db import db, unit, uuid7

ZONE = ZoneInfo("Asia/Jakarta")


def call_values(user: User, **fields: Any) -> dict[str, Any]:
    """The values of one finished call: 800 tokens in, 200 out, on an own key; `cost` follows from prices and tokens unless it is given."""
    moment: datetime = fields.pop("at", None) or clock.now()
    values: dict[str, Any] = {
        "id": id_at(moment),
        "user_id": user.id,
        "key_id": None,
        "key_hint": "4f2a",
        "provider": Provider.OPENAI,
        "model": "gpt-4o",
        "task": "chat",
        "payer": Payer.KEY,
        "status": CallStatus.DONE,
        "error": "",
        "tokens_in": 800,
        "tokens_out": 200,
        "counted": True,
        "estimate": 9_000,
        "input_price": 2_500_000,
        "output_price": 10_000_000,
        "usd_idr": 15_000,
        "credits": None,
        "ask_key": uuid4().hex,
        "day": moment.astimezone(ZONE).date(),
        "created_at": moment,
        **fields,
    }
    prices = ("tokens_in", "tokens_out", "input_price", "output_price")
    values.setdefault("cost", money.cost(*(values[name] for name in prices)))
    return values


def id_at(moment: datetime) -> UUID:
    """A key as it would have been made at a moment: keys grow with time."""
    return UUID(int=(int(moment.timestamp() * 1000) << 80) | (uuid7().int & ((1 << 80) - 1)))


def make_call(user: User, **fields: Any) -> AiCall:
    """One call; `at` is its moment (from which its day follows), the rest are fields of AiCall."""
    with unit() as session:
        call = AiCall(**call_values(user, **fields))
        session.add(call)
        session.flush()
    return call


def make_calls(rows: list[dict[str, Any]]) -> None:
    """Many at once, from `call_values`."""
    with unit() as session:
        session.execute(sa.insert(sa.inspect(AiCall).local_table), rows)
    db.session.expire_all()


def noon(day: date) -> datetime:
    """The middle of a day in Jakarta."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
