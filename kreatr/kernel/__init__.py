"""The shared ground of the house. It knows no feature."""
