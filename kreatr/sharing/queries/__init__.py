"""Reading what is told to others: maps of addresses (`maps`), newest works (`feeds`), cards (`cards`)."""
