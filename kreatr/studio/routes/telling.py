"""What the page says of an answer: its text, how it went, what it cost, what can be done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kreatr.ai.words import Receipt
from kreatr.studio import forms, words
from kreatr.studio.models import StudioRun


def told(run: StudioRun, text: str, receipt: Receipt) -> dict[str, Any]:
    """What the answer's template needs."""
    call = run.call
    return {
        "run": run,
        "call": call,
        "text": text,
        "receipt": replace(receipt, trouble=""),  # said where the answer would have been
        "trouble": receipt.trouble,
        "remedy": words.REMEDIES.get(call.error),
        "again": call.error not in words.NOT_AGAIN,
        "full": call.succeeded and (call.tokens_out or 0) >= call.most_tokens > 0,
        "own_work": run.task == "story",
        "form_id": forms.fresh()["form_id"],
    }
