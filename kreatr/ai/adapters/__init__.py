"""One file per provider: what it is asked, and what its answers mean."""

from __future__ import annotations

from kreatr.ai.adapters.anthropic import Anthropic
from kreatr.ai.adapters.custom import Custom
from kreatr.ai.adapters.google import Google
from kreatr.ai.adapters.huggingface import HuggingFace
from kreatr.ai.adapters.openai import OpenAI
from kreatr.ai.adapters.protocol import Adapter
from kreatr.ai.adapters.replicate import Replicate
from kreatr.ai.models import Provider

ADAPTERS: dict[Provider, Adapter] = {
    Provider.OPENAI: OpenAI(),
    Provider.ANTHROPIC: Anthropic(),
    Provider.GOOGLE: Google(),
    Provider.HUGGINGFACE: HuggingFace(),
    Provider.REPLICATE: Replicate(),
    Provider.CUSTOM: Custom(),
}
