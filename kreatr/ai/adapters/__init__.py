"""One file per provider: what it is asked, and what its answers mean."""
