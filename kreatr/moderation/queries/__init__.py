"""Reading cases, reports and the log."""
