"""The worker's part of the portfolio."""

from __future__ import annotations

from kreatr.kernel import tally
from kreatr.portfolio.actions import counting


def write_views() -> None:
    """Clock job: the views that gathered since the last time. A batch that was written before is only let go of."""
    for batch in tally.take():
        counting.write_views(batch.id, batch.counts)
        tally.forget(batch.id)


def prune_batches() -> None:
    """Clock job: see `counting.prune_batches`."""
    counting.prune_batches()
