"""What can be in the way of AI work (ERR-01)."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from kreatr.ai.adapters.protocol import ProviderError
from kreatr.kernel.errors import Conflict, KreatrError, NotFound

__all__ = [
    "AddressRefused",
    "CallNotFound",
    "KeyNotFound",
    "KeyRefused",
    "NoPayer",
    "OverBudget",
    "ProviderAway",
    "ProviderError",
    "TooLong",
    "TooManyAtOnce",
]


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


class NoPayer(KreatrError):
    """Neither an own key nor credits can pay for this (PRV-08). `reason` is why, as in `ai.words`."""

    code, status = "NO_PAYER", 402
    text = _l("Please add API key or purchase credits")
    remedy = ("/dashboard/api-keys", _l("AI keys"))

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class OverBudget(KreatrError):
    """The estimate passes what the person allowed a key; the choice comes before the call.

    `estimate` and `left` are micro-IDR; `limit` is DAY or MONTH; `may_agree` is whether the person may send it anyway.
    """

    code, status, text = "OVER_BUDGET", 402, _l("This may cost more than you allowed this key.")

    def __init__(self, estimate: int, left: int, limit: str, *, may_agree: bool) -> None:
        super().__init__()
        self.estimate, self.left, self.limit, self.may_agree = estimate, left, limit, may_agree


class TooLong(KreatrError):
    """`most` tokens is what the model takes, question and answer together."""

    code, status, text = "TOO_LONG", 422, _l("This is more than the model can take at once.")

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most


class TooManyAtOnce(Conflict):
    code, text = "TOO_MANY_CALLS", _l("Several answers are still being written. Please wait for one of them.")


class CallNotFound(NotFound):
    code = "CALL_NOT_FOUND"
