"""What people of the house write in a case: to its people, or for each other."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.kernel import events, tokens
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import NotFound
from kreatr.moderation.events import CaseSpoken
from kreatr.moderation.models import Case, CaseMessage, Voice


@action
def note(viewer: User, case_id: uuid.UUID, body: str, internal: bool, form_id: str) -> CaseMessage:
    """Adds a line to the thread, also of a closed case. `internal` ones are seen by the house only; the others are told to the
    people of the case, without a name. The same form sent twice is one line. Raises NotFound."""
    lock(db.session(), "case", str(case_id))
    if db.session.get(Case, case_id) is None:
        raise NotFound
    key = tokens.digest(f"note {case_id} {form_id} {body}")
    found = db.session.scalar(sa.select(CaseMessage).where(CaseMessage.submission_key == key))
    if found is not None:
        return found
    said = CaseMessage(
        case_id=case_id,
        author_id=viewer.id,
        voice=Voice.MODERATOR,
        internal=internal,
        body=body,
        submission_key=key,
    )
    db.session.add(said)
    db.session.flush()
    if not internal:
        events.record(CaseSpoken(case_id, said.id))
    return said
