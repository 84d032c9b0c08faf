"""The words of the keys page: providers, how keys stand, what people are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from kreatr.accounts.models import User
from kreatr.ai.models import KeyStatus, LimitMode, Provider, ProviderKey, Routing
from kreatr.ai.queries import keys
from kreatr.ai.words import KEYS, LONG, MARKS
from kreatr.kernel import i18n
from kreatr.kernel.manifest import NoticeKind


@dataclass(frozen=True)
class Maker:
    """A provider as the page shows it: `symbol` is its icon, `begins` what its keys look like, `url` where it hands them out."""

    name: Any
    symbol: str
    about: Any
    begins: str = ""
    url: str = ""


ABOUT: dict[Provider, tuple[Any, str, str]] = {
    Provider.OPENAI: (_l("GPT models"), "sk-", "https://platform.openai.com/api-keys"),
    Provider.ANTHROPIC: (_l("Claude models"), "sk-ant-", "https://console.anthropic.com/settings/keys"),
    Provider.GOOGLE: (_l("Gemini models"), "AIza", "https://aistudio.google.com/app/apikey"),
    Provider.HUGGINGFACE: (_l("For open models"), "hf_", "https://huggingface.co/settings/tokens"),
    Provider.REPLICATE: (_l("For open models"), "r8_", "https://replicate.com/account/api-tokens"),
    Provider.CUSTOM: (_l("Anything that speaks OpenAI's protocol"), "", ""),
}
MAKERS = {one: Maker(LONG[one], MARKS[one], *about) for one, about in ABOUT.items()}
DOTS = {
    KeyStatus.ACTIVE: "full",
    KeyStatus.NOT_VALIDATED: "half",
    KeyStatus.INVALID: "struck",
    KeyStatus.EXPIRED: "struck",
}
STATES = {status: (DOTS[status], KEYS[status]) for status in KeyStatus}
ROUTES = {
    Routing.BYOK_ONLY: (_l("My own keys only"), _l("No credit is ever used. Without a key nothing runs.")),
    Routing.BYOK_THEN_CREDITS: (
        _l("Both: my keys first"),
        _l("Credits step in where you have no key that works."),
    ),
    Routing.CREDITS_ONLY: (_l("Credits only"), _l("Your keys stay here unused.")),
}
MODES = {
    LimitMode.STOP: _l("Stop: no call that could pass the limit"),
    LimitMode.WARN: _l("Warn: ask me first"),
}
TOO_OFTEN = _l("Maximum 5 validation attempts per hour")
SHORTEST, LONGEST = 10, 500
MANAGED = "/dashboard/api-keys"

# Letters about keys cannot be switched off, as whoever took over an account would do that first (S15); hence no choice.
NOTICES = (
    NoticeKind(
        "key_saved", _l("Keys you saved"), _l("A key for %(provider)s was saved (…%(hint)s)."), "key", None
    ),
    NoticeKind(
        "key_replaced",
        _l("Keys you replaced"),
        _l("The key for %(provider)s was replaced (…%(hint)s)."),
        "key",
        None,
    ),
    NoticeKind(
        "key_removed",
        _l("Keys you removed"),
        _l("The key for %(provider)s was removed (…%(hint)s)."),
        "key",
        None,
    ),
    NoticeKind(
        "key_refused",
        _l("Keys a provider refuses"),
        _l("%(provider)s refuses your key (…%(hint)s). AI work with it stands still."),
        "key",
    ),
    NoticeKind(
        "key_allowance",
        _l("Limits of your keys that are near"),
        _l("Your key for %(provider)s (…%(hint)s) has used %(percent)s %% of its limit for this month."),
        "key",
        None,
    ),
)


def worked(provider: Provider, models: int) -> str:
    """That a provider takes a key, and for how many models."""
    name = str(MAKERS[provider].name)
    if not models:
        return _("%(provider)s takes this key.", provider=name)
    return ngettext(
        "%(provider)s takes this key, for %(n)s model.",
        "%(provider)s takes this key, for %(n)s models.",
        models,
        provider=name,
        n=i18n.number(models),
    )


def limits(key: ProviderKey) -> str:
    """What a key may cost, in a line; empty without a limit."""
    parts = []
    if key.monthly_limit is not None:
        parts.append(_("%(amount)s a month", amount=i18n.money(key.monthly_limit)))
    if key.daily_limit is not None:
        parts.append(_("%(amount)s a day", amount=i18n.money(key.daily_limit)))
    if not parts:
        return ""
    stops = key.limit_mode is LimitMode.STOP
    return " · ".join([*parts, _("then it stops") if stops else _("then we ask you")])


def summary(viewer: User) -> str:
    """How many keys somebody has, in words."""
    mine = keys.of(viewer)
    if not mine:
        return _("None yet")
    refused = sum(not key.usable for key in mine)
    told = ngettext("%(num)s key", "%(num)s keys", len(mine))
    return told + (" · " + _("%(n)s refused", n=refused) if refused else "")
