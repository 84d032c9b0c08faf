"""The worker's part: telling people about their keys, and asking again about keys that were saved unchecked.

A letter holds the last four characters of a key and no more.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app

from kreatr.accounts import queries as accounts
from kreatr.ai.actions import trying
from kreatr.ai.events import AllowanceNear, KeyDoubted, KeyRefused, KeyRemoved, KeySaved
from kreatr.ai.models import Provider
from kreatr.byok import words
from kreatr.kernel import i18n, mail
from kreatr.kernel.db import db
from kreatr.notices import actions as notices
from kreatr.notices.queries import wants_mail


class StillUnknown(Exception):
    """The provider could not be asked this time either; the outbox comes back later."""


def tell_saved(event: KeySaved, key: uuid.UUID) -> None:
    """A key was saved or replaced: always by letter too (S15)."""
    _tell("key_replaced" if event.replaced else "key_saved", event, key)


def tell_removed(event: KeyRemoved, key: uuid.UUID) -> None:
    """A key was removed: always by letter too (S15)."""
    _tell("key_removed", event, key)


def tell_refused(event: KeyRefused, key: uuid.UUID) -> None:
    """A provider refuses a key; the letter can be switched off."""
    _tell("key_refused", event, key, letter=wants_mail(event.user_id, "key_refused"))


def tell_allowance(event: AllowanceNear, _key: uuid.UUID) -> None:
    """A key's month is nearly used up, or is; said once for each."""
    once = f"{event.key_id}:{event.month}:{event.percent}"
    name = _name(event.user_id, event.provider)
    values: dict[str, str | int] = {"provider": name, "hint": event.hint, "percent": event.percent}
    notices.tell(event.user_id, "key_allowance", words.MANAGED, once, **values)


def recheck(event: KeyDoubted, _key: uuid.UUID) -> None:
    """Asks the provider again, in growing pauses. Raises StillUnknown."""
    if code := trying.settled(event.key_id, event.version):
        raise StillUnknown(code)


def _name(user_id: uuid.UUID, provider: str) -> str:
    """What a provider is called in a person's language."""
    user = accounts.by_id(user_id)
    with i18n.speaking(user.locale if user else "id"):
        return str(words.MAKERS[Provider(provider)].name)


def _tell(
    kind: str, event: KeySaved | KeyRemoved | KeyRefused, key: uuid.UUID, *, letter: bool = True
) -> None:
    user = accounts.by_id(event.user_id)
    if user is None:
        return
    name = _name(event.user_id, event.provider)
    notices.tell(event.user_id, kind, words.MANAGED, key, provider=name, hint=event.hint)
    if not letter:
        return
    house = current_app.config["KREATR"].base_url
    context: dict[str, Any] = {
        "kind": kind,
        "maker": words.MAKERS[Provider(event.provider)],
        "hint": event.hint,
    }
    links = {"link": f"{house}{words.MANAGED}", "forgot_url": f"{house}/forgot-password"}
    sent = mail.compose(
        "key", to=user.email, locale=user.locale, key=key, username=user.username, **context, **links
    )
    db.session.rollback()
    mail.send(sent)
