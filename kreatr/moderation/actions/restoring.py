"""How an account stood, as the log keeps it, and putting it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kreatr.accounts.actions import standing as accounts
from kreatr.accounts.models import Standing, User
from kreatr.kernel import clock
from kreatr.kernel.db import action
from kreatr.moderation.models import Act, SubjectKind, Verb

CLOSES = (Verb.SUSPEND, Verb.BAN)


def subject(person: User) -> dict[str, Any]:
    """What a line about an account is about."""
    return {"subject": (SubjectKind.USER, person.id), "person_id": person.id, "title": person.username}


def as_it_stood(person: User) -> dict[str, Any]:
    """An account's standing as plain values: {standing, until} with `until` in ISO 8601 or None."""
    until = person.suspended_until
    return {"standing": person.standing.value, "until": until.isoformat() if until else None}


def stands_as_left(person: User, act: Act) -> bool:
    """Whether an account still stands as a line about it left it: not lifted, extended or banned since."""
    return act.verb in CLOSES and as_it_stood(person).items() <= act.after.items()


@action
def restore(act: Act) -> User:
    """Takes the effect of a SUSPEND or BAN back: the account stands as before it, a suspension only for what is left of its time.

    Writes no line; the caller does. An account that stands otherwise by now, as its time was over, stays as it is.
    """
    person = accounts.locked(act.subject_id)
    if not stands_as_left(person, act):
        return person
    until = act.before.get("until")
    rest = datetime.fromisoformat(until) if until else None
    if act.before.get("standing") == Standing.SUSPENDED and rest is not None and rest > clock.now():
        return accounts.suspend(person.id, rest)
    return accounts.unban(person.id) if act.verb is Verb.BAN else accounts.lift(person.id)
