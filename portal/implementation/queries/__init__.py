"""Reading promises, the public timeline, and the archive."""
