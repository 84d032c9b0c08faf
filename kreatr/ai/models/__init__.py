"""What AI work is made of: keys, prices, choices, calls."""

from kreatr.ai.models.calls import AiCall, CallStatus, CallText, Operation, Payer
from kreatr.ai.models.keys import AiChoice, KeyStatus, LimitMode, Provider, ProviderKey, Routing
from kreatr.ai.models.prices import ModelPrice

__all__ = [
    "AiCall",
    "AiChoice",
    "CallStatus",
    "CallText",
    "KeyStatus",
    "LimitMode",
    "ModelPrice",
    "Operation",
    "Payer",
    "Provider",
    "ProviderKey",
    "Routing",
]
