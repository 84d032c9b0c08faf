"""What people can take along of what the house decided about them. Who decided stays inside, and so does what is not decided yet."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import User
from kreatr.moderation.models import Act, Case, CaseKind, CaseMessage, Report
from kreatr.moderation.queries.rooms import NOT_THEIRS

UNTOLD_KINDS = (
    CaseKind.BAN,
    CaseKind.REPORT,
    CaseKind.MESSAGE,
)  # what comes of them stands among the decisions


def belongings(person: User) -> dict[str, Any]:
    """Cases and decisions about somebody, what they wrote in cases, and what they reported."""
    cases = (Case.id, Case.kind, Case.subject_kind, Case.title, Case.opened_at, Case.closed_at, Case.outcome)
    acts = (Act.verb, Act.subject_kind, Act.title, Act.reason, Act.words, Act.strike, Act.created_at)
    wrote = sa.select(CaseMessage.case_id.label("case"), CaseMessage.body, CaseMessage.created_at)
    reports = sa.select(
        Case.title, Report.reason, Report.words, Report.state, Report.created_at, Report.resolved_at
    )
    told = Case.person_id == person.id, Case.kind.not_in(UNTOLD_KINDS)
    return {
        "cases": sa.select(*cases).where(*told).order_by(Case.id),
        "decisions": sa.select(*acts)
        .where(Act.person_id == person.id, Act.verb.not_in(NOT_THEIRS))
        .order_by(Act.id),
        "case_messages": wrote.where(CaseMessage.author_id == person.id, ~CaseMessage.internal).order_by(
            CaseMessage.id
        ),
        "reports": reports.join(Report.case).where(Report.reporter_id == person.id).order_by(Report.id),
    }
