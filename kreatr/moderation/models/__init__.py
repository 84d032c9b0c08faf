"""What moderation keeps: cases that wait for a person, what was said in them, reports, and acts that are never changed."""

from kreatr.moderation.models.acts import Act, Reason, Verb
from kreatr.moderation.models.cases import Case, CaseKind, CaseMessage, Outcome, SubjectKind, Voice
from kreatr.moderation.models.reports import Report, ReportMute, ReportReason, ReportState

__all__ = [
    "Act",
    "Case",
    "CaseKind",
    "CaseMessage",
    "Outcome",
    "Reason",
    "Report",
    "ReportMute",
    "ReportReason",
    "ReportState",
    "SubjectKind",
    "Verb",
    "Voice",
]
