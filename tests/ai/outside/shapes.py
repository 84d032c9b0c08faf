"""What a provider's answers are made of."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.ai.outside.server import Outside


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; `path` is without the provider's prefix, `body` is its JSON. `at` is time.monotonic()."""

    provider: str
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: Any
    at: float

    @property
    def key(self) -> str:
        """The key it came with, in whichever header."""
        given = self.headers.get("authorization", "").removeprefix("Bearer ")
        return given or self.headers.get("x-api-key", "") or self.headers.get("x-goog-api-key", "")


@dataclass
class Frame:
    """A part of a stream; `token` is the text it brings, if any."""

    data: bytes
    token: str = ""


@dataclass
class Reply:
    """An answer: `body` as JSON (or bytes), or `frames` one after the other."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    frames: list[Frame] | None = None

    def raw(self) -> bytes:
        """The body as bytes."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class Shape:
    """One provider. `KINDS` of refusals: denied, forbidden, limited, broken, overloaded, expired, poor, blocked, long, unknown, bad."""

    def __init__(self, outside: Outside) -> None:
        self.outside = outside

    def answer(self, asked: Asked) -> Reply | None:
        """What it answers when all is well; None for an address it does not have."""
        raise NotImplementedError

    def refusal(self, kind: str) -> Reply:
        """How it refuses."""
        raise NotImplementedError


def data(value: Any, token: str = "", name: str = "") -> Frame:
    """A server-sent event."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    lines = "".join(f"data: {line}\n" for line in text.split("\n"))
    return Frame((f"event: {name}\n" if name else "").encode() + lines.encode() + b"\n", token)
