"""Why there is no (whole) answer, as people understand it: what happened, and what to do (PRV-10). Nothing of a provider's own words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kreatr.ai.models import AiCall, Payer, Provider
from kreatr.ai.words.names import PROVIDERS

SENTENCES = {
    "KEY_REFUSED": _l("%(provider)s refuses this key. Create a new one and replace it under AI keys."),
    "KEY_EXPIRED": _l(
        "This key for %(provider)s has expired. Create a new one and replace it under AI keys."
    ),
    "FORBIDDEN": _l(
        "%(provider)s does not allow this key to use the model. Choose another model, or allow it there."
    ),
    "NO_MONEY": _l(
        "Your account at %(provider)s has nothing left. Top it up there, or choose another provider."
    ),
    "RATE_LIMITED": _l("%(provider)s takes no more questions from you right now."),
    "MODEL_UNKNOWN": _l("%(provider)s does not know this model, or not for this key. Choose another one."),
    "TOO_LONG": _l(
        "This is more than the model can take at once. Shorten the question, or choose a model that takes more."
    ),
    "BLOCKED": _l("%(provider)s gives no answer to this by its own rules. Say it in other words."),
    "BAD_REQUEST": _l(
        "%(provider)s could not use this question. Choose another model, or change the question."
    ),
    "UNAVAILABLE": _l("%(provider)s cannot be reached right now. Try again in a few minutes."),
    "TIMEOUT": _l("%(provider)s took too long. Try again, or ask for a shorter answer."),
    "CUT": _l("The answer broke off in the middle. What had come is kept; you can ask again."),
    "GARBAGE": _l(
        "%(provider)s answered with something that is no answer. Try again, or choose another model."
    ),
    "ADDRESS": _l("The address of this server may not be asked. Check it under AI keys."),
    "INTERRUPTED": _l("Something broke off on our side before the answer was there. You can ask again."),
    "NO_KEY": _l("You have no key for %(provider)s. Add one under AI keys, or choose another model."),
    "KEY_LOCKED": _l("Your key for %(provider)s cannot be opened right now. Enter it again under AI keys."),
    "NO_CREDITS": _l("You have no credits left."),
    "NOT_OFFERED": _l("Credits do not pay for this model. It takes an own key."),
}
# Where the house's own key failed nobody has to do anything about their keys.
HOUSE = {"KEY_REFUSED", "KEY_EXPIRED", "FORBIDDEN", "NO_MONEY", "RATE_LIMITED", "KEY_LOCKED", "ADDRESS"}
UNKNOWN = _l("There was no answer, and we do not know why. Try again.")
BUSY = _l("%(provider)s cannot be used with credits right now. Choose another model, or try again later.")


def trouble(code: str, provider: Provider, *, house: bool = False, retry_after: int | None = None) -> str:
    """A sentence for a code; `house` where kreatr's own key was used, `retry_after` are seconds the provider asked for."""
    sentence = BUSY if house and code in HOUSE else SENTENCES.get(code, UNKNOWN)
    text = str(sentence) % {"provider": PROVIDERS[provider]}
    return f"{text} {wait(retry_after)}" if retry_after else text


def of_call(call: AiCall) -> str:
    """Why a call failed; empty for one that did not."""
    return trouble(call.error, call.provider, house=call.payer is Payer.CREDITS) if call.error else ""


def wait(seconds: int) -> str:
    """When it is worth trying again."""
    if seconds < 60:
        return ngettext("Try again in %(num)s second.", "Try again in %(num)s seconds.", seconds)
    if seconds < 5400:
        return ngettext("Try again in %(num)s minute.", "Try again in %(num)s minutes.", -(-seconds // 60))
    return ngettext("Try again in %(num)s hour.", "Try again in %(num)s hours.", -(-seconds // 3600))


def free(call: AiCall) -> str:
    """What a failed call cost, said where nothing was taken."""
    return _("It cost you nothing.") if call.error and call.cost == 0 and not call.credits else ""
