"""The one protocol of all providers (PRV-01). An adapter turns it into a provider's own HTTP, and its answers back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Message:
    """One turn. `role` is system, user or assistant; a system message stands first."""

    role: str
    text: str


@dataclass(frozen=True)
class Door:
    """Where one call goes and with what right. The key lives only as long as the call, and no repr shows it (BYOK-17).

    `base_url` has no slash at its end; `private` lets it be on this machine or in its network.
    """

    base_url: str
    key: str = field(repr=False)
    private: bool = False


@dataclass(frozen=True)
class Count:
    """Tokens as the provider counted them; None where it did not say."""

    tokens_in: int | None = None
    tokens_out: int | None = None


@dataclass(frozen=True)
class Piece:
    """What arrives of a streamed answer: some text, or at its end the count. `cut` says that the answer reached `most_tokens`."""

    text: str = ""
    count: Count | None = None
    cut: bool = False


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    text: str
    count: Count
    cut: bool = False


class ProviderError(Exception):
    """Why a provider gave no (whole) answer. `code` is one of CODES; nothing of key, address or answer is in it.

    `retry_after` are seconds the provider asked for. `billed` says that it may have counted what it did before it failed.
    """

    def __init__(self, code: str, *, retry_after: int | None = None, billed: bool = False) -> None:
        if code not in CODES:
            raise ValueError(code)
        super().__init__(code)
        self.code, self.retry_after, self.billed = code, retry_after, billed


# Only the first two change a key's status (C06).
CODES = {
    "KEY_REFUSED",  # 401, and what providers answer to a key they do not know
    "KEY_EXPIRED",  # the provider says so
    "FORBIDDEN",  # 403: this key may not do this
    "NO_MONEY",  # the provider's account has nothing left
    "RATE_LIMITED",  # 429
    "MODEL_UNKNOWN",  # 404, or no such model for this key
    "TOO_LONG",  # more than the model takes
    "BLOCKED",  # the provider's own rules
    "BAD_REQUEST",  # any other 4xx
    "UNAVAILABLE",  # 5xx, overloaded, no connection
    "TIMEOUT",
    "CUT",  # the stream broke off before its end
    "GARBAGE",  # not what the provider documents
    "ADDRESS",  # an address that may not be asked, or leads where it may not
}


class Adapter(Protocol):
    """What every provider can do here. All raise ProviderError; nothing is tried again in here."""

    async def models(self, door: Door) -> list[str]:
        """The models this key may use, by the provider's free list: also how a key is checked (C07)."""
        ...

    async def chat(self, door: Door, model: str, messages: Sequence[Message], most_tokens: int) -> Reply:
        """The whole answer at once."""
        ...

    def stream(
        self, door: Door, model: str, messages: Sequence[Message], most_tokens: int
    ) -> AsyncIterator[Piece]:
        """The answer as it comes; the last piece has the count. Ends by ProviderError("CUT") when it broke off."""
        ...

    async def embed(self, door: Door, model: str, texts: Sequence[str]) -> tuple[list[list[float]], Count]:
        """A vector for each text, in their order."""
        ...
