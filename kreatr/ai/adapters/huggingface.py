"""Hugging Face: its router speaks OpenAI's protocol; the Hub knows whose token it is."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace

from kreatr.ai.adapters import line, reading
from kreatr.ai.adapters.completions import Completions
from kreatr.ai.adapters.protocol import Count, Door, ProviderError

MODEL = re.compile(r"[a-zA-Z0-9][\w.-]{0,95}/[a-zA-Z0-9][\w.-]{0,95}", re.ASCII)
ROUTER, HUB = "https://router.huggingface.co", "https://huggingface.co"


class HuggingFace(Completions):
    """The base address ends with `/v1`; what is not OpenAI's lies beside that."""

    async def models(self, door: Door) -> list[str]:
        """The models of the router. Its list is public, so the Hub is asked first whether it knows the token."""
        root = _root(door)
        hub = replace(door, base_url=HUB if root == ROUTER else root)
        await line.ask(hub, "list", "GET", "/api/whoami-v2", line.bearer(door))
        return await super().models(door)

    async def embed(self, door: Door, model: str, texts: Sequence[str]) -> tuple[list[list[float]], Count]:
        """A vector for each text, in their order. Tokens are not told."""
        if not MODEL.fullmatch(model):
            raise ProviderError("MODEL_UNKNOWN")
        path = f"/hf-inference/models/{model}/pipeline/feature-extraction"
        beside = replace(door, base_url=_root(door))
        body = await line.raw(beside, "embed", "POST", path, line.bearer(door), {"inputs": list(texts)})
        try:
            rows = json.loads(body)
        except (ValueError, RecursionError):
            rows = None
        return reading.vectors(rows, len(texts)), Count()


def _root(door: Door) -> str:
    return door.base_url.removesuffix("/v1")
