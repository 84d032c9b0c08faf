"""The hub's addresses."""
