"""The clock's small job."""

from __future__ import annotations

from kreatr.notices import actions


def forget_old() -> None:
    """Clock job: see `actions.forget_old`."""
    actions.forget_old()
