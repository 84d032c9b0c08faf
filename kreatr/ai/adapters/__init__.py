"""One file per provider: what it is asked, and what its answers mean."""

from __future__ import annotations

from kreatr.ai.adapters.custom import Custom
from kreatr.ai.adapters.openai import OpenAI
from kreatr.ai.adapters.protocol import Adapter
from kreatr.ai.models import Provider

ADAPTERS: dict[Provider, Adapter] = {
    Provider.OPENAI: OpenAI(),
    Provider.CUSTOM: Custom(),
}
