"""Keys as providers hand them out, thrown anew in each run: none of them opens anything."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

LETTERS, PLAIN = string.ascii_letters, string.ascii_letters + string.digits
WORDY, HEX = PLAIN + "_-", string.digits + "abcdef"
SHAPES = (
    ("Anthropic", "sk-ant-api03-", WORDY, 93, "AA"),
    ("Anthropic", "sk-ant-admin01-", WORDY, 93, "AA"),
    ("OpenAI", "sk-", PLAIN, 20, "T3Blbk" + "FJ"),
    ("OpenAI", "sk-", HEX, 32, ""),
    ("OpenAI", "sk-", PLAIN, 48, ""),
    ("OpenAI", "sk-proj-", WORDY, 156, ""),
    ("OpenAI", "sk-svcacct-", WORDY, 156, ""),
    ("OpenRouter", "sk-or-v1-", HEX, 64, ""),
    ("Google", "AI" + "zaSy", WORDY, 33, ""),
    ("Google", "AQ.Ab8RN6", WORDY, 44, ""),
    ("Hugging Face", "hf_", LETTERS, 34, ""),
    ("Hugging Face", "hf_", PLAIN, 34, ""),
    ("Replicate", "r8_", PLAIN, 37, ""),
    ("kreatr", "kr_", PLAIN, 40, ""),
)


def keys(times: int = 1) -> Iterator[tuple[str, str]]:
    """Whose key, and the key: every shape, so many times."""
    dice = random.Random(20_251)
    for _time in range(times):
        for provider, begins, of, length, ends in SHAPES:
            yield provider, begins + "".join(dice.choices(of, k=length)) + ends


def key() -> str:
    """One of them, OpenAI's."""
    return next(key for provider, key in keys() if provider == "OpenAI" and len(key) == 51)
