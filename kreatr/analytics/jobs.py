"""What the worker does with counted steps."""

from __future__ import annotations

from kreatr.analytics import actions
from kreatr.kernel import tally


def write_steps() -> None:
    """Clock job: the steps that gathered since the last time. A batch that was written before is only let go of."""
    for batch in tally.take(actions.GATHER):
        actions.write_steps(batch.id, batch.counts)
        tally.forget(actions.GATHER, batch.id)


def prune_batches() -> None:
    """Clock job: see `actions.prune_batches`."""
    actions.prune_batches()
