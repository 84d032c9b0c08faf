"""What the house knows about AI providers: its own keys for credits, where they are asked, and what things cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kreatr.kernel.reading import ConfigError, Reader

KEY = r"[\x21-\x7e]{10,500}"  # what may stand in a header
OWN = {
    "OPENAI": "https://api.openai.com/v1",
    "ANTHROPIC": "https://api.anthropic.com",
    "GOOGLE": "https://generativelanguage.googleapis.com",
    "HUGGINGFACE": "https://router.huggingface.co/v1",
    "REPLICATE": "https://api.replicate.com/v1",
}
ADDRESSES = {
    **{name: f"{name}_BASE_URL" for name in OWN},
    "GOOGLE": "GOOGLE_AI_BASE_URL",
}


@dataclass(frozen=True)
class AiSettings:
    """`keys` and `addresses` by the provider's name; a provider without a key of the house cannot be paid with credits.

    `private` lets addresses, also those people enter for CUSTOM, be on this machine or in its network, by plain HTTP too.
    `usd_idr` are rupiah for one US dollar, as of `usd_idr_day` (None: the operator named no day). One credit buys AI work for
    which the provider takes `credit_micro_usd`, and is worth `credit_micro_idr` (millionths of a rupiah) to people.
    """

    keys: dict[str, str] = field(default_factory=dict, repr=False)
    addresses: dict[str, str] = field(default_factory=lambda: dict(OWN))
    private: bool = False
    usd_idr: int = 15_000
    usd_idr_day: date | None = None
    signup_credits: int = 0
    credit_micro_usd: int = 25
    credit_micro_idr: int = 1_500_000

    @classmethod
    def read(cls, read: Reader) -> AiSettings:
        """Reads and checks the variables. Raises ConfigError."""
        private = read.flag("ALLOW_PRIVATE_AI_URLS", False)
        remedy = "must be one word of at least 10 plain letters, digits and signs, as the provider gave it."
        keys = {name: read.matching(f"{name}_API_KEY", KEY, remedy) for name in OWN}
        return cls(
            keys={name: key for name, key in keys.items() if key},
            addresses={name: _address(read, name) for name in OWN},
            private=private,
            usd_idr=read.number("USD_IDR", 15_000, 1_000, 1_000_000),
            usd_idr_day=_day(read, "USD_IDR_DATE"),
            signup_credits=read.number("CREDITS_ON_SIGN_UP", 0, 0, 1_000_000),
            credit_micro_usd=read.number("CREDIT_COST_MICRO_USD", 25, 1, 1_000_000),
            credit_micro_idr=int(Decimal(str(read.decimal("CREDIT_PRICE_IDR", 1.5))) * 1_000_000),
        )


def _day(read: Reader, name: str) -> date | None:
    value = read.text(name, "")
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ConfigError(f"{name} must be a day, such as 2026-11-01.") from None


def _address(read: Reader, provider: str) -> str:
    key = f"{provider}_API_KEY"
    return read.address(ADDRESSES[provider], OWN[provider], switch="ALLOW_PRIVATE_AI_URLS", instead=key)
