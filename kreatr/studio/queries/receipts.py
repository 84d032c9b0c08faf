"""The receipt of a run: what it cost, who paid, what is left."""

from __future__ import annotations

from kreatr.accounts.models import User
from kreatr.ai import words
from kreatr.ai.models import AiCall, Payer
from kreatr.ai.queries import keys
from kreatr.ai.queries.allowance import allowance
from kreatr.ai.words import Receipt
from kreatr.credits import queries as credits


def receipt(viewer: User, call: AiCall) -> Receipt:
    """The receipt of one of the viewer's calls, with what is left now of its key's allowance or of the credits."""
    if call.payer is Payer.CREDITS:
        return words.receipt(call, words.left_of_credits(credits.balance(viewer.id)))
    key = keys.by_id(call.key_id) if call.key_id else None
    least = allowance(key).least if key else None
    return words.receipt(call, words.left_of_key(*least) if least else None)
