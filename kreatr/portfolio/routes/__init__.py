"""The addresses of portfolios."""
