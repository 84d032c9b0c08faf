"""What changes inquiries: sending one, the conversation that follows, and the house's own part."""
