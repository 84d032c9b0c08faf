"""What changes portfolios: writing, submitting, arranging, deciding, and what follows from it."""
