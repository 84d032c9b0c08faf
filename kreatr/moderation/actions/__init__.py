"""What changes cases and the log."""
