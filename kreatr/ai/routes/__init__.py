"""Pages of AI work: what was used, what models cost."""
