"""What browsers send about recommendations, turned into drafts that actions can trust."""
