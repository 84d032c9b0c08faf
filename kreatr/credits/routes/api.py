"""`/api/credits`: the same for programs, as JSON. Credits are whole numbers, money is named by its unit."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, request

from kreatr.credits import queries, words
from kreatr.credits.models import CreditEntry
from kreatr.kernel import access, current

blueprint = Blueprint("credits_api", __name__, url_prefix="/api/credits")
MOST, DAYS = 100, 30


@blueprint.get("/balance")
@access.signed_in
def balance() -> Response:
    """What the viewer may spend, what is set aside for calls under way, and what the balance is worth."""
    standing = queries.standing(current.viewer())
    worth = words.worth(standing.balance)
    return _answer(
        balance=standing.balance,
        reserved=standing.reserved,
        worth_micro_idr=worth.idr,
        worth_micro_usd=worth.usd,
    )


@blueprint.get("/transactions")
@access.signed_in
def transactions() -> Response:
    """The viewer's ledger, newest first. `limit` (1 to 100), and `before`: the `next` of the answer before."""
    limit = min(MOST, max(1, request.args.get("limit", queries.PAGE, type=int)))
    before = request.args.get("before", None, type=uuid.UUID)
    page = queries.entries(current.viewer(), before, limit=limit)
    return _answer(
        transactions=[_line(entry) for entry in page.rows], next=str(page.next) if page.next else None
    )


@blueprint.get("/usage")
@access.signed_in
def usage() -> Response:
    """What the viewer's credits went to in the last 30 days (Asia/Jakarta), by task and by day."""
    spent = queries.spent(current.viewer(), DAYS)
    return _answer(
        days=DAYS,
        by_task=[
            {"task": key, "name": name, "calls": calls, "credits": credits}
            for key, name, calls, credits in words.by_task(spent)
        ],
        by_day=[
            {"day": day.isoformat(), "credits": credits, "calls": calls}
            for day, credits, calls in words.by_day(spent, DAYS)
        ],
    )


def _line(entry: CreditEntry) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "kind": entry.kind.value,
        "amount": entry.amount,
        "balance": entry.balance,
        "about": words.about(entry),
        "created_at": entry.created_at.isoformat(),
    }


def _answer(**values: Any) -> Response:
    response = jsonify(values)
    response.headers["Cache-Control"] = "private, no-store"
    return response
