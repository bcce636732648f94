"""Doors over several rooms: front page, desk, search, thread."""
