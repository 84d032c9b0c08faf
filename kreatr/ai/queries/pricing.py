"""The price table as administrators see it: what the list says, what they say, what a credit buys (CRD-09)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import sqlalchemy as sa
from flask import current_app

from kreatr.ai.models import ModelPrice, Provider
from kreatr.ai.queries import catalogue
from kreatr.ai.queries.catalogue import Model
from kreatr.kernel.ai_settings import AiSettings
from kreatr.kernel.db import db

THREE, FIVE = 3, 5  # credits sell at three to five times what they cost


@dataclass(frozen=True)
class Sale:
    """What one credit buys and brings. `buys` is micro-USD that the provider takes, `sells` micro-USD that people pay; `thousand_in`
    and `thousand_out` are the credits for a thousand tokens, None where the price is not known."""

    buys: Fraction
    sells: Fraction
    thousand_in: int | None = None
    thousand_out: int | None = None

    @property
    def times(self) -> float:
        """How many times its cost a credit sells for."""
        return float(self.sells / self.buys)

    @property
    def margin(self) -> int:
        """What is left of it, in percent."""
        return round(100 - 100 * self.buys / self.sells)

    @property
    def fair(self) -> bool:
        """Whether that is within what was agreed (CRD-09)."""
        return THREE <= self.sells / self.buys <= FIVE


@dataclass(frozen=True)
class Line:
    """A model with the list's prices (`listed`), what counts (`model`), and the administrators' row if there is one."""

    listed: Model
    model: Model
    own: ModelPrice | None
    sale: Sale


def table(provider: Provider, words: str = "") -> list[Line]:
    """A provider's chat models and those that were named by hand; with `words`, those whose name or id holds all of them."""
    rows = db.session.scalars(sa.select(ModelPrice).where(ModelPrice.provider == provider))
    own = {row.model: row for row in rows}
    wanted = words.casefold().split()
    found = [_line(provider, one.id, own.get(one.id)) for one in catalogue.models(provider)]
    return [line for line in found if all(word in _said(line.model) for word in wanted)]


def line(provider: Provider, name: str) -> Line:
    """One model, as it is now; also one that nobody knows."""
    row = db.session.get(ModelPrice, (provider, name), populate_existing=True)
    return _line(provider, name, row)


def _said(model: Model) -> str:
    return f"{model.name} {model.id}".casefold()


def _line(provider: Provider, name: str, own: ModelPrice | None) -> Line:
    model = catalogue.priced(catalogue.listed(provider, name), own)
    return Line(catalogue.listed(provider, name), model, own, sale(model))


def sale(model: Model | None = None) -> Sale:
    """What one credit buys of a model; of any at the base price without one."""
    settings: AiSettings = current_app.config["KREATR"].ai
    percent = max(1, model.credit_percent) if model else 100
    buys = Fraction(settings.credit_micro_usd * 100, percent)
    sells = Fraction(settings.credit_micro_idr, settings.usd_idr)
    if model is None or not model.known:
        return Sale(buys, sells)
    return Sale(buys, sells, catalogue.credits_for(model, 1_000, 0), catalogue.credits_for(model, 0, 1_000))
