"""Writing the log."""

from __future__ import annotations

import uuid
from typing import Any

from kreatr.accounts.models import User
from kreatr.kernel import events
from kreatr.kernel.db import db
from kreatr.moderation.events import ActRecorded
from kreatr.moderation.models import Act, Case, Reason, SubjectKind, Verb


def record(
    verb: Verb,
    *,
    actor: User | None,
    subject: tuple[SubjectKind, uuid.UUID],
    person_id: uuid.UUID | None,
    title: str,
    case: Case | None = None,
    reason: Reason | None = None,
    words: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    strike: bool = False,
    undoes: uuid.UUID | None = None,
) -> Act:
    """Adds a line to the log in the running unit, and the news of it. `actor` None is the house itself."""
    act = Act(
        case_id=case.id if case else None,
        actor_id=actor.id if actor else None,
        verb=verb,
        subject_kind=subject[0],
        subject_id=subject[1],
        person_id=person_id,
        title=title[:200],
        reason=reason,
        words=words,
        before=before or {},
        after=after or {},
        strike=strike,
        undoes=undoes,
    )
    db.session.add(act)
    db.session.flush()
    events.record(ActRecorded(act.id))
    return act


def record_on(case: Case, verb: Verb, *, actor: User | None, **more: Any) -> Act:
    """As `record`, about what a case is about."""
    return record(
        verb,
        actor=actor,
        subject=(case.subject_kind, case.subject_id),
        person_id=case.person_id,
        title=case.title,
        case=case,
        **more,
    )
