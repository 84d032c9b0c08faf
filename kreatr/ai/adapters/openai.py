"""OpenAI itself."""

from __future__ import annotations

from kreatr.ai.adapters.completions import Completions


class OpenAI(Completions):
    """Newer models refuse `max_tokens`; all of them take its successor, which counts what a model thinks too."""

    limits = ("max_completion_tokens",)
