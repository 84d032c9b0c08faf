"""How a call takes credits: reserved before, settled or released after. A call is closed once, by one of the two."""

from __future__ import annotations

import uuid

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kreatr.credits.actions.warning import watch
from kreatr.credits.actions.writing import hold, write, written
from kreatr.credits.models import CLOSING, UNTAKEN, CreditEntry, EntryKind
from kreatr.kernel.db import action
from kreatr.kernel.errors import Conflict, KreatrError
from kreatr.kernel.i18n import number

PAGE = "/dashboard/credits"


class NotEnoughCredits(KreatrError):
    """`needed` credits are more than the `left` ones."""

    code, status, text = "NOT_ENOUGH_CREDITS", 402, _l("You do not have enough credits for this.")
    remedy = (PAGE, _l("See your credits"))

    def __init__(self, needed: int, left: int) -> None:
        words = _("This may cost up to %(needed)s credits, and you have %(left)s.")
        super().__init__(words % {"needed": number(needed), "left": number(left)})
        self.needed, self.left = needed, left


class CallIsClosed(Conflict):
    """A call that was settled or released cannot reserve again: it needs to be another call."""

    code = "CALL_IS_CLOSED"


@action
def reserve(user_id: uuid.UUID, call_id: uuid.UUID, credits: int, about: str) -> None:
    """Takes the most a call may cost, before it is made; the same call again changes nothing.

    `about` is what it is for, as `words.work` writes it. Raises NotEnoughCredits (nothing is taken), CallIsClosed.
    """
    if credits < 1:
        raise ValueError("at least one credit is reserved")
    left = hold(user_id)
    if written(call_id, EntryKind.RESERVATION):
        if written(call_id, *CLOSING):
            raise CallIsClosed
    elif not write(user_id, EntryKind.RESERVATION, -credits, call_id=call_id, about=about):
        raise NotEnoughCredits(credits, left)


@action
def settle(call_id: uuid.UUID, used: int) -> int:
    """Closes a call that cost `used` credits: what was reserved beyond comes back. Returns the credits it took in all.

    What it cost beyond the reservation is taken as far as there is a balance; the line says what is missing. A call that was
    settled before keeps its first settlement; one that was released, or that reserved nothing, takes 0.
    """
    if used < 0:
        raise ValueError("a call cannot cost less than nothing")
    reserved = written(call_id, EntryKind.RESERVATION)
    if reserved is None:
        return 0
    left = hold(reserved.user_id)
    closed = written(call_id, *CLOSING)
    if closed is None:
        closed = _settlement(reserved, used, left)
        watch(reserved.user_id)
    return -(reserved.amount + closed.amount)


def _settlement(reserved: CreditEntry, used: int, left: int) -> CreditEntry:
    back = -reserved.amount - used
    missing = max(0, -back - left)
    about = f"{UNTAKEN}{missing}" if missing else ""
    line = write(
        reserved.user_id, EntryKind.SETTLEMENT, back + missing, call_id=reserved.call_id, about=about
    )
    assert line is not None, "the account is held, so what it has cannot have changed"
    return line


@action
def release(call_id: uuid.UUID) -> bool:
    """Gives back all a call reserved, because it failed; False when there was nothing (more) to give back."""
    reserved = written(call_id, EntryKind.RESERVATION)
    if reserved is None:
        return False
    hold(reserved.user_id)
    if written(call_id, *CLOSING):
        return False
    write(reserved.user_id, EntryKind.RELEASE, -reserved.amount, call_id=call_id)
    return True
