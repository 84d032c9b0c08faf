"""Takes apart what providers answer: whatever is not as documented is None, or garbage."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kreatr.ai.adapters.protocol import Count, ProviderError

LONGEST_NAME = 120
MOST_NAMES = 2000
MOST_TOKENS = 1_000_000_000


def parsed(text: str | bytes, *, billed: bool = True) -> dict[str, Any]:
    """A JSON object. Raises ProviderError("GARBAGE")."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ProviderError("GARBAGE", billed=billed)
    return found


def at(value: Any, *way: str | int) -> Any:
    """What lies at the end of a way of keys and places; None where there is none."""
    for step in way:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and len(value) > step else None
    return value


def text(value: Any) -> str:
    """Text that can be stored; empty where it is none."""
    return value.encode(errors="replace").decode().replace("\0", "") if isinstance(value, str) else ""


def tokens(value: Any) -> int | None:
    """A number of tokens."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value < MOST_TOKENS else None


def count(usage: Any, name_in: str, name_out: str) -> Count:
    """Both numbers of tokens, under the names a provider gives them."""
    return Count(tokens(at(usage, name_in)), tokens(at(usage, name_out)))


def later(known: Count, told: Count) -> Count:
    """What is known of the count after more was told."""
    return Count(
        known.tokens_in if told.tokens_in is None else told.tokens_in,
        known.tokens_out if told.tokens_out is None else told.tokens_out,
    )


def names(rows: Any, *way: str | int) -> list[str]:
    """The names of models in a list of rows, each once, in its order. Raises ProviderError("GARBAGE") where it is no list."""
    if not isinstance(rows, list):
        raise ProviderError("GARBAGE")
    found = [name for row in rows if (name := at(row, *way)) and isinstance(name, str)]
    fit = [name for name in found if len(name) <= LONGEST_NAME and name.isascii() and name.isprintable()]
    return list(dict.fromkeys(fit))[:MOST_NAMES]


def vectors(rows: Any, expected: int) -> list[list[float]]:
    """As many vectors as there were texts. Raises ProviderError("GARBAGE")."""
    if not isinstance(rows, Sequence) or len(rows) != expected or not all(map(_vector, rows)):
        raise ProviderError("GARBAGE", billed=True)
    return [[float(number) for number in row] for row in rows]


def _vector(row: Any) -> bool:
    return isinstance(row, list) and bool(row) and all(map(_number, row))


def _number(value: Any) -> bool:
    """Whether it is a number a vector can hold: NaN, Infinity and endless integers are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e30 < value < 1e30
