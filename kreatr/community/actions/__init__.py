"""What changes the hub."""
