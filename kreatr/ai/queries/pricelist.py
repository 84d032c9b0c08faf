"""The price list as the package `genai-prices` ships it, read once per process: what a model costs on a day.

Kept are its plain prices per token. Tiers are kept with the size of the question they begin at (from there on all of a call costs more).
Not kept are special prices: a batch, a fast lane, tokens a provider remembers (they cost less; the house asks no provider to remember
anything). Nothing is fetched: newer prices come with a newer package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from kreatr.ai.models import Provider
from kreatr.kernel.late import late

if TYPE_CHECKING:
    import genai_prices
else:
    genai_prices = late("genai_prices")

OURS = {"openai": Provider.OPENAI, "anthropic": Provider.ANTHROPIC, "google": Provider.GOOGLE}
PARTNER = "huggingface_"  # whose machines a model of Hugging Face runs on has its own list
SHORT = 5  # how many models stand first
# What is no model to chat with, by its name: other media, other addresses, old or special machines.
OTHERS = re.compile(
    r"embed|image|audio|realtime|tts|transcribe|whisper|moderation|live|translate|vision|rerank|guard|robotics"
    r"|omni|search|deep-research|computer-use|codex|cyber|rosalind|banana|turbo-instruct|davinci|babbage"
    r"|^ada$|^curie$|^ft:|\.ft-|:extended|^claude-v1$|0301|-maas$"
)
# Listed there, but not to be had where the house asks: other makers' models, and those that OpenAI answers at another address only.
FOREIGN = {Provider.OPENAI: re.compile(r"oss|-pro$"), Provider.GOOGLE: re.compile(r"claude|^gemma")}
DATED = re.compile(r"[-@]?(?:20\d{2}-\d{2}-\d{2}|20\d{6})|-(?:preview|latest)\b|-0\d{3}$")
VERSION = re.compile(r"(?<!\d)(\d{1,2})(?:[.-](\d{1,2}))?(?![\dbk])")

Step = tuple[int, int, int]  # above so many tokens in: price in, price out


@dataclass(frozen=True)
class Listed:
    """One model of the list. `periods` are its prices from a day on (None: always), oldest first; no steps: not priced by tokens."""

    id: str
    name: str
    context: int | None
    chat: bool
    clause: Any
    periods: tuple[tuple[date | None, tuple[Step, ...]], ...]

    def steps(self, day: date) -> tuple[Step, ...]:
        """What it costs on a day, by the size of the question, the smallest first."""
        current = [steps for since, steps in self.periods if since is None or since <= day]
        return (current or [self.periods[0][1]])[-1]


@lru_cache(2_000)
def find(provider: Provider, model: str) -> tuple[Listed, ...]:
    """The list's models behind a name: none, one, or for Hugging Face one for each partner it may run on."""
    name, _, partner = (
        model.lower().partition(":") if provider is Provider.HUGGINGFACE else (model.lower(), "", "")
    )
    lists = read().get(provider, {})
    chosen = [lists[partner]] if partner in lists else list(lists.values())
    found = (next((one for one in some if one.clause.is_match(name)), None) for some in chosen)
    return tuple(one for one in found if one)


def chats(name: str) -> bool:
    """Whether a name, as a provider lists it, is one of a model to chat with, as far as names tell."""
    return not OTHERS.search(name.lower())


@cache
def chat(provider: Provider) -> tuple[str, ...]:
    """The names of a provider's current chat models: a short list first, the newest of each line and cheapest first; then the rest."""
    lists = read().get(provider, {})
    models = [one for some in lists.values() for one in some if one.chat]
    if provider is Provider.HUGGINGFACE:
        return _by_partners(models)
    lines = groupby(
        sorted(models, key=lambda one: (_line(one.id), _version(one.id))), key=lambda one: _line(one.id)
    )
    newest = [list(line)[-1] for _, line in lines]
    top = max((_version(one.id)[0] for one in newest), default=0)
    recent = [one for one in newest if _version(one.id)[0] >= top - 1]
    first = sorted(recent, key=lambda one: (*_newer(one), _dear(one)))[:SHORT]
    rest = [one for one in models if one not in first]
    ordered = sorted(first, key=_dear) + sorted(rest, key=lambda one: (*_newer(one), _dear(one)))
    return tuple(one.id for one in ordered)


