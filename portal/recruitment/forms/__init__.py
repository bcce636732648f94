"""What browsers send about calls, applications and a good start, turned into drafts that actions can trust."""
