"""What people type about their keys. A key is never shown again, neither in full nor as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField, PasswordField, RadioField
from wtforms.validators import ValidationError

from kreatr.ai.models import LimitMode, Provider, ProviderKey, Routing
from kreatr.byok.words import LONGEST, MODES, ROUTES, SHORTEST
from kreatr.kernel import addresses
from kreatr.kernel.choices import choices
from kreatr.kernel.fields import LONGEST_URL, Amount, Link, Rupiah
from kreatr.kernel.text import CONTROLS

IN_A_HEADER = re.compile(r"[\x21-\x7e]*")


class KeyForm(Form):
    """A key for one provider (BYOK-04); CUSTOM has an address, and its server may ask for no key at all.

    `private` lets that address be on this machine or in its network.
    """

    provider = HiddenField()
    api_key = PasswordField(_l("Key"))
    base_url = Link(_l("Address"))

    def __init__(
        self, formdata: Any = None, provider: Provider | None = None, *, private: bool = False, **more: Any
    ) -> None:
        super().__init__(formdata, **more)
        self.private = private
        self.chosen = provider or _member(self.provider.data)
        if self.chosen is not None:
            self.provider.data = self.chosen.value
            for field in (self.api_key, self.base_url):
                field.id = f"{field.name}-{self.chosen.value.lower()}"

    @property
    def secret(self) -> str:
        """The key without what copying puts around it."""
        return (self.api_key.data or "").strip()

    @property
    def address(self) -> str:
        """The address without a slash at its end; empty for every provider but CUSTOM."""
        return (self.base_url.stored or "").rstrip("/") if self.chosen is Provider.CUSTOM else ""

    def validate_provider(self, _field: Any) -> None:
        if self.chosen is None:
            raise ValidationError(_("Choose a provider."))

    def validate_api_key(self, _field: Any) -> None:
        typed = self.secret
        if not typed and self.chosen is Provider.CUSTOM:
            return
        if not typed:
            raise ValidationError(_("Please fill this in."))
        if len(typed) < SHORTEST:
            raise ValidationError(_("A key has at least %(least)s characters.", least=SHORTEST))
        if len(typed) > LONGEST or not IN_A_HEADER.fullmatch(typed):
            raise ValidationError(_("This is not a key: copy it again, without anything around it."))

    def validate_base_url(self, _field: Any) -> None:
        if self.chosen is Provider.CUSTOM and (fault := _fault(self.address, self.private)):
            raise ValidationError(fault)


class LimitForm(Form):
    """What a key may cost, in rupiah; empty is no limit."""

    monthly_limit = Rupiah(_l("A month"), [Amount()])
    daily_limit = Rupiah(_l("A day"), [Amount()])
    limit_mode = RadioField(_l("At the limit"), choices=choices(MODES))

    @classmethod
    def of(cls, key: ProviderKey, formdata: Any = None) -> LimitForm:
        """The form with a key's limits, and what was typed."""
        kept = {"monthly_limit": key.monthly_limit, "daily_limit": key.daily_limit}
        shown = {name: "" if value is None else str(value) for name, value in kept.items()}
        return cls(formdata, data={**shown, "limit_mode": key.limit_mode.value})

    def stored(self) -> tuple[int | None, int | None, LimitMode]:
        """Month, day, mode, as `actions.limit` takes them."""
        return self.monthly_limit.stored, self.daily_limit.stored, LimitMode(self.limit_mode.data)


class RoutingForm(Form):
    """Who pays (C24)."""

    routing = RadioField(
        _l("How do you want to use AI?"),
        choices=choices({one: words[0] for one, words in ROUTES.items()}),
    )

    @property
    def chosen(self) -> Routing:
        """The choice of a valid form."""
        return Routing(self.routing.data)


def plain(values: Any) -> MultiDict[str, str]:
    """The fields of a JSON object as a form would send them; what is no text, number or null is left out."""
    pairs = values.items() if isinstance(values, Mapping) else ()
    return MultiDict(
        (str(name), "" if value is None else str(value))
        for name, value in pairs
        if value is None or (isinstance(value, str | int) and not isinstance(value, bool))
    )


def _member(value: Any) -> Provider | None:
    try:
        return Provider(value)
    except ValueError:
        return None


def _fault(address: str, private: bool) -> str | None:
    """What speaks against an address people entered, before anybody looks it up (O2)."""
    if not address:
        return _("Please fill this in.")
    if len(address) > LONGEST_URL or CONTROLS.search(address):
        return _("This address is too long.")
    if not private and not address.lower().startswith("https://"):
        return _("Start with https://")
    parts = urlsplit(address) if "[" not in address else urlsplit("")
    if "@" in parts.netloc or parts.query or parts.fragment:
        return _("Only the address, please: without a name, a password or anything after a question mark.")
    try:
        target = addresses.target(address, private=private)
    except ValueError:
        return _("This address may not be asked: it has to be a public one that starts with https://.")
    if addresses.literal(target.host) and not addresses.allowed(target.host, private=private):
        return _("This address may not be asked: it has to be a public one that starts with https://.")
    return None
