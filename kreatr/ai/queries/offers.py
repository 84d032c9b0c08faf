"""Which models a person may use, and who would pay (PRV-08, PRV-11)."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from kreatr.accounts.models import User
from kreatr.ai.models import KeyStatus, Payer, Provider, ProviderKey, Routing
from kreatr.ai.queries import catalogue, keys
from kreatr.ai.queries.catalogue import Model
from kreatr.credits import queries as credits

MOST = 60  # models of one provider


@dataclass(frozen=True)
class Offer:
    """A model and who would pay for it; without a payer `reason` is a code of `ai.words`."""

    model: Model
    payer: Payer | None
    reason: str = ""
    key: ProviderKey | None = None

    @property
    def possible(self) -> bool:
        return self.payer is not None


@dataclass(frozen=True)
class Purse:
    """What a person could pay with."""

    routing: Routing
    keys: dict[Provider, ProviderKey]
    credits: int


def purse(viewer: User) -> Purse:
    """The person's keys, credits, and how they want things to be paid."""
    own = {key.provider: key for key in keys.of(viewer)}
    # Without a choice: the own key once there is one, so that nobody is charged silently (C24).
    usual = Routing.BYOK_ONLY if own else Routing.CREDITS_ONLY
    return Purse(keys.routing(viewer.id) or usual, own, credits.balance(viewer.id))


def offers(viewer: User) -> list[Offer]:
    """Every model, by provider; those that cannot be used now say why."""
    found = purse(viewer)
    known = catalogue.everything()
    return [_offer(model, found) for provider in Provider for model in _of(known[provider], provider, found)]


def _of(known: list[Model], provider: Provider, found: Purse) -> list[Model]:
    """The models of a provider: those its key may use, or all of them where there is no key, or nothing is known of it."""
    key = found.keys.get(provider)
    listed = {name for name in key.models if catalogue.chats(name)} if key else set()
    usual = [model for model in known if not listed or model.id in listed]
    others = sorted(listed - {model.id for model in usual})
    return [*usual, *(catalogue.listed(provider, name) for name in others)][:MOST]


def offer(viewer: User, provider: Provider, name: str) -> Offer:
    """One model as it stands for a person. A name nobody knows is not offered."""
    found, model = purse(viewer), catalogue.model(provider, name)
    key = found.keys.get(provider)
    listed = bool(key and (name in key.models or not key.models))
    if not listed and not model.known:
        return Offer(model, None, "MODEL_UNKNOWN")
    return _offer(model, found)


def _offer(model: Model, found: Purse) -> Offer:
    key = found.keys.get(model.provider)
    if found.routing is not Routing.CREDITS_ONLY and key and key.usable:
        return Offer(model, Payer.KEY, key=key)
    if found.routing is Routing.BYOK_ONLY or not _for_credits(model):
        return Offer(model, None, _why_not(key, found.routing), key)
    if found.credits <= 0:
        return Offer(model, None, "NO_CREDITS", key)
    return Offer(model, Payer.CREDITS)


def _for_credits(model: Model) -> bool:
    house = model.provider.value in current_app.config["KREATR"].ai.keys
    return house and model.offered and model.input_price is not None and model.output_price is not None


def _why_not(key: ProviderKey | None, routing: Routing) -> str:
    if routing is Routing.CREDITS_ONLY:
        return "NOT_OFFERED"
    if key is None:
        return "NO_KEY"
    return "KEY_EXPIRED" if key.status is KeyStatus.EXPIRED else "KEY_REFUSED"
