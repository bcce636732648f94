"""Meetings of a committee: when and where they are held, and what became of that. A workshop is one of them."""
