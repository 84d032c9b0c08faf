"""Looks wait in the process and are carried to Valkey behind the requests' backs; see also tests/portfolio/test_views.py."""

from __future__ import annotations

import time
from typing import Any

import pytest
from flask import Flask

from kreatr.kernel import tally
from tests.services import Valkey

pytestmark = pytest.mark.one_database


def _count(app: Flask, what: str, address: str = "203.0.113.7") -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address, "HTTP_USER_AGENT": "Mozilla/5.0"}):
        tally.count("tries", what)


def _wait_for(true: Any) -> None:
    ends = time.monotonic() + 5
    while not true():
        assert time.monotonic() < ends, "not within 5 s"
        time.sleep(0.02)


@pytest.fixture
def quick(app: Flask) -> Any:
    """An app whose looks wait for a moment only, carried by a thread of its own."""
    usual, app.config["LOOKS_WAIT"] = app.config["LOOKS_WAIT"], 0.05
    before, app.extensions["kreatr_looks"] = app.extensions["kreatr_looks"], tally.Waiting()
    yield app
    _wait_for(lambda: not app.extensions["kreatr_looks"].carried)
    app.config["LOOKS_WAIT"], app.extensions["kreatr_looks"] = usual, before


def test_they_are_carried_by_themselves(quick: Flask, valkey: Valkey) -> None:
    for place in range(3):
        _count(quick, "satu", f"203.0.113.{place}")
    _wait_for(lambda: valkey.client.hvals("kreatr:tries") == [b"3"])
    _wait_for(lambda: not quick.extensions["kreatr_looks"].carried)
    _count(quick, "satu", "203.0.113.9")
    _wait_for(lambda: valkey.client.hvals("kreatr:tries") == [b"4"])


def test_they_wait_until_valkey_is_back(quick: Flask, valkey: Valkey) -> None:
    valkey.kill()
    _count(quick, "satu")
    time.sleep(0.2)
    assert len(quick.extensions["kreatr_looks"].looks) == 1
    valkey.restore()
    quick.extensions["kreatr_valkey"].away_until = 0.0
    _wait_for(lambda: valkey.client.hvals("kreatr:tries") == [b"1"])


def test_a_look_that_is_handed_over_twice_counts_once(app: Flask, valkey: Valkey) -> None:
    _count(app, "satu")
    waiting = app.extensions["kreatr_looks"]
    kept = list(waiting.looks)
    tally.hand_over()
    assert not waiting.looks
    waiting.looks.update(dict.fromkeys(kept))
    tally.hand_over()
    assert valkey.client.hvals("kreatr:tries") == [b"1"]


def test_more_than_one_handful(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "AT_ONCE", 4)
    for place in range(10):
        _count(app, "satu", f"203.0.113.{place}")
    (batch,) = tally.take("tries")
    assert list(batch.counts.values()) == [10] and tally.take("others") == []
    tally.forget("others", batch.id)
    assert [one.id for one in tally.take("tries")] == [batch.id]
    tally.forget("tries", batch.id)
    assert tally.take("tries") == []
