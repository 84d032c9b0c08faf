"""Devices that ring, and what each of them is told."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kreatr.accounts.models import User, UserSession
from kreatr.kernel import clock
from kreatr.kernel.db import Base, Keyed, choice

DEVICES = 10  # of one person
MISSES = 3  # in a row, after which a device is given up
LIFETIME = timedelta(hours=12)  # how long a message is tried; longer than that it is no news


class PushKind(StrEnum):
    """What a device may ring for; each is chosen for itself."""

    INQUIRY = "inquiry"
    ANSWER = "answer"
    DECISION = "decision"
    TEST = "test"  # asked for by its person, on the page


CHOICES = (PushKind.INQUIRY, PushKind.ANSWER, PushKind.DECISION)


class PushSubscription(Keyed, Base):
    """A browser that rings for one person. It belongs to a session and goes with it: whoever is signed out hears nothing.

    `endpoint` is the address of a push service, `p256dh` and `auth` (base64url) the browser's keys; `server_key` marks the
    VAPID key it was made for. `misses` counts messages in a row that could not be delivered in their time.
    """

    __tablename__ = "push_subscriptions"

    user_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("users.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("user_sessions.id", ondelete="CASCADE"), unique=True
    )
    endpoint: Mapped[str] = mapped_column(sa.String(1000))
    endpoint_digest: Mapped[str] = mapped_column(sa.String(64), unique=True)
    p256dh: Mapped[str] = mapped_column(sa.String(100))
    auth: Mapped[str] = mapped_column(sa.String(40))
    server_key: Mapped[str] = mapped_column(sa.String(16))
    device: Mapped[str] = mapped_column(sa.String(80))
    kinds: Mapped[str] = mapped_column(sa.String(80))  # with spaces between
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    used_at: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]  # as its push service asked
    misses: Mapped[int] = mapped_column(default=0)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    session: Mapped[UserSession] = relationship(lazy="joined", innerjoin=True)

    def rings_for(self, kind: PushKind) -> bool:
        """Whether it was chosen for this kind; a test is chosen by asking for it."""
        return kind is PushKind.TEST or kind.value in self.kinds.split()


class PushMessage(Base):
    """One thing that one device is told, once. Its id is made of the device and of the key of what happened."""

    __tablename__ = "push_messages"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    subscription_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("push_subscriptions.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[PushKind] = mapped_column(choice(PushKind))
    path: Mapped[str] = mapped_column(sa.String(300))
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    ended_at: Mapped[datetime | None]  # taken by the push service, or given up

    subscription: Mapped[PushSubscription] = relationship(lazy="joined", innerjoin=True)
