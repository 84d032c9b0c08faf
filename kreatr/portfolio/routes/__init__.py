"""The addresses of portfolios: what visitors see, and the creator's own list and editor."""
