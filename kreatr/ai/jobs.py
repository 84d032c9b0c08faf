"""What the worker does for AI calls."""

from __future__ import annotations

from kreatr.ai.actions import running


def release_lost() -> None:
    """Ends calls whose caller is gone; their credits come back."""
    running.release_lost()
