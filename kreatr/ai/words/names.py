"""What things of AI work are called."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.ai.models import AiCall, CallStatus, KeyStatus, Operation, Payer, Provider
from kreatr.ai.queries import pricelist

PROVIDERS: dict[Provider, Any] = {
    Provider.OPENAI: "OpenAI",
    Provider.ANTHROPIC: "Anthropic",
    Provider.GOOGLE: "Google",
    Provider.HUGGINGFACE: "Hugging Face",
    Provider.REPLICATE: "Replicate",
    Provider.CUSTOM: _l("Own server"),
}
# As people look for them where keys are kept.
LONG = {**PROVIDERS, Provider.ANTHROPIC: "Anthropic (Claude)", Provider.GOOGLE: "Google (Gemini)"}
# A provider's icon; the disc's class is its name in small letters.
MARKS = {
    Provider.OPENAI: "sparkles",
    Provider.ANTHROPIC: "claude",
    Provider.GOOGLE: "googlegemini",
    Provider.HUGGINGFACE: "huggingface",
    Provider.REPLICATE: "replicate",
    Provider.CUSTOM: "server",
}
KEYS = {
    KeyStatus.NOT_VALIDATED: _l("Not tested"),
    KeyStatus.ACTIVE: _l("Active"),
    KeyStatus.INVALID: _l("Invalid"),
    KeyStatus.EXPIRED: _l("Expired"),
}
NOT_CONFIGURED = _l("Not configured")
CALLS = {
    CallStatus.QUEUED: _l("Waiting"),
    CallStatus.RUNNING: _l("Being written"),
    CallStatus.DONE: _l("Done"),
    CallStatus.STOPPED: _l("Stopped"),
    CallStatus.FAILED: _l("Failed"),
}
DOTS = {
    CallStatus.QUEUED: "none",
    CallStatus.RUNNING: "half",
    CallStatus.DONE: "full",
    CallStatus.STOPPED: "done",
    CallStatus.FAILED: "struck",
}
OPERATIONS = {Operation.CHAT: _l("Chat"), Operation.EMBED: _l("Embedding")}


def model(provider: Provider, name: str) -> str:
    """A model as people know it: its name in the price list, else the one its provider gave it."""
    found = pricelist.find(provider, name)
    return found[0].name if found else name


def payer(call: AiCall) -> str:
    """Who pays for a call: `own key …4f2a`, or credits."""
    if call.payer is Payer.CREDITS:
        return _("credits")
    return _("own key …%(hint)s", hint=call.key_hint) if call.key_hint else _("own key")
