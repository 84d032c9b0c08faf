"""The words of the ledger."""

from __future__ import annotations


def work(task: str, model: str) -> str:
    """What credits are reserved for, as the ledger keeps it: a task's key and the model's name, at most 200 characters."""
    return f"{task}|{model}"[:200]
