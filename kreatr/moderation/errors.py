"""What can be in the way of a decision."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.errors import BadRequest, Conflict, Forbidden


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


class OwnRank(Forbidden):
    """Somebody of the same or a higher role, or oneself."""

    code, text = "OWN_RANK", _l("You can do this only to people whose role is below yours")


class WordsMissing(BadRequest):
    """The person reads why; a reason from the list alone does not tell them."""

    code, text = "WORDS_MISSING", _l("Please write at least 10 characters: the person reads this")


class AlreadyProposed(Conflict):
    """A ban of this person waits for its second person."""

    code, text = (
        "ALREADY_PROPOSED",
        _l("A ban of this person was proposed already and waits for a second person"),
    )


class NotSo(Conflict):
    """The account is not in the state that this would end, or is in it already."""

    code, text = "NOT_SO", _l("The account is not in that state any more. Please look again")


class Own(Forbidden):
    """Nobody decides on what is their own."""

    code, text = "OWN", _l("This is your own. Somebody else must decide it")
