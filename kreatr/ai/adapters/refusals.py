"""What a provider means when it refuses: its status, and the few signs in its words that say more. The words stay here."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from kreatr.ai.adapters.protocol import ProviderError
from kreatr.ai.adapters.reading import at
from kreatr.kernel import clock

STATUSES = {
    400: "BAD_REQUEST",
    401: "KEY_REFUSED",
    402: "NO_MONEY",
    403: "FORBIDDEN",
    404: "MODEL_UNKNOWN",
    408: "TIMEOUT",
    413: "TOO_LONG",
    429: "RATE_LIMITED",
}
# Signs count only where a status lets them: no 5xx, and no 429, ever speaks about a key (O3).
SIGNS = {
    "KEY_EXPIRED": re.compile(
        r"^api key expired|^(?:api_)?(?:key|token)_?expired$|^token (?:has|is) expired"
        r"|^user access token .{0,200}expired$"
    ),
    "KEY_REFUSED": re.compile(r"^api_key_invalid$|^api key not valid|^invalid_api_key$"),
    "NO_MONEY": re.compile(
        r"^insufficient_quota$|^billing_(?:error|hard_limit_reached|not_active)$|^your credit balance is too low"
        r"|^insufficient (?:credit|balance|funds)|exceeded your monthly included credits|credits are depleted"
    ),
    "TOO_LONG": re.compile(
        r"^context_length_exceeded$|^exceed_context_size_error$|^request_too_large$|^string_above_max_length$"
        r"|^prompt is too long|exceeds? the (?:maximum|available) (?:number of tokens|context)|maximum context length"
    ),
    "MODEL_UNKNOWN": re.compile(
        r"^model_not_found$|^model_not_supported$|^model .{1,200} (?:does not exist|not found)|^invalid model name"
    ),
    "BLOCKED": re.compile(
        r"^content_(?:filter|policy_violation)$|^invalid_prompt$|^responsibleaipolicyviolation$|^e005$"
        r"|^output blocked by content"
    ),
}
HEARD = {
    400: tuple(SIGNS),
    401: ("KEY_EXPIRED",),
    402: (),
    403: ("KEY_EXPIRED", "NO_MONEY", "BLOCKED"),
    404: (),
    413: (),
    422: ("NO_MONEY", "TOO_LONG", "MODEL_UNKNOWN", "BLOCKED"),
    429: ("NO_MONEY",),
}
# How errors in the middle of a stream are named, where no status comes with them.
NAMED = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "insufficient_quota": 429,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "rate_limit_exceeded": 429,
}
LONGEST_WAIT = 86_400


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> ProviderError:
    """The error of an answer that is none."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        told = None
    told = at(told, 0) or told  # Google wraps it where a stream would have been a list
    words = list(_words(told))
    wait = _retry_after(headers.get("retry-after") or "") or _retry_delay(told)
    return ProviderError(_code(status, words), retry_after=wait)


def broken_off(error: Any) -> ProviderError:
    """The error that a provider tells in the middle of a stream."""
    words = list(_words({"error": error}))
    return ProviderError(
        _code(_status(error), words), retry_after=_retry_delay({"error": error}), billed=True
    )


def _code(status: int, words: list[str]) -> str:
    for code in HEARD.get(status, ()):
        if any(SIGNS[code].search(word) for word in words):
            return code
    if status >= 500:
        return "UNAVAILABLE"
    if status < 300:
        return "GARBAGE"
    return STATUSES.get(status, "ADDRESS" if status < 400 else "BAD_REQUEST")


def _status(error: Any) -> int:
    told = at(error, "code")
    if isinstance(told, int | str) and str(told).isdecimal() and 400 <= int(str(told)[:4]) < 600:
        return int(told)
    names = [at(error, "type"), told, error]
    return next((NAMED[name] for name in names if isinstance(name, str) and name in NAMED), 500)


def _words(told: Any) -> Iterator[str]:
    """What may hold a sign: codes, kinds, reasons and the beginnings of sentences."""
    error = at(told, "error")
    for value in (error, at(told, "detail"), at(told, "title"), at(told, "message"), at(told, "code")):
        yield from _lower(value)
    for name in ("code", "type", "status", "message"):
        yield from _lower(at(error, name))
    details = at(error, "details")
    for detail in details[:20] if isinstance(details, list) else ():
        yield from _lower(at(detail, "reason"))


def _lower(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value[:500].strip().lower()


def _retry_after(value: str) -> int | None:
    """Seconds, from a header that says them or a date."""
    if re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,9})?", value.strip()):
        return _seconds(float(value))
    try:
        return _seconds((parsedate_to_datetime(value) - clock.now()).total_seconds())
    except (ValueError, TypeError, OverflowError):  # TypeError: a date without a zone
        return None


def _retry_delay(told: Any) -> int | None:
    """Google says it in the body of its refusal: "34s"."""
    details = at(told, "error", "details")
    for detail in details[:20] if isinstance(details, list) else ():
        delay = at(detail, "retryDelay")
        if isinstance(delay, str) and re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,9})?s", delay):
            return _seconds(float(delay[:-1]))
    return None


def _seconds(value: float) -> int:
    return min(max(math.ceil(value), 0), LONGEST_WAIT)
