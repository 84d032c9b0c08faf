"""Whatever speaks OpenAI's protocol at an address a person enters: Ollama, vLLM, llama.cpp, LiteLLM, …"""

from __future__ import annotations

from kreatr.ai.adapters.completions import Completions
from kreatr.ai.adapters.protocol import Door, ProviderError


class Custom(Completions):
    """These differ in small things: some know no `stream_options`, a proxy of newer models no `max_tokens`."""

    limits = ("max_tokens", "max_completion_tokens")
    usage = (True, False)

    async def models(self, door: Door) -> list[str]:
        """The models of the server. Where it has no list at all, the address is not that of such a server."""
        try:
            return await super().models(door)
        except ProviderError as error:
            code, wait = error.code, error.retry_after
        raise ProviderError("ADDRESS" if code == "MODEL_UNKNOWN" else code, retry_after=wait)
