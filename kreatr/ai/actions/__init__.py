"""What changes keys, choices and calls."""
