"""Everything that anyone can do to a citizens' proposal."""
