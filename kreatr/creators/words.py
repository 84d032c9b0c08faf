"""The words for a creator's kinds and availability."""

from flask_babel import lazy_gettext as _l

from kreatr.creators.models import Availability, CreatorKind

KIND_WORDS = {
    CreatorKind.AI_CONTENT_CREATOR: _l("AI content creator"),
    CreatorKind.PROMPTER: _l("Prompter"),
    CreatorKind.CREATIVE_DIRECTOR: _l("Creative director"),
    CreatorKind.TECHNICAL_ENGINEER: _l("Technical engineer"),
}
AVAILABILITY_WORDS = {
    Availability.AVAILABLE: _l("Available for hire"),
    Availability.BUSY: _l("Busy"),
    Availability.UNAVAILABLE: _l("Not available"),
}
STALE = _l("This form was open for too long, or your cookies are off. Please send it again.")
