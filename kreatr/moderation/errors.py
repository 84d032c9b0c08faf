"""What can be in the way of a decision."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.errors import Conflict, Forbidden


class Decided(Conflict):
    """Somebody else decided this case, or its subject changed or went away."""

    code, text = "DECIDED", _l("Somebody else decided this meanwhile. Please look again")


class Claimed(Conflict):
    """Somebody else works on this case right now."""

    code, text = "CLAIMED", _l("Somebody else is working on this. It is free again in at most 15 minutes")


class AnotherPerson(Forbidden):
    """Who decided cannot decide on the appeal; who proposed a ban cannot agree to it."""

    code, text = "ANOTHER_PERSON", _l("Another person must decide this: the first decision was yours")


class TooLate(Conflict):
    """The time in which something can be taken back or appealed is over, or it was already."""

    code, text = "TOO_LATE", _l("This cannot be taken back any more")


class Own(Forbidden):
    """Nobody decides on what is their own."""

    code, text = "OWN", _l("This is your own. Somebody else must decide it")
