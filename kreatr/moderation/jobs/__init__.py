"""The worker's part: who is told of what was decided (`acts`), and of what was reported and said (`reports`)."""

from kreatr.moderation.jobs.acts import mail_decision, tell_decision
from kreatr.moderation.jobs.noticing import notice_case, notice_picture, notice_work
from kreatr.moderation.jobs.reports import (
    mail_message,
    mail_reporter,
    tell_message,
    tell_reporter,
)

__all__ = [
    "mail_decision",
    "mail_message",
    "mail_reporter",
    "notice_case",
    "notice_picture",
    "notice_work",
    "tell_decision",
    "tell_message",
    "tell_reporter",
]
