"""The end of a call: what came, what it cost, who paid. Each call ends once."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

import sqlalchemy as sa
from flask import current_app

from kreatr.ai.actions import keys, warning
from kreatr.ai.adapters.protocol import Count
from kreatr.ai.models import AiCall, CallStatus, CallText, Payer
from kreatr.ai.queries import catalogue
from kreatr.credits import actions as credits
from kreatr.kernel import clock, money
from kreatr.kernel.db import action, db


@dataclass(frozen=True)
class Outcome:
    """How a call ended: its text so far, the provider's count if it gave one, why it failed ("" when it did not), and whether the
    provider may have billed a call that gave nothing."""

    text: str
    count: Count = field(default_factory=Count)
    error: str = ""
    stopped: bool = False
    billed: bool = False


@action
def settle(call_id: uuid.UUID, outcome: Outcome) -> bool:
    """Writes down how a call ended. Credits pay for what came, nothing for a call that failed; False when it had ended before."""
    call = _open(call_id, CallStatus.RUNNING)
    if call is None:
        return False
    call.status = _status(outcome)
    call.error, call.ended_at, call.leased_until = outcome.error, clock.now(), None
    _keep_text(call, outcome)
    _count(call, outcome)
    if call.payer is Payer.CREDITS:
        _pay(call)
    elif call.key_id:
        keys.mark_used(call.key_id)
        warning.watch(call)
    return True


def fail(call_id: uuid.UUID, error: str) -> bool:
    """Ends a call that never reached its provider."""
    return settle(call_id, Outcome("", Count(0, 0), error))


@action
def interrupt(call_id: uuid.UUID, moment: datetime) -> bool:
    """Ends a call whose caller is gone (`leased_until` before `moment`), or that none came for. Credits come back."""
    call = _open(call_id, CallStatus.RUNNING, CallStatus.QUEUED)
    if call is None or (call.leased_until and call.leased_until >= moment):
        return False
    call.status, call.error, call.ended_at = CallStatus.FAILED, "INTERRUPTED", clock.now()
    call.leased_until = None
    if call.payer is Payer.CREDITS:
        call.credits, call.cost = 0, 0
        credits.release(call.id)
    return True


@action
def withdraw(call_id: uuid.UUID) -> bool:
    """Ends a call that waits, before anybody made it. It costs nothing."""
    call = _open(call_id, CallStatus.QUEUED)
    if call is None:
        return False
    call.status, call.ended_at = CallStatus.STOPPED, clock.now()
    call.tokens_in, call.tokens_out, call.cost, call.counted = 0, 0, 0, True
    if call.payer is Payer.CREDITS:
        call.credits = 0
        credits.release(call.id)
    return True


def _open(call_id: uuid.UUID, *wanted: CallStatus) -> AiCall | None:
    select = sa.select(AiCall).where(AiCall.id == call_id, AiCall.status.in_(wanted)).with_for_update()
    return db.session.scalar(select.execution_options(populate_existing=True))


def _status(outcome: Outcome) -> CallStatus:
    if outcome.error:
        return CallStatus.FAILED
    return CallStatus.STOPPED if outcome.stopped else CallStatus.DONE


def _keep_text(call: AiCall, outcome: Outcome) -> None:
    db.session.execute(sa.update(CallText).where(CallText.call_id == call.id).values(answer=outcome.text))


def _count(call: AiCall, outcome: Outcome) -> None:
    """Tokens and what they cost: as the provider counted, else as far as we can tell. A call that failed before it was billed costs nothing."""
    count = outcome.count
    call.counted = count.tokens_in is not None and count.tokens_out is not None
    if outcome.error and not outcome.text and not call.counted and not outcome.billed:
        count, call.counted = Count(0, 0), True
    call.tokens_in = count.tokens_in if count.tokens_in is not None else _asked_tokens(call)
    call.tokens_out = (
        count.tokens_out if count.tokens_out is not None else catalogue.estimated_tokens(outcome.text)
    )
    call.cost = money.cost(call.tokens_in, call.tokens_out, call.input_price, call.output_price)


def _asked_tokens(call: AiCall) -> int:
    asked = db.session.scalar(sa.select(CallText.request).where(CallText.call_id == call.id)) or {}
    return catalogue.estimated_tokens(*(turn["text"] for turn in asked.get("messages", ())))


def _pay(call: AiCall) -> None:
    """Takes what was used of the reserved credits, or gives all of them back; then `cost` is what these credits are worth."""
    if call.status is CallStatus.FAILED:
        credits.release(call.id)
        call.credits, call.cost = 0, 0
        return
    settings = current_app.config["KREATR"].ai
    wanted = catalogue.credits_of(call.cost, call.credit_percent) if call.cost else 0
    call.credits = credits.settle(call.id, wanted)
    call.cost = round(Fraction(call.credits * settings.credit_micro_idr, call.usd_idr))
