"""What changes portfolios: what visitors see of them, who likes a work, how often it was looked at."""
