"""What people can take along of their AI work: numbers, and the answers; never a key."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.ai.models import AiCall, AiChoice, CallText

CALL = (
    *(
        AiCall.id,
        AiCall.provider,
        AiCall.model,
        AiCall.operation,
        AiCall.task,
        AiCall.payer,
        AiCall.status,
        AiCall.error,
    ),
    *(
        AiCall.tokens_in,
        AiCall.tokens_out,
        AiCall.cost.label("cost_micro_usd"),
        AiCall.usd_idr,
        AiCall.credits,
    ),
    AiCall.created_at,
)


def belongings(person: User) -> dict[str, Any]:
    """Every call (money in micro-USD), the answers that were not deleted, and how calls are paid."""
    calls = sa.select(*CALL).where(AiCall.user_id == person.id).order_by(AiCall.id)
    answers = sa.select(CallText.call_id.label("call"), CallText.answer).join(
        AiCall, AiCall.id == CallText.call_id
    )
    return {
        "ai_calls": calls,
        "ai_answers": answers.where(AiCall.user_id == person.id).order_by(CallText.call_id),
        "ai_payment": sa.select(AiChoice.routing).where(AiChoice.user_id == person.id),
    }
