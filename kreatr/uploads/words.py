"""What becomes of a picture, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kreatr.kernel import images, sniff
from kreatr.uploads.models import MOST_BYTES, Purpose

TOO_HEAVY, FULL, NO_ROOM = "too_many_bytes", "full", "no_room"
INFECTED, REJECTED, FAILED = "infected", "rejected", "failed"


FAULTS = {
    sniff.EMPTY: _l("This file is empty. Please choose another one."),
    sniff.UNKNOWN: _l("This is not a JPG, PNG or WebP picture. Please save it as one of them."),
    sniff.BROKEN: _l("This picture is damaged or not complete. Please save it again, then retry."),
    sniff.ANIMATED: _l("Moving pictures do not work here. Please choose a still one."),
    sniff.TOO_SMALL: _l("This picture is too small: it needs at least 320 pixels on each side."),
    sniff.TOO_LARGE: _l("This picture is too large: at most 8,000 pixels on a side and 40 megapixels."),
    images.HEAVY: _l(
        "The way this picture is saved, it takes too much memory. Please save it as an ordinary JPG, or smaller."
    ),
    FULL: _l("You have as many pictures as one account can keep. Please delete some first."),
    NO_ROOM: _l("We have no room for pictures right now. What you typed is safe; please try again later."),
    INFECTED: _l("Our virus scanner refuses this file. Please choose another one."),
    REJECTED: _l("This picture does not fit our guidelines. Please choose another one."),
    FAILED: _l("This picture could not be made. Please choose it again."),
}


def fault(code: str, purpose: Purpose = Purpose.WORK) -> str:
    """Why a picture was refused, and what to do."""
    if code == TOO_HEAVY:
        most = MOST_BYTES[purpose] // 1024**2
        return _("This file is too large: at most %(most)s MB. Please save the picture smaller.", most=most)
    return str(FAULTS.get(code, FAULTS[FAILED]))


def left_out(number: int) -> str:
    """That more was sent than there is room for."""
    return ngettext(
        "%(num)s picture was left out: there is no room for more.",
        "%(num)s pictures were left out: there is no room for more.",
        number,
    )


def rules(purpose: str) -> dict[str, Any]:
    """What may be sent for a purpose: {bytes, hint, heavy} as a number and sentences."""
    most = MOST_BYTES[Purpose(purpose)]
    hint = _(
        "JPG, PNG or WebP, at most %(most)s MB per picture. Location data is removed.", most=most // 1024**2
    )
    return {"bytes": most, "hint": hint, "heavy": fault(TOO_HEAVY, Purpose(purpose))}
