"""Places in long lists."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, timedelta

from kreatr.kernel import paging

NOW = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)


def test_a_mark_is_exact_to_the_microsecond() -> None:
    dice = random.Random(3)
    for _ in range(2000):
        moment = NOW + timedelta(microseconds=dice.randrange(-(10**15), 10**15))
        id_ = uuid.UUID(int=dice.getrandbits(128))
        assert paging.place(paging.mark(moment, id_)) == (moment, id_)


def test_what_is_no_mark_is_no_place() -> None:
    for text in (
        None,
        "",
        "-",
        "x-y",
        "12",
        "1-2",
        "²-" + "a" * 32,
        "9" * 18 + "-" + "a" * 32,
        "5-" + "z" * 32,
    ):
        assert paging.place(text) is None
