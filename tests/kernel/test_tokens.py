"""Link tokens: for one purpose, for a time, of this house."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from kreatr.kernel import tokens

pytestmark = pytest.mark.one_database


def _soon() -> float:
    return time.time() + 60


def test_a_token_gives_its_value_back(app: Flask) -> None:
    assert tokens.read("unsubscribe", tokens.sign("unsubscribe", "sekar", _soon())) == "sekar"


def test_a_token_is_for_one_purpose(app: Flask) -> None:
    assert tokens.read("login", tokens.sign("unsubscribe", "sekar", _soon())) is None


def test_a_token_ends(app: Flask) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        token = tokens.sign("x", "sekar", time.time() + 60)
        clock.shift(timedelta(seconds=60))
        assert tokens.read("x", token) == "sekar"
        clock.shift(timedelta(seconds=1))
        assert tokens.read("x", token) is None


@pytest.mark.parametrize("broken", ["", "x", "a.b.c", "é", "." * 3000, "W10.AAAA"])
def test_made_up_tokens_are_nothing(app: Flask, broken: str) -> None:
    assert tokens.read("x", broken) is None


def test_a_changed_token_is_nothing(app: Flask) -> None:
    token = tokens.sign("x", "sekar", _soon())
    for place in range(len(token)):
        letter = "A" if token[place] != "A" else "B"
        changed = token[:place] + letter + token[place + 1 :]
        # The last letter of base64 has unused bits, so that two spellings may mean the same.
        assert tokens.read("x", changed) is None or place == len(token) - 1


def test_links_made_under_the_old_key_still_work(app: Flask) -> None:
    token = tokens.sign("x", "sekar", _soon())
    old = app.config["SECRET_KEY"]
    app.config["SECRET_KEY"] = "another secret of forty letters, brand new"
    assert tokens.read("x", token) is None
    app.config["SECRET_KEY_FALLBACKS"] = [old]
    assert tokens.read("x", token) == "sekar"
    fresh = tokens.sign("x", "sekar", _soon())
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert tokens.read("x", fresh) == "sekar", "new links are made under the new key"


def test_stored_tokens_are_hashed_and_random() -> None:
    made = {tokens.new() for _n in range(100)}
    assert len(made) == 100 and all(len(token) >= 43 for token in made)
    assert tokens.digest("x") == tokens.digest("x") != tokens.digest("y")
    assert len(tokens.digest("x")) == 64


def test_derived_tokens_follow_from_words_and_secret(app: Flask) -> None:
    token = tokens.derived("status", "7")
    assert token == tokens.derived("status", "7") and len(token) == 64
    assert token != tokens.derived("status", "8") and token != tokens.derived("other", "7")
    assert tokens.derived("a", "b", "c") != tokens.derived("a", "bc") != tokens.derived("ab", "c")
    app.config["SECRET_KEY"] = "another secret of forty letters, brand new"
    assert token != tokens.derived("status", "7")


def test_an_address_is_counted_but_not_kept(app: Flask) -> None:
    origin = tokens.origin("203.0.113.9")
    assert origin == tokens.origin("203.0.113.9") != tokens.origin("203.0.113.8")
    assert "203" not in origin and len(origin) == 32
