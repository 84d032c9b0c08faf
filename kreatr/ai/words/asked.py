"""What is said when a provider was asked about a key and gave no answer that says anything about it."""

from __future__ import annotations

from flask_babel import gettext as _

from kreatr.ai.models import Provider
from kreatr.ai.words.names import LONG


def away(why: str, provider: Provider) -> str:
    """Why there was none; `why` is the code of a ProviderError."""
    name = str(LONG[provider])
    if why == "TIMEOUT":
        return _("%(provider)s did not answer in time.", provider=name)
    if why == "RATE_LIMITED":
        return _("%(provider)s is asked too often at the moment.", provider=name)
    if why in ("GARBAGE", "BAD_REQUEST", "MODEL_UNKNOWN", "CUT"):
        return _("%(provider)s answered something we do not understand.", provider=name)
    return _("%(provider)s cannot be asked at the moment.", provider=name)
