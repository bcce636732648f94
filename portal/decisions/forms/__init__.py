"""What browsers send about recommendations and decisions, turned into drafts that actions can trust."""
