"""Words in the thread of a case, of whom it is about and of those who reported it; and who hears of any words in it."""

from __future__ import annotations

import hashlib
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.kernel import events
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict, NotFound
from kreatr.moderation.events import CaseSpoken, CaseToldOf
from kreatr.moderation.models import Case, CaseMessage, Report, Voice
from kreatr.moderation.queries import rooms
from kreatr.moderation.queries.rooms import Side


@action
def say(person: User, case_id: uuid.UUID, body: str, client_id: str) -> CaseMessage | None:
    """What somebody whom a case concerns writes in it, once per form: None when it was sent before.

    Whoever of the house spoke in it or works on it hears of it. Raises NotFound, and Conflict when the case is decided.
    """
    lock(db.session(), "case", str(case_id))
    db.session.expire_all()
    case, side = rooms.find(person, case_id)
    if not case.open:
        raise Conflict(_("This case is decided and takes no more messages."))
    voice = Voice.AUTHOR if side is Side.AUTHOR else Voice.REPORTER
    return _add(case, person, voice, body, client_id)


@action
def note(
    viewer: User, case_id: uuid.UUID, body: str, *, internal: bool, client_id: str = ""
) -> CaseMessage | None:
    """What somebody of the house writes in a case, also a closed one: for colleagues only (`internal`), or for everybody in it.

    None when the same form was sent before. Raises NotFound.
    """
    lock(db.session(), "case", str(case_id))
    case = db.session.get(Case, case_id)
    if case is None:
        raise NotFound
    return _add(case, viewer, Voice.MODERATOR, body, client_id or str(uuid.uuid4()), internal)


def spread(event: CaseSpoken) -> None:
    """Projection: whomever a message concerns is to hear of it, each for themself."""
    message = db.session.get_one(CaseMessage, event.message_id)
    case = db.session.get_one(Case, event.case_id)
    for user_id in sorted(_listeners(case, message)):
        if user_id != message.author_id:
            events.record(CaseToldOf(message.id, user_id))


def _add(
    case: Case, author: User, voice: Voice, body: str, client_id: str, internal: bool = False
) -> CaseMessage | None:
    words = "\x1f".join((str(case.id), str(author.id), client_id, body))
    key = hashlib.sha256(words.encode()).hexdigest()
    if db.session.scalar(sa.select(CaseMessage.id).where(CaseMessage.submission_key == key)):
        return None
    message = CaseMessage(
        case_id=case.id, author_id=author.id, voice=voice, internal=internal, body=body, submission_key=key
    )
    db.session.add(message)
    db.session.flush()
    events.record(CaseSpoken(case.id, message.id))
    return message


def _listeners(case: Case, message: CaseMessage) -> set[uuid.UUID]:
    """Whom a message concerns: what the house says everybody in the room, what others say those of the house in it."""
    if message.internal:
        return set()
    if message.voice is Voice.MODERATOR:
        reporters = db.session.scalars(sa.select(Report.reporter_id).where(Report.case_id == case.id))
        return {*reporters, *([case.person_id] if case.person_id else [])}
    spoke = sa.select(CaseMessage.author_id).where(
        CaseMessage.case_id == case.id, CaseMessage.voice == Voice.MODERATOR
    )
    house = {*db.session.scalars(spoke), case.claimed_by_id}
    return {user_id for user_id in house if user_id is not None}
