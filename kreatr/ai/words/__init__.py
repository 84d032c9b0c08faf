"""The words of AI work: who was asked, how it went, who paid."""

from kreatr.ai.words.charting import STYLES, Shown, chart, models, period, providers, shown, unknown
from kreatr.ai.words.names import (
    CALLS,
    DOTS,
    KEYS,
    LONG,
    MARKS,
    NOT_CONFIGURED,
    OPERATIONS,
    PROVIDERS,
    model,
    payer,
)
from kreatr.ai.words.receipts import Receipt, left_of_credits, left_of_key, paid, rate, receipt
from kreatr.ai.words.trouble import SENTENCES, of_call, trouble, wait

__all__ = [
    "CALLS",
    "DOTS",
    "KEYS",
    "LONG",
    "MARKS",
    "NOT_CONFIGURED",
    "OPERATIONS",
    "PROVIDERS",
    "SENTENCES",
    "STYLES",
    "Receipt",
    "Shown",
    "chart",
    "left_of_credits",
    "left_of_key",
    "model",
    "models",
    "of_call",
    "paid",
    "payer",
    "period",
    "providers",
    "rate",
    "receipt",
    "shown",
    "trouble",
    "unknown",
    "wait",
]
