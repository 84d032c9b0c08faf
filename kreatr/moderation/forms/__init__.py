"""What people of the house, and people who are concerned, may send to moderation."""
