"""O10: the variables of AI work, each refused by its name in one sentence and without its value."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kreatr.kernel.config import Config, ConfigError, load
from tests.kernel.test_config import GOOD

PLANTED = "planted-" + "k" * 30
REFUSED = {
    "ENCRYPTION_KEYS_OLD": [
        "0f" * 31,
        "zz" * 32,
        f"{'0f' * 32};{'0e' * 32}",
        f"{'0f' * 32},short-secret-word",
    ],
    "OPENAI_API_KEY": ["short", "two words of a key", f"{PLANTED}\tend", "ü" * 20],
    "REPLICATE_API_KEY": ["x" * 501],
    "OPENAI_BASE_URL": [
        "ftp://ai.test",
        "ai.test",
        "https://",
        "http://ai.test/v1",
        "https://[::1",
        "https://ai.test?x=1",
    ],
    "GOOGLE_AI_BASE_URL": [
        "https://planted:secret-word@ai.test",
        "https://ai.test#part",
        "https://ai.test:0",
    ],
    "ALLOW_PRIVATE_AI_URLS": ["perhaps"],
    "USD_IDR": ["0", "999", "sixteen thousand"],
    "USD_IDR_DATE": ["yesterday", "2026-13-01"],
    "CREDITS_ON_SIGN_UP": ["-1", "many"],
    "CREDIT_COST_MICRO_USD": ["0"],
}


def _load(tmp_path: Path, **more: str) -> Config:
    return load({**GOOD, "KREATR_DATA": str(tmp_path), **more})


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in REFUSED.items() for value in values]
)
def test_what_cannot_be_used_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError) as refused:
        _load(tmp_path, **{name: value})
    message = str(refused.value)
    assert name in message and message.endswith(".") and "\n" not in message
    assert value not in message or len(value) < 9
    assert "secret-word" not in message


def test_a_key_ring_of_several_generations(tmp_path: Path) -> None:
    config = _load(tmp_path, ENCRYPTION_KEYS_OLD=f" {'0A' * 32}, {'0b' * 32}\n{'0c' * 32} ")
    assert config.encryption_keys_old == ("0a" * 32, "0b" * 32, "0c" * 32)
    assert _load(tmp_path, ENCRYPTION_KEYS_OLD="").encryption_keys_old == ()


def test_what_is_good_is_read(tmp_path: Path) -> None:
    ai = _load(
        tmp_path,
        OPENAI_API_KEY=PLANTED,
        GOOGLE_AI_BASE_URL="https://mirror.test/gemini/",
        USD_IDR="16250",
        USD_IDR_DATE="2026-11-01",
        CREDIT_PRICE_IDR="1.5",
    ).ai
    assert ai.keys == {"OPENAI": PLANTED} and ai.addresses["GOOGLE"] == "https://mirror.test/gemini"
    assert (ai.usd_idr, ai.usd_idr_day, ai.credit_micro_idr) == (16_250, date(2026, 11, 1), 1_500_000)
    assert PLANTED not in repr(ai)


def test_private_addresses_only_where_they_are_allowed(tmp_path: Path) -> None:
    address = {"OPENAI_BASE_URL": "http://127.0.0.1:11434/v1"}
    assert _load(tmp_path, ALLOW_PRIVATE_AI_URLS="1", **address).ai.private
    with pytest.raises(ConfigError):
        _load(tmp_path, **address)
