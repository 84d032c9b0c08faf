"""Asking: everything that is decided before a call costs anything, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app

from kreatr.accounts.models import User
from kreatr.ai.adapters.protocol import Message
from kreatr.ai.errors import CallNotFound, NoPayer, OverBudget, TooLong, TooManyAtOnce
from kreatr.ai.models import AiCall, CallStatus, CallText, LimitMode, Payer, Provider, ProviderKey
from kreatr.ai.queries import catalogue, usage
from kreatr.ai.queries.allowance import allowance
from kreatr.ai.queries.catalogue import Model
from kreatr.ai.queries.offers import Offer, offer
from kreatr.credits import actions as credits
from kreatr.credits.words import work
from kreatr.kernel import limits, money, topics
from kreatr.kernel.db import action, after_commit, db, lock, uuid7

AT_ONCE = 10  # calls of one person under way
BELL = "calls"  # rung when somebody asked; the caller waits for it


@dataclass(frozen=True)
class Question:
    """What is asked of whom. `most_tokens` bounds the answer; `ask_key` is the same when a form is sent twice;
    `agreed` is the person's word that a limit they want to be warned of may be passed."""

    provider: Provider
    model: str
    messages: tuple[Message, ...]
    most_tokens: int
    task: str
    ask_key: str
    agreed: bool = False


@dataclass(frozen=True)
class Estimate:
    """What a question may cost at most: tokens, micro-USD and credits (None: unknown)."""

    tokens_in: int
    tokens_out: int
    cost: int | None
    credits: int | None


def estimate(model: Model, messages: tuple[Message, ...], most_tokens: int) -> Estimate:
    """The most a question may cost: all of it counted generously, and an answer of full length."""
    tokens = catalogue.estimated_tokens(*(message.text for message in messages))
    model = catalogue.sized(model, tokens)
    cost = money.cost(tokens, most_tokens, model.input_price, model.output_price)
    return Estimate(tokens, most_tokens, cost, catalogue.credits_for(model, tokens, most_tokens))


@action
def ask(viewer: User, question: Question) -> AiCall:
    """Writes a call down for the caller to make; the same `ask_key` again is the same call.

    Raises NoPayer, OverBudget, TooLong, TooManyAtOnce, and NotEnoughCredits; then nothing was written and nothing is owed.
    """
    # One at a time for a person: two forms may not both see the last rupiah of an allowance.
    lock(db.session(), "ai", str(viewer.id))
    found = db.session.scalar(sa.select(AiCall).where(AiCall.ask_key == question.ask_key))
    if found:
        if found.user_id != viewer.id:
            raise CallNotFound
        return found
    _check_number(viewer)
    chosen = offer(viewer, question.provider, question.model)
    if chosen.payer is None:
        raise NoPayer(chosen.reason)
    call = _written(viewer, question, chosen)
    after_commit(lambda: topics.ring(BELL))
    return call


def _check_number(viewer: User) -> None:
    under_way = sa.select(sa.func.count()).where(
        AiCall.user_id == viewer.id, AiCall.status.in_((CallStatus.QUEUED, CallStatus.RUNNING))
    )
    if (db.session.scalar(under_way) or 0) >= limits.amount(AT_ONCE):
        raise TooManyAtOnce


def _written(viewer: User, question: Question, chosen: Offer) -> AiCall:
    guess = estimate(chosen.model, question.messages, question.most_tokens)
    model = catalogue.sized(chosen.model, guess.tokens_in)
    if model.context and guess.tokens_in + guess.tokens_out > model.context:
        raise TooLong(model.context)
    settings = current_app.config["KREATR"].ai
    call = AiCall(
        id=uuid7(),
        user_id=viewer.id,
        provider=question.provider,
        model=question.model,
        task=question.task,
        payer=chosen.payer,
        most_tokens=question.most_tokens,
        estimate=guess.cost,
        input_price=model.input_price,
        output_price=model.output_price,
        credit_percent=model.credit_percent,
        usd_idr=settings.usd_idr,
        ask_key=question.ask_key,
        day=usage.today(),
    )
    if chosen.payer is Payer.KEY and chosen.key:
        _check_allowance(chosen.key, guess, settings.usd_idr, question.agreed)
        call.key_id, call.key_hint = chosen.key.id, chosen.key.hint
    else:
        call.reserved = guess.credits or 0
        credits.reserve(viewer.id, call.id, call.reserved, work(question.task, model.name))
    db.session.add(call)
    db.session.flush()
    turns = [{"role": message.role, "text": message.text} for message in question.messages]
    db.session.add(CallText(call_id=call.id, request={"messages": turns}))
    return call


def _check_allowance(key: ProviderKey, guess: Estimate, usd_idr: int, agreed: bool) -> None:
    """Raises OverBudget when the estimate passes what is left. What has no price cannot be counted, which the page says."""
    least = allowance(key).least
    if least is None or guess.cost is None:
        return
    limit, left = least
    wanted = money.micro_idr(guess.cost, usd_idr)
    may_agree = key.limit_mode is LimitMode.WARN
    if wanted > left and not (may_agree and agreed):
        raise OverBudget(wanted, left, limit, may_agree=may_agree)
