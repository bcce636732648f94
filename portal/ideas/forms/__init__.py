"""What browsers send about ideas, turned into drafts that the actions can trust."""