def _by_partners(models: list[Listed]) -> tuple[str, ...]:
    """Names there have no common versions: what most partners run stands first, then what is cheap."""
    partners: dict[str, list[Listed]] = {}
    for one in models:
        partners.setdefault(one.id, []).append(one)
    ordered = sorted(partners.items(), key=lambda pair: (-len(pair[1]), max(map(_dear, pair[1])), pair[0]))
    return tuple(name for name, _ in ordered)


def _dear(one: Listed) -> int:
    return sum(one.periods[-1][1][0][1:])


def _version(name: str) -> tuple[int, int]:
    found = VERSION.search(DATED.sub("", name))
    return (int(found[1]), int(found[2] or 0)) if found else (0, 0)


def _newer(one: Listed) -> tuple[int, int]:
    major, minor = _version(one.id)
    return -major, -minor


def _line(name: str) -> str:
    """What is left of a name without its version: `gpt-mini`."""
    return VERSION.sub("", DATED.sub("", name), count=1)


@cache
def read() -> dict[Provider, dict[str, tuple[Listed, ...]]]:
    """The models of our providers, by the partner they run on ("" where there is but one)."""
    found: dict[Provider, dict[str, tuple[Listed, ...]]] = {}
    for provider in genai_prices.data_snapshot.get_snapshot().providers:
        partner = provider.id.removeprefix(PARTNER) if provider.id.startswith(PARTNER) else ""
        ours = Provider.HUGGINGFACE if partner else OURS.get(provider.id)
        if ours:
            found.setdefault(ours, {})[partner] = tuple(_listed(ours, model) for model in provider.models)
    return found


def _listed(provider: Provider, model: genai_prices.types.ModelInfo) -> Listed:
    periods = _periods(model)
    tokens_only = all(len(step) == 3 and step[2] for _, steps in periods for step in steps) and bool(
        periods[-1][1]
    )
    foreign = FOREIGN.get(provider)
    named = chats(model.id) and not (foreign and foreign.search(model.id))
    other_media = any(key.startswith("output_") and key != "output_mtok" for key in _last(model).__dict__)
    return Listed(
        id=model.id,
        name=_name(model),
        context=model.context_window,
        chat=bool(named and tokens_only and not other_media and not model.deprecated),
        clause=model.match,
        periods=periods,
    )


def _name(model: genai_prices.types.ModelInfo) -> str:
    """As its maker writes it: the list has some in small letters."""
    name = model.name or model.id.rpartition("/")[2]
    name = re.sub(r"^gpt[ -]", "GPT-", name)
    return re.sub(r"^(gemini|claude|gemma)\b", lambda found: found[0].capitalize(), name)


def _last(model: genai_prices.types.ModelInfo) -> genai_prices.types.ModelPrice:
    return model.prices[-1].prices if isinstance(model.prices, list) else model.prices


def _periods(model: genai_prices.types.ModelInfo) -> tuple[tuple[date | None, tuple[Step, ...]], ...]:
    if not isinstance(model.prices, list):
        return ((None, _steps(model.prices)),)
    dated = [
        (
            one.constraint.start_date
            if isinstance(one.constraint, genai_prices.types.StartDateConstraint)
            else None,
            one.prices,
        )
        for one in model.prices
        # cheaper hours are no promise
        if not isinstance(one.constraint, genai_prices.types.TimeOfDateConstraint)
    ]
    return tuple((since, _steps(prices)) for since, prices in dated)


def _steps(prices: genai_prices.types.ModelPrice) -> tuple[Step, ...]:
    """One step for each tier; none where the list names no price for tokens. What has no answer in tokens (embedding) costs nothing there."""
    price_in, price_out = prices.input_mtok, prices.output_mtok
    if price_in is None:
        return ()
    starts = sorted({0, *_starts(price_in), *_starts(price_out)})
    return tuple((start, _at(price_in, start), _at(price_out, start)) for start in starts)


def _starts(price: Any) -> list[int]:
    return [tier.start for tier in price.tiers] if isinstance(price, genai_prices.types.TieredPrices) else []


def _at(price: Any, start: int) -> int:
    """Micro-USD for a million tokens, rounded up, above so many tokens in."""
    if isinstance(price, genai_prices.types.TieredPrices):
        price = [price.base, *(tier.price for tier in price.tiers if tier.start <= start)][-1]
    return -int(-(price or Decimal(0)) * 1_000_000 // 1)
