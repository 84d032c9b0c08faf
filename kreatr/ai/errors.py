"""What can be in the way of AI work (ERR-01)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.kernel.errors import KreatrError, NotFound


class KeyNotFound(NotFound):
    """No such key, or not one of the viewer's (ERR-05)."""

    code, text = "API_KEY_NOT_FOUND", _l("API key not found")


class KeyRefused(KreatrError):
    """The provider does not take this key (C06)."""

    code, status, text = "INVALID_API_KEY", 422, _l("Invalid API key")
