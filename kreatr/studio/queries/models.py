"""Which models a person may choose, what a piece of work may cost with each, and which of them stay within a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flask import current_app

from kreatr.accounts.models import User
from kreatr.ai.actions.asking import Estimate, Message, estimate
from kreatr.ai.models import Payer, Provider
from kreatr.ai.queries import offers as offering
from kreatr.ai.queries.offers import Offer
from kreatr.kernel import money
from kreatr.studio.queries import runs

CHEAPER = 2  # models that are named where something costs too much


@dataclass(frozen=True)
class Group:
    """The models of one provider. `reason` is the code of why none of them can be used, if that is so."""

    provider: Provider
    offers: list[Offer]

    @property
    def possible(self) -> bool:
        return any(offer.possible for offer in self.offers)

    @property
    def reason(self) -> str:
        reasons = {offer.reason for offer in self.offers}
        return reasons.pop() if len(reasons) == 1 else ""


@dataclass(frozen=True)
class Choice:
    """All models of a person in groups, those that can be used first, and the one that is chosen."""

    groups: list[Group] = field(default_factory=list)
    chosen: Offer | None = None

    @property
    def possible(self) -> bool:
        """Whether anything can be asked at all."""
        return any(group.possible for group in self.groups)


def key(offer: Offer) -> str:
    """A model as forms write it."""
    return f"{offer.model.provider.value}:{offer.model.id}"


def choice(viewer: User, wanted: str = "") -> Choice:
    """What the viewer may choose from. What was wanted, else what was used last, else the first that can be used is chosen."""
    found = offering.offers(viewer)
    possible = {key(offer): offer for offer in found if offer.possible}
    named = possible.get(wanted) if wanted else possible.get(runs.last_model(viewer))
    chosen = named or (None if wanted else next(iter(possible.values()), None))
    groups = [
        Group(provider, mine)
        for provider in Provider
        if (mine := [offer for offer in found if offer.model.provider is provider])
    ]
    return Choice(sorted(groups, key=lambda group: not group.possible), chosen)


@dataclass(frozen=True)
class Way:
    """One way to stay within a limit: another model, or a shorter answer; `swap` is what its button sends."""

    swap: str
    offer: Offer
    length: str
    estimate: Estimate


def ways(
    choice_: Choice, messages: tuple[Message, ...], tokens: dict[str, int], length: str, left: int
) -> list[Way]:
    """Cheaper models for the same answer, the dearest of those that fit first, then the longest shorter answer that fits.

    `left` is what the payer of the chosen model may still spend: micro-IDR of a key, or credits.
    """
    if choice_.chosen is None:
        return []
    fits = _fitting(choice_.chosen, estimate(choice_.chosen.model, messages, tokens[length]), left)
    models = [
        Way(f"model={key(offer)}", offer, length, guess)
        for offer in _others(choice_)
        if fits(offer, guess := estimate(offer.model, messages, tokens[length]))
    ]
    models.sort(key=lambda way: (-(way.estimate.cost or 0), way.offer.model.name))
    shorter = [
        Way(f"length={name}", choice_.chosen, name, guess)
        for name, most in sorted(tokens.items(), key=lambda one: -one[1])
        if most < tokens[length]
        and fits(choice_.chosen, guess := estimate(choice_.chosen.model, messages, most))
    ]
    return [*models[:CHEAPER], *shorter[:1]]


def _others(choice_: Choice) -> Iterator[Offer]:
    for group in choice_.groups:
        yield from (offer for offer in group.offers if offer.possible and offer is not choice_.chosen)


def _fitting(chosen: Offer, now: Estimate, left: int) -> Callable[[Offer, Estimate], bool]:
    rate = current_app.config["KREATR"].ai.usd_idr

    def fits(offer: Offer, guess: Estimate) -> bool:
        if guess.cost is None or (now.cost is not None and guess.cost >= now.cost):
            return False
        if offer.payer is not chosen.payer or offer.key is not chosen.key:
            return True  # another purse, which is looked into when it is asked
        if chosen.payer is Payer.CREDITS:
            return guess.credits is not None and guess.credits <= left
        return money.micro_idr(guess.cost, rate) <= left

    return fits
