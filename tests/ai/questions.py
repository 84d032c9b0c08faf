"""What tests ask, and what they pay with."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Flask

from kreatr.accounts.models import User
from kreatr.ai.actions import keys
from kreatr.ai.actions.asking import Question
from kreatr.ai.actions.keys import Typed
from kreatr.ai.adapters.protocol import Message
from kreatr.ai.models import Provider, ProviderKey
from kreatr.credits.actions import grant

MODEL = "gpt-4o-mini"


def planted(prefix: str = "sk-") -> str:
    """A key that nobody ever had, made now."""
    return prefix + secrets.token_hex(24)


def make_key(
    user: User,
    provider: Provider = Provider.OPENAI,
    models: tuple[str, ...] = (MODEL, "gpt-4o"),
    **fields: Any,
) -> ProviderKey:
    """An own key that its provider takes; fields of the row as given."""
    typed = Typed(planted(), fields.pop("base_url", ""), models)
    key = keys.save(user, provider, typed)
    if limits := {name: fields[name] for name in ("monthly", "daily", "mode") if name in fields}:
        key = keys.limit(user, key.id, limits.get("monthly"), limits.get("daily"), limits["mode"])
    return key


def house_pays(app: Flask, **fields: Any) -> None:
    """The house has a key for OpenAI, so that credits can pay."""
    config = app.config["KREATR"]
    app.config["KREATR"] = replace(config, ai=replace(config.ai, keys={"OPENAI": planted()}, **fields))


def give(user: User, credits: int) -> None:
    """Credits to spend."""
    grant(user.id, credits, "for a test")


def question(text: str = "Buatkan takarir untuk kopi susu.", **fields: Any) -> Question:
    """One question, unlike all others."""
    values: dict[str, Any] = {
        "provider": Provider.OPENAI,
        "model": MODEL,
        "messages": (Message("system", "Kamu penulis takarir."), Message("user", text)),
        "most_tokens": 500,
        "task": "caption",
        "ask_key": uuid4().hex,
        **fields,
    }
    return Question(**values)
