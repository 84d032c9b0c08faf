"""Giving credits, and putting right what was given."""

from __future__ import annotations

import uuid

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.accounts.events import AccountRegistered
from kreatr.credits.actions.warning import measure_anew
from kreatr.credits.actions.writing import hold, write, written
from kreatr.credits.events import CreditsCorrected, CreditsGiven
from kreatr.credits.models import EntryKind
from kreatr.kernel import events
from kreatr.kernel.db import action
from kreatr.kernel.errors import Conflict
from kreatr.kernel.i18n import number


class FormUsedBefore(Conflict):
    """The same form came with another number before."""

    code, text = "FORM_USED_BEFORE", _l("This form was sent before with another number. Please open it anew.")


class CorrectionTooLarge(Conflict):
    """More would be taken than there is."""

    code, text = "CORRECTION_TOO_LARGE", _l("There are fewer credits than that.")

    def __init__(self, left: int) -> None:
        super().__init__(_("There are only %(left)s credits to take.") % {"left": number(left)})
        self.left = left


@action
def grant(
    user_id: uuid.UUID,
    credits: int,
    about: str,
    actor_id: uuid.UUID | None = None,
    once: uuid.UUID | None = None,
) -> bool:
    """Gives a person credits; `about` is the reason they read. Of one `once` it happens once: False when it was done.

    Raises FormUsedBefore when `once` gave another number.
    """
    _above_zero(credits)
    hold(user_id)
    if _done(EntryKind.GRANT, once, credits):
        return False
    write(user_id, EntryKind.GRANT, credits, call_id=once, about=about, actor_id=actor_id)
    measure_anew(user_id)
    events.record(CreditsGiven(user_id, credits))
    return True


@action
def correct(
    user_id: uuid.UUID, credits: int, about: str, actor_id: uuid.UUID, once: uuid.UUID | None = None
) -> bool:
    """Takes back credits that should not be there; otherwise as `grant`. Raises CorrectionTooLarge, and then takes none."""
    _above_zero(credits)
    left = hold(user_id)
    if _done(EntryKind.CORRECTION, once, -credits):
        return False
    if not write(user_id, EntryKind.CORRECTION, -credits, call_id=once, about=about, actor_id=actor_id):
        raise CorrectionTooLarge(left)
    events.record(CreditsCorrected(user_id, credits))
    return True


def welcome(event: AccountRegistered) -> None:
    """Projection: what the operator gives everybody on sign-up, in the transaction that makes the account."""
    credits = current_app.config["KREATR"].ai.signup_credits
    if credits > 0:
        grant(event.user_id, credits, "", once=event.user_id)


def _above_zero(credits: int) -> None:
    if credits < 1:
        raise ValueError("credits are given and taken back in whole numbers above 0")


def _done(kind: EntryKind, once: uuid.UUID | None, amount: int) -> bool:
    line = written(once, kind) if once else None
    if line is not None and line.amount != amount:
        raise FormUsedBefore
    return line is not None
