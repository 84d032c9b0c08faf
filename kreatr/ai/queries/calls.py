"""Calls as their person sees them (A8: nobody else does)."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.ai.errors import CallNotFound
from kreatr.ai.models import AiCall, CallText
from kreatr.kernel import topics
from kreatr.kernel.db import db

TEXT, END = "text", "end"  # kinds of lines in a call's topic


def topic(call_id: uuid.UUID) -> str:
    """The topic in which an answer is told while it comes."""
    return f"call:{call_id}"


def find(viewer: User, call_id: uuid.UUID) -> AiCall:
    """One of the viewer's calls. Raises CallNotFound."""
    found = db.session.scalar(sa.select(AiCall).where(AiCall.id == call_id, AiCall.user_id == viewer.id))
    if found is None:
        raise CallNotFound
    return found


def text(call: AiCall) -> str:
    """The answer, as much of it as there is."""
    if call.under_way:
        return "".join(line.text for line in topics.so_far(topic(call.id)) if line.kind == TEXT)
    return db.session.scalar(sa.select(CallText.answer).where(CallText.call_id == call.id)) or ""


def under_way(call_id: uuid.UUID) -> bool:
    """Whether there is more to come, as the database has it now."""
    found = db.session.get(AiCall, call_id, populate_existing=True)
    return found is not None and found.under_way
