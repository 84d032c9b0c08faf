"""What this room tells people."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.manifest import NoticeKind

NOTICES = (
    NoticeKind(
        "review_received",
        _l("New reviews"),
        _l("%(name)s reviewed you: %(rating)s of 5 stars"),
        "star",
    ),
    NoticeKind(
        "review_answered", _l("Answers to your reviews"), _l("%(name)s answered your review"), "reply"
    ),
)
