"""What AI work costs, in whole numbers only (C20): micro-USD, and millionths of a rupiah for what people read first.

A price is micro-USD for a million tokens. An amount in rupiah is its micro-USD times the rate, so nothing is lost before it is written.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from flask import Flask

from kreatr.kernel import i18n

MILLION = 1_000_000
WHOLE_FROM = 100  # rupiah; below, hundredths are written


def init_app(app: Flask) -> None:
    """Gives templates the `rupiah` and `dollars` filters."""
    app.jinja_env.filters.update(rupiah=rupiah, dollars=dollars)


def cost(
    tokens_in: int | None, tokens_out: int | None, input_price: int | None, output_price: int | None
) -> int | None:
    """What so many tokens cost, in micro-USD, rounded up once; None where a count or a price is not known."""
    if tokens_in is None or tokens_out is None or input_price is None or output_price is None:
        return None
    return -(-(tokens_in * input_price + tokens_out * output_price) // MILLION)


def micro_idr(micro_usd: int, usd_idr: int) -> int:
    """The same amount in millionths of a rupiah, at so many rupiah for a dollar."""
    return micro_usd * usd_idr


def rupiah(amount: int) -> str:
    """Millionths of a rupiah: `Rp 1.250`; below Rp 100 with two decimals, `Rp 0,35`; what is less than a hundredth says so."""
    word = "IDR" if i18n.language() == "en" else "Rp"
    if 0 < amount < MILLION // 100:
        return f"< {word} {_written(Decimal('0.01'), 2)}"
    value = Decimal(amount) / MILLION
    return f"{word} {_written(value, 2 if 0 < value < WHOLE_FROM else 0)}"


def dollars(amount: int) -> str:
    """Micro-USD: `$14,60`, in English `$14.60`; below a dollar as many decimals as it takes, `$0,0012`."""
    value = Decimal(amount) / MILLION
    if not amount or value >= 1:
        return f"${_written(value, 2)}"
    least, most = 2, 6 if amount < MILLION // 10_000 else 4
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP).normalize()
    return f"${_written(rounded, max(least, -int(rounded.as_tuple().exponent)))}"


def _written(value: Decimal, decimals: int) -> str:
    """A number with so many decimals, in the reader's way."""
    text = f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"
    return text if i18n.language() == "en" else text.translate(str.maketrans(",.", ".,"))
