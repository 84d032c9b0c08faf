"""What changes uploads: receiving a file, finishing what was made of it, and clearing up."""
