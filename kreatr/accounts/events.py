"""What happens to accounts."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from kreatr.kernel.events import Event


@dataclass(frozen=True)
class AccountRegistered(Event):
    """A new account exists."""

    user_id: uuid.UUID


@dataclass(frozen=True)
class RegistrationRepeated(Event):
    """Somebody registered with the e-mail address of an account that exists."""

    user_id: uuid.UUID


@dataclass(frozen=True)
class ConfirmationRequested(Event):
    """A person wants the confirmation mail once more."""

    user_id: uuid.UUID


@dataclass(frozen=True)
class PasswordResetRequested(Event):
    """Somebody asked for a new password. Whether the address is known is looked up by the worker, not by the page."""

    email: str


@dataclass(frozen=True)
class PasswordChanged(Event):
    """An account has a new password; its sessions and mailed links have ended."""

    user_id: uuid.UUID


@dataclass(frozen=True)
class UsernameChanged(Event):
    """Somebody goes by another name; the old one stays theirs and leads to the new one (C12)."""

    user_id: uuid.UUID
    old: str
    new: str


@dataclass(frozen=True)
class StandingChanged(Event):
    """Somebody was suspended or banned, or that ended: what shows them and their work follows."""

    user_id: uuid.UUID
