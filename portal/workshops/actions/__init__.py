"""Everything that anyone can do to a workshop."""
