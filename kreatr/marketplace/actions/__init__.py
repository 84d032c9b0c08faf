"""Keeping the listings true (`listing`), and what is counted of them (`counting`)."""

from kreatr.marketplace.actions.counting import recount
from kreatr.marketplace.actions.listing import listing_values, refresh, score

__all__ = ["listing_values", "recount", "refresh", "score"]
