"""Forms of AI work."""
