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


class AddressRefused(KreatrError):
    """An address that may not be asked, or leads where it may not (O2)."""

    code, status = "ADDRESS_REFUSED", 422
    text = _l(
        "This address may not be asked, or nothing there speaks OpenAI's protocol. It has to be a public one, such as"
        " https://ai.example.com/v1."
    )


class ProviderAway(KreatrError):
    """A provider gave no answer that says anything. `why` is the code of a ProviderError."""

    code, status = "EXTERNAL_API_ERROR", 503
    text = _l("The provider cannot be asked right now. Please try again later.")

    def __init__(self, why: str, message: str | None = None, *, retry_after: int | None = None) -> None:
        super().__init__(message, retry_after=retry_after)
        self.why = why
