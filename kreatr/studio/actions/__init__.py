"""What changes the studio: beginning a piece of work, handing its text on, deleting it."""
