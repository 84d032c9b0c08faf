"""Everything the demo world draws by itself; every drawing is a function of its colours and its seed."""
