"""People's own keys for AI providers, and how they want their AI work to be paid."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice


class Provider(StrEnum):
    OPENAI = "OPENAI"
    ANTHROPIC = "ANTHROPIC"
    GOOGLE = "GOOGLE"
    HUGGINGFACE = "HUGGINGFACE"
    REPLICATE = "REPLICATE"
    CUSTOM = "CUSTOM"  # anything that speaks OpenAI's protocol: Ollama, vLLM, llama.cpp, LiteLLM


class KeyStatus(StrEnum):
    """No row at all is "not configured" (C05)."""

    NOT_VALIDATED = "NOT_VALIDATED"
    ACTIVE = "ACTIVE"
    INVALID = "INVALID"
    EXPIRED = "EXPIRED"


class LimitMode(StrEnum):
    STOP = "STOP"  # no call that may pass the limit
    WARN = "WARN"  # ask first


class ProviderKey(Keyed, Base):
    """A person's own key for one provider (C03: workspaces will own keys too). Only its sealed form is kept.

    `hint` are its last four characters, all that is ever shown. `models` are the names the provider listed for it.
    Limits are rupiah, per calendar month and per day (Asia/Jakarta); None is no limit. `refused_at` is since when the provider
    refuses it. `version` counts changes of the key itself.
    """

    __tablename__ = "provider_keys"
    __table_args__ = (sa.UniqueConstraint("user_id", "provider"),)

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"))
    provider: Mapped[Provider] = mapped_column(choice(Provider))
    sealed: Mapped[str] = mapped_column(sa.String(1200))
    hint: Mapped[str] = mapped_column(sa.String(4))
    base_url: Mapped[str] = mapped_column(sa.String(300), default="")  # of CUSTOM
    status: Mapped[KeyStatus] = mapped_column(choice(KeyStatus), default=KeyStatus.NOT_VALIDATED)
    models: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    monthly_limit: Mapped[int | None] = mapped_column(sa.BigInteger)
    daily_limit: Mapped[int | None] = mapped_column(sa.BigInteger)
    limit_mode: Mapped[LimitMode] = mapped_column(choice(LimitMode), default=LimitMode.STOP)
    version: Mapped[int] = mapped_column(default=1)
    checked_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def owner(self) -> str:
        """Whom the sealed key is bound to: person, provider and row (O4, C31)."""
        return f"provider-key:{self.user_id}:{self.provider.value}:{self.id}"

    @property
    def usable(self) -> bool:
        """Whether a call may be tried with it."""
        return self.status in (KeyStatus.ACTIVE, KeyStatus.NOT_VALIDATED)


class Routing(StrEnum):
    """Who pays (C24)."""

    BYOK_ONLY = "byok_only"
    BYOK_THEN_CREDITS = "byok_then_credits"
    CREDITS_ONLY = "credits_only"


class AiChoice(Base):
    """How a person wants their AI work to be paid. Without a row: their own key once there is one, else credits."""

    __tablename__ = "ai_choices"

    user_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    routing: Mapped[Routing] = mapped_column(choice(Routing))
