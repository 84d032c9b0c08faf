"""What can be in the way of a work (ERR-01)."""

from __future__ import annotations

import uuid

from flask_babel import lazy_gettext as _l

from kreatr.kernel.errors import Conflict, Forbidden

PROFILE_URL = "/dashboard/settings/marketplace"


class ProfileIncomplete(Forbidden):
    """Works belong to a complete profile (PRF-18)."""

    code, text = "PROFILE_INCOMPLETE", _l("Please complete your creator profile first")
    remedy = (PROFILE_URL, _l("Complete your profile"))


class ItemLimitReached(Forbidden):
    """The creator has as many works as they may have (C28)."""

    code, text = (
        "PORTFOLIO_LIMIT_REACHED",
        _l("Your portfolio is full. Remove a work to make room for another"),
    )


class DraftLimitReached(Forbidden):
    """The creator has as many unfinished works as they may have."""

    code, text = (
        "DRAFT_LIMIT_REACHED",
        _l("You have many unfinished drafts. Submit or remove one of them first"),
    )


class ModerationRequired(Forbidden):
    """The work is there, but nobody has looked at it yet (MOD-23)."""

    code, text = "MODERATION_REQUIRED", _l("This work is not public yet: it is reviewed first")

    def __init__(self, item_id: uuid.UUID) -> None:
        super().__init__()
        self.remedy = (f"/dashboard/portfolio/{item_id}/preview", _l("Preview"))


class Removed(Forbidden):
    """A moderator took the work out of sight for good; only an appeal brings it back."""

    code, text = "REMOVED", _l("This work was removed for good. If that was wrong, ask for another look")
    remedy = ("/dashboard/cases", _l("Your cases"))


class Outdated(Conflict):
    """Somebody, most likely the same person in another tab, saved another edition in the meantime."""

    code, text = "OUTDATED", _l("This work was changed elsewhere, perhaps in another tab")
