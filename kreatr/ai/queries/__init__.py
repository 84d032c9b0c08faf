"""What the AI rooms know."""
