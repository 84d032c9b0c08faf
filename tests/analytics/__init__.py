"""Counting steps."""
