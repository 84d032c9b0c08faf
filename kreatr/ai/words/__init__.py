"""The words of AI work: who was asked, how it went, who paid."""

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
    "Receipt",
    "left_of_credits",
    "left_of_key",
    "model",
    "of_call",
    "paid",
    "payer",
    "rate",
    "receipt",
    "trouble",
    "wait",
]
