"""What the pages of operations read."""
