"""Counting a large house: seconds of work, so the worker does it, and pages read what it wrote down."""

from __future__ import annotations

import json

from kreatr.community import queries
from kreatr.kernel import valkey

KEPT_SECONDS = 1200  # four rounds: a worker that stands still takes its numbers away in the end
COUNTS = {"numbers": queries.count_numbers, "contributors": queries.count_contributors}


def count() -> None:
    """Counts what a large house does not count for each page, and writes it down in Valkey."""
    for name, counted in COUNTS.items() if queries.many() else ():
        words, key = json.dumps(counted()), queries.counted_key(name)
        valkey.current().ask(lambda client, key=key, words=words: client.set(key, words, ex=KEPT_SECONDS))  # type: ignore[misc]
