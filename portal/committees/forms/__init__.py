"""What browsers send about committees, turned into drafts that actions can trust."""
