"""What is typed about the community."""
