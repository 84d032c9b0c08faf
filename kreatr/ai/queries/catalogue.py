"""Models: what they are called, what they take and cost, and what that is in credits (PRV-11, CRD-09)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from flask import current_app

from kreatr.ai.models import ModelPrice, Provider
from kreatr.ai.queries import pricelist
from kreatr.ai.queries.pricelist import Step, chats
from kreatr.kernel import clock, money
from kreatr.kernel.db import db

__all__ = [
    "Model",
    "chats",
    "credits_for",
    "credits_of",
    "estimated_tokens",
    "everything",
    "model",
    "models",
    "sized",
]

AROUND = 8  # tokens a message costs beyond its text
LETTERS = bytes(range(65, 91)) + bytes(range(97, 123)) + b" "


@dataclass(frozen=True)
class Model:
    """A model as people may choose it. Prices are micro-USD for a million tokens, for a question of ordinary size; None is "unknown".

    `steps` are the list's prices by the size of the question (`sized`). `credit_percent` multiplies its price in credits; `offered`
    is whether credits may pay for it, which takes a known price. `known` is whether both prices are.
    """

    provider: Provider
    id: str
    name: str
    context: int | None
    input_price: int | None
    output_price: int | None
    credit_percent: int = 100
    offered: bool = False
    known: bool = False
    steps: tuple[Step, ...] = ()


def model(provider: Provider, id: str) -> Model:
    """The model of that name, also one that nobody knows; an administrator's price stands before the list's."""
    return priced(listed(provider, id), db.session.get(ModelPrice, (provider, id)))


def models(provider: Provider) -> list[Model]:
    """The provider's current chat models: a short list of the newest first, cheapest first in it; then the others."""
    return everything((provider,))[provider]


def everything(providers: tuple[Provider, ...] = tuple(Provider)) -> dict[Provider, list[Model]]:
    """The chat models of several providers at once; those that only administrators named stand last."""
    rows = db.session.scalars(sa.select(ModelPrice).where(ModelPrice.provider.in_(providers)))
    own = {(row.provider, row.model): row for row in rows}
    found: dict[Provider, list[Model]] = {}
    for provider in providers:
        names = pricelist.chat(provider)
        added = sorted(name for owner, name in own if owner is provider and name not in names)
        found[provider] = [
            priced(listed(provider, name), own.get((provider, name))) for name in (*names, *added)
        ]
    return found


def sized(chosen: Model, tokens_in: int) -> Model:
    """The model with the prices that hold for a question of that size: above a limit some providers take more for all of a call."""
    steps = [step for step in chosen.steps if step[0] < tokens_in or not step[0]]
    if not steps or len(chosen.steps) == 1:
        return chosen
    _, price_in, price_out = steps[-1]
    return replace(chosen, input_price=price_in, output_price=price_out)


def credits_for(chosen: Model, tokens_in: int | None, tokens_out: int | None) -> int | None:
    """What a call costs in credits, at least one; None where its price is not known."""
    paid = money.cost(tokens_in, tokens_out, chosen.input_price, chosen.output_price)
    return None if paid is None else credits_of(paid, chosen.credit_percent)


def credits_of(micro_usd: int, percent: int) -> int:
    """Credits for what a provider takes, at so many percent of the base price; at least one."""
    each: int = current_app.config["KREATR"].ai.credit_micro_usd
    return max(1, -(-micro_usd * percent // (100 * each)))


def estimated_tokens(*texts: str) -> int:
    """How many tokens texts may take: an upper estimate for any provider's way of counting.

    Letters and spaces count two fifths (Indonesian words fall into more pieces than English ones); digits, signs and the bytes of
    everything else count whole, as no provider makes more than one token of a byte.
    """
    count = 0
    for text in texts:
        whole = text.encode()
        others = len(whole.translate(None, LETTERS))
        count += others - (others - len(whole)) * 2 // 5 + AROUND
    return count


def listed(provider: Provider, name: str) -> Model:
    """What the list knows. Who runs a model of Hugging Face is decided there unless its name says so: then the dearest price counts."""
    found = pricelist.find(provider, name)
    if not found:
        return Model(provider, name, name, None, None, None)
    today = clock.now().astimezone(UTC).date()
    dearest = max(found, key=lambda one: [sum(step[1:]) for step in one.steps(today)[:1]])
    contexts = [one.context for one in found if one.context]
    steps = dearest.steps(today)
    _, price_in, price_out = steps[0] if steps else (0, None, None)
    return Model(provider, name, dearest.name, min(contexts, default=None), price_in, price_out, steps=steps)


def priced(base: Model, own: ModelPrice | None) -> Model:
    """The model with what administrators say about it. Their price holds for questions of every size."""
    changed: dict[str, Any] = {}
    if own:
        changed = {"credit_percent": own.credit_percent}
        if own.input_price is not None:
            changed |= {"input_price": own.input_price, "steps": ()}
        if own.output_price is not None:
            changed |= {"output_price": own.output_price, "steps": ()}
    found = replace(base, **changed)
    known = found.input_price is not None and found.output_price is not None
    return replace(found, known=known, offered=known and (own is None or own.offered))
