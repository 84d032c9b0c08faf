"""What a page and a server cost, measured against their budgets: `make bench`."""
