"""Prices that administrators set. Calls keep the price they were asked at; the next ones have the new one."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass

from flask_babel import lazy_gettext as _l

from kreatr.ai.models import ModelPrice, Provider
from kreatr.kernel import clock
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict


@dataclass(frozen=True)
class Price:
    """Micro-USD for a million tokens, None: as the price list says. `offered` is whether credits may pay for the model."""

    input_price: int | None
    output_price: int | None
    credit_percent: int
    offered: bool


class PricedMeanwhile(Conflict):
    """The price was saved elsewhere after the page was opened."""

    code, text = "CHANGED_MEANWHILE", _l("This price was changed in another window meanwhile.")


@action
def set_price(actor_id: uuid.UUID, provider: Provider, model: str, price: Price, version: int) -> ModelPrice:
    """Saves what a model costs; `version` is the one that was edited, 0 for the first price. Raises PricedMeanwhile unless what was
    saved elsewhere is the same."""
    lock(db.session(), "model-price", provider.value, model)
    row = db.session.get(ModelPrice, (provider, model), populate_existing=True)
    if row and all(getattr(row, name) == value for name, value in asdict(price).items()):
        return row
    if (row.version if row else 0) != version:
        raise PricedMeanwhile
    row = row or ModelPrice(provider=provider, model=model, version=0)
    for name, value in asdict(price).items():
        setattr(row, name, value)
    row.version, row.changed_by, row.changed_at = version + 1, actor_id, clock.now()
    db.session.add(row)
    return row
