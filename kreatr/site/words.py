"""The reader's choices, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from kreatr.kernel import prefs


def summary(_viewer: Any) -> str:
    """How pages look on this device."""
    chosen = prefs.current()
    theme = {"auto": _("Follow device"), "light": _("Light"), "dark": _("Dark")}[chosen.theme]
    language = {"id": "Bahasa Indonesia", "en": "English"}[chosen.locale]
    more = [_("High contrast")] if chosen.contrast == "more" else []
    return ", ".join([language, theme, *more, *([_("Lite mode")] if chosen.lite else [])])
