"""The words of the app on the phone."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _


def storage(_viewer: Any) -> str:
    """What the settings' overview says about the device: the house does not know what is kept on it."""
    return _("Pages and messages for when there is no signal")
