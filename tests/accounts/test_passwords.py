"""S1, S2: which passwords are refused, and how they are kept."""

from __future__ import annotations

from typing import Any

import pytest

from kreatr.accounts import passwords
from kreatr.accounts.passwords import Weakness


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("x7!kLm2", Weakness.SHORT),
        ("x7!kLm2q", None),
        ("ab" * 128, None),
        ("ab" * 128 + "a", Weakness.LONG),
        ("        ", None),
        ("😀" * 8, None),
        ("12345678", Weakness.COMMON),
        ("Password", Weakness.COMMON),
        ("ILOVEYOU", Weakness.COMMON),
        ("password1 ", None),
    ],
)
def test_length_and_commonness(typed: str, expected: Weakness | None) -> None:
    assert passwords.weakness(typed) is expected


@pytest.mark.parametrize(
    "typed",
    [
        "kreatr123",
        "KREATR2026!",
        "kreatrkreatr",
        "sariayu1",
        "SariAyu!!",
        "ayu.sari99",
        "kreatr-sariayu",
        "1990sariayu",
    ],
)
def test_own_words_and_ours(typed: str) -> None:
    assert passwords.weakness(typed, "sariayu", "ayu.sari") is Weakness.OBVIOUS


@pytest.mark.parametrize(
    "typed", ["kreatr-demo-2026", "sariayu makan bakso", "19472650193847", "mekanika2000"]
)
def test_own_words_among_others_are_fine(typed: str) -> None:
    assert passwords.weakness(typed, "sariayu", "ika") is None


def test_short_words_do_not_count() -> None:
    assert passwords.weakness("abababab77", "ab", "") is None


def test_list_has_3000_that_fit() -> None:
    listed = passwords._commonest()
    assert len(listed) >= 2990  # a few differ in upper and lower case only
    assert all(len(word) >= passwords.SHORTEST and word == word.casefold() for word in listed)
    assert all(passwords.weakness(word) is Weakness.COMMON for word in listed)


@pytest.mark.one_database
class TestKeeping:
    def test_argon2id_with_the_parameters_of_the_configuration(self, app: Any) -> None:
        app.config.update(ARGON2_TIME_COST=2, ARGON2_MEMORY_COST=64, ARGON2_PARALLELISM=2)
        assert passwords.hashed("x").startswith("$argon2id$v=19$m=64,t=2,p=2$")

    def test_defaults_are_strong(self, app: Any) -> None:
        for name in ("ARGON2_TIME_COST", "ARGON2_MEMORY_COST", "ARGON2_PARALLELISM"):
            app.config.pop(name)
        assert passwords.hashed("x").startswith("$argon2id$v=19$m=32768,t=3,p=1$")

    def test_each_hash_has_its_own_salt(self, app: Any) -> None:
        assert passwords.hashed("x") != passwords.hashed("x")

    @pytest.mark.parametrize("typed", ["x", " x ", "", "a\x00b", "é", "e\u0301", "😀" * 200])
    def test_compared_exactly(self, app: Any, typed: str) -> None:
        kept = passwords.hashed(typed)
        assert passwords.matches(kept, typed)
        assert not passwords.matches(kept, typed + " ")
        assert not passwords.matches(kept, " " + typed)

    def test_composed_letters_are_other_letters(self, app: Any) -> None:
        assert not passwords.matches(passwords.hashed("é"), "e\u0301")

    def test_nothing_matches_no_hash_or_a_broken_one(self, app: Any) -> None:
        assert not passwords.matches(None, "nobody signs in with this")
        assert not passwords.matches("broken", "x")
        assert not passwords.matches("", "x")

    def test_outdated(self, app: Any) -> None:
        kept = passwords.hashed("x")
        assert not passwords.outdated(kept)
        app.config["ARGON2_MEMORY_COST"] = 16
        assert passwords.outdated(kept)
