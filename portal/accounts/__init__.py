"""People, signing in, and who is asking."""
