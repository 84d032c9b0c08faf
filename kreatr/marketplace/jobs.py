"""The worker's part."""

from __future__ import annotations

from kreatr.marketplace import actions


def recount() -> None:
    """Clock job: see `actions.recount`. Once a day, in case that rows were changed by hand."""
    actions.recount()
