"""The worker's part: telling people what happened to their credits."""

from __future__ import annotations

import uuid

from flask import current_app

from kreatr.accounts.models import User
from kreatr.accounts.queries import by_id
from kreatr.credits import queries
from kreatr.credits.events import CreditsCorrected, CreditsGiven, CreditsLow
from kreatr.kernel import i18n, mail
from kreatr.kernel.db import db
from kreatr.notices import actions as notices
from kreatr.notices.queries import wants_mail

PAGE = "/dashboard/credits"


def tell_given(event: CreditsGiven, key: uuid.UUID) -> None:
    """A line about credits that were given."""
    _tell(event.user_id, "credits_given", key, event.credits)


def tell_corrected(event: CreditsCorrected, key: uuid.UUID) -> None:
    """A line about credits that were taken back."""
    _tell(event.user_id, "credits_corrected", key, event.credits)


def tell_low(event: CreditsLow, key: uuid.UUID) -> None:
    """A line and a letter while there is time, unless credits came meanwhile (CRD-11)."""
    if not queries.told_since(event.user_id, event.level):
        return
    person = _tell(event.user_id, "credits_low", key, event.balance, level=event.level)
    if person is not None and wants_mail(person.id, "credits_low"):
        link = f"{current_app.config['KREATR'].base_url}{PAGE}"
        letter = mail.compose(
            "credits_low",
            to=person.email,
            locale=person.locale,
            key=key,
            person=person,
            credits=event.balance,
            level=event.level,
            link=link,
        )
        db.session.rollback()
        mail.send(letter)


def _tell(user_id: uuid.UUID, kind: str, key: uuid.UUID, credits: int, **values: int) -> User | None:
    person = by_id(user_id)
    if person is not None:
        with i18n.speaking(person.locale):
            written = i18n.number(credits)
        notices.tell(person.id, kind, PAGE, key, credits=written, **values)
    return person
