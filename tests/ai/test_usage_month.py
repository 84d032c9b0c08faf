"""A month of ten thousand calls: what the page says, what the log holds and what the file holds are the same."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask

from kreatr.accounts.models import User
from kreatr.ai.models import AiCall, CallStatus, Payer, Provider
from kreatr.ai.queries import usage
from kreatr.ai.queries.usage import Filter, Sums
from kreatr.kernel.db import unit
from tests.ai.calls import call_values, make_calls, noon
from tests.conformance.test_queries import MOST, counted
from tests.judge import Client
from tests.world import World, signed_in

CALLS = 10_000
MODELS = (
    (Provider.OPENAI, "gpt-4o", 2_500_000, 10_000_000),
    (Provider.OPENAI, "gpt-4o-2024-08-06", 2_500_000, 10_000_000),
    (Provider.ANTHROPIC, "claude-haiku-4-5", 1_000_000, 5_000_000),
    (Provider.GOOGLE, "gemini-2.5-flash", 300_000, 2_500_000),
    (Provider.CUSTOM, "llama3", None, None),
)


def _month(user: User, calls: int) -> Filter:
    """Calls of the last thirty days at changing rates: own key and credits, some failed, some without a price, some under way."""
    dice = random.Random(11)
    wanted = usage.last_days()
    rows = []
    for number in range(calls):
        provider, model, price_in, price_out = dice.choice(MODELS)
        paid = dice.random() < 0.2
        status = dice.choices(
            (CallStatus.DONE, CallStatus.STOPPED, CallStatus.FAILED, CallStatus.RUNNING), (85, 4, 9, 2)
        )[0]
        failed = status is CallStatus.FAILED
        at = noon(wanted.start + timedelta(days=number * 30 // calls)) + timedelta(seconds=number % 900)
        ended = {"cost": None, "tokens_in": None, "tokens_out": None} if status is CallStatus.RUNNING else {}
        rows.append(
            call_values(
                user,
                at=at,
                provider=provider,
                model=model,
                input_price=price_in,
                output_price=price_out,
                tokens_in=dice.randrange(1, 4_000),
                tokens_out=0 if failed else dice.randrange(1, 900),
                usd_idr=dice.choice((15_000, 15_750, 16_333)),
                status=status,
                error="TIMEOUT" if failed else "",
                payer=Payer.CREDITS if paid else Payer.KEY,
                key_hint="" if paid else "4f2a",
                credits=dice.randrange(1, 90) if paid else None,
            )
            | ended
        )
    make_calls(rows)
    return wanted


def _added(calls: list[AiCall]) -> Sums:
    known = [call for call in calls if call.cost is not None]
    return Sums(
        calls=len(calls),
        failures=sum(call.status is CallStatus.FAILED for call in calls),
        unknown=len(calls) - len(known),
        tokens_in=sum(call.tokens_in or 0 for call in calls),
        tokens_out=sum(call.tokens_out or 0 for call in calls),
        cost=sum(call.cost or 0 for call in known),
        idr=sum((call.cost or 0) * call.usd_idr for call in known),
        credits=sum(call.credits or 0 for call in calls),
    )


def _walked(user: User, wanted: Filter) -> list[AiCall]:
    found: list[AiCall] = []
    place = None
    while True:
        page = usage.log(user, wanted, place, limit=997)
        found += page.rows
        place = page.next
        if place is None:
            return found


def _file(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"/dashboard/usage.csv{query}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    return list(csv.DictReader(io.StringIO(answer.get_data().decode())))


def _filed(rows: list[dict[str, str]]) -> Sums:
    def total(name: str, size: int = 1) -> int:
        return int(sum(Decimal(row[name]) for row in rows if row[name]) * size)

    return Sums(
        calls=len(rows),
        failures=sum(row["success"] == "no" for row in rows),
        unknown=sum(not row["cost_usd"] for row in rows),
        tokens_in=total("tokens_in"),
        tokens_out=total("tokens_out"),
        cost=total("cost_usd", 1_000_000),
        idr=total("cost_idr", 1_000_000),
        credits=total("credits"),
    )


def test_page_log_and_file_say_the_same(app: Flask, world: World, client: Client) -> None:
    user = world.sekar.user
    wanted = _month(user, CALLS)
    make_calls([call_values(world.dewi, cost=10**9)])
    found, log, running = usage.totals(user, wanted), _walked(user, wanted), usage.under_way(user)
    assert len(running) == usage.LOG_PAGE and 9_000 < len(log) < CALLS
    assert [call.id for call in log] == sorted((call.id for call in log), reverse=True)
    assert found.total == _added(log)
    signed_in(client, user)
    file = _file(client)
    assert found.total == _filed(file)
    for provider in Provider:
        one = wanted._replace(provider=provider)
        sums = usage.totals(user, one).total
        assert sums == found.by_provider.get(provider, Sums())
        assert sums == _filed([row for row in file if row["provider"] == provider.value])
    by_model = Counter((row["provider"], row["model"]) for row in file)
    assert {(one.value, name): sums.calls for (one, name), sums in found.by_model.items()} == by_model
    chart = usage.days(user)
    assert sum(sum(day.calls.values()) for day in chart) == len(log)
    _page_says(client, found)


def _page_says(client: Client, found: usage.Usage) -> None:
    with counted() as seen:
        page = client.get("/dashboard/usage").page
    assert len(seen) <= MOST, "\n".join(seen)
    total, figures = found.total, page.text(".figures")
    assert f"{total.calls:,}".replace(",", ".") in figures
    assert f"Rp {round(total.idr / 1e6):,}".replace(",", ".") in figures
    calls = [row[1].text for table in page.all("table.usage") for row in table.iter("tr")][1:]
    assert len(page.all(".log li")) == 2 * usage.LOG_PAGE
    numbers = [int(str(text).replace(".", "")) for text in calls if text and text[0].isdigit()]
    assert sum(numbers) == 2 * total.calls  # by provider, and by model


def test_spent_counts_calls_under_way_with_their_estimate(app: Flask, world: World) -> None:
    user, today = world.sekar.user, usage.today()
    key = _key(user)
    rows: list[dict[str, Any]] = [
        {"cost": 1_000, "usd_idr": 15_000},
        {"cost": 2_000, "usd_idr": 16_000},
        {"cost": None},
        {"cost": None, "estimate": 500, "usd_idr": 15_000, "status": CallStatus.RUNNING},
        {"cost": 7_000, "at": noon(today - timedelta(days=1)), "usd_idr": 15_000},
    ]
    make_calls([call_values(user, key_id=key, **row) for row in rows])
    here = 1_000 * 15_000 + 2_000 * 16_000 + 500 * 15_000
    assert usage.spent(key, today) == here
    assert usage.spent(key, today - timedelta(days=1)) == here + 7_000 * 15_000
    assert usage.spent(key, today + timedelta(days=1)) == 0


def _key(user: User) -> Any:
    from kreatr.ai.models import ProviderKey

    with unit() as session:
        key = ProviderKey(user_id=user.id, provider=Provider.OPENAI, sealed="x", hint="4f2a")
        session.add(key)
        session.flush()
    return key.id


@pytest.mark.one_database
def test_the_card_knows_its_period_and_its_keys(app: Flask, world: World) -> None:
    user, key = world.sekar.user, _key(world.sekar.user)
    today = usage.today()
    make_calls(
        [
            call_values(user, key_id=key, cost=100),
            call_values(user, payer=Payer.CREDITS, cost=70, credits=3),
            call_values(user, cost=9, at=noon(today.replace(day=1) - timedelta(days=1))),
        ]
    )
    card = usage.card(user)
    assert (card.period.start, card.period.end) == (today.replace(day=1), today)
    assert card.usage.total.cost == 170 and card.usage.by_key[key].cost == 100
    assert card.usage.by_key[None].credits == 3
