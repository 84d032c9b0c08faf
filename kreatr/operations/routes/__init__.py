"""`/admin/operations`: pages that show, and the few deeds."""
