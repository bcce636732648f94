"""What browsers send about decisions, turned into drafts that actions can trust."""
