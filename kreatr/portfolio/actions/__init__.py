"""What changes portfolios: writing, submitting, arranging, deciding, liking, counting, and what follows from it."""
