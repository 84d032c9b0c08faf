"""What administrators may type about a model's price."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form, HiddenField
from wtforms.validators import ValidationError

from kreatr.ai.actions.pricing import Price
from kreatr.ai.models import ModelPrice, Provider
from kreatr.kernel import text
from kreatr.kernel.fields import Line, Switch

LONGEST_MODEL = 120
DEAREST = 10_000  # dollars for a million tokens
PERCENTS = (1, 10_000)
NAMES = ("input_price", "output_price", "credit_percent")


class Dollars(Line):
    """Dollars with up to six decimals, after a point or a comma; it may stay empty."""

    @property
    def micro(self) -> int | None:
        """The amount in micro-USD, or None. Raises ValueError when it is none."""
        typed = text.clean(self.data).removeprefix("$").strip().replace(",", ".")
        if not typed:
            return None
        if not re.fullmatch(r"\d{1,5}(?:\.\d{1,6})?", typed, re.ASCII):
            raise ValueError("not an amount")
        return int(Decimal(typed) * 1_000_000)


class Payable:
    """An amount that a million tokens may cost."""

    field_flags = {"maxlength": 13}

    def __call__(self, form: Form, field: Dollars) -> None:
        try:
            amount = field.micro
        except ValueError:
            amount = -1
        if amount is not None and not 0 <= amount <= DEAREST * 1_000_000:
            raise ValidationError(_("Write dollars for a million tokens, for example 2.50."))


class Share:
    """A whole number of percent."""

    field_flags = {"required": True, "maxlength": 5}

    def __call__(self, form: Form, field: Line) -> None:
        typed = field.stored
        if not (
            typed.isascii()
            and typed.isdigit()
            and len(typed) < 6
            and PERCENTS[0] <= int(typed) <= PERCENTS[1]
        ):
            raise ValidationError(_("Write a whole number of percent, for example 100."))


class PriceForm(Form):
    """The own price of a model, and how it is sold for credits. `version` is the one that the page showed."""

    input_price = Dollars(_l("Own price for a million tokens in"), [Payable()])
    output_price = Dollars(_l("Own price for a million tokens out"), [Payable()])
    credit_percent = Line(_l("Percent of the base price in credits"), [Share()])
    offered = Switch(_l("Credits may pay for it"))
    version = HiddenField()

    def stored(self) -> Price:
        """The checked values."""
        return Price(
            self.input_price.micro,
            self.output_price.micro,
            int(self.credit_percent.stored),
            self.offered.data,
        )

    @property
    def edition(self) -> int:
        """The version that was edited; -1, which none is, for a form that does not say."""
        data = self.version.data or ""
        return int(data) if data.isascii() and data.isdigit() and len(data) < 10 else -1

    def differing(self, saved: dict[str, Any]) -> dict[str, str]:
        """What is saved where something else is typed, by field name."""
        return {name: saved[name] or "–" for name in NAMES if (self[name].data or "") != saved[name]}


def shown(row: ModelPrice | None) -> dict[str, Any]:
    """The values of a price as its form shows them."""
    if row is None:
        return {"credit_percent": "100", "offered": True, "version": "0"}
    return {
        "input_price": _typed(row.input_price),
        "output_price": _typed(row.output_price),
        "credit_percent": str(row.credit_percent),
        "offered": row.offered,
        "version": str(row.version),
    }


def _typed(micro: int | None) -> str:
    return "" if micro is None else f"{Decimal(micro).scaleb(-6).normalize():f}"


def chosen(values: Any) -> tuple[Provider, str] | None:
    """The provider and the model an address names, or None for one that names none."""
    try:
        provider = Provider(values.get("provider", ""))
    except ValueError:
        return None
    name = values.get("model", "")
    clean = 0 < len(name) <= LONGEST_MODEL and text.clean(name) == name
    return (provider, name) if clean else None
