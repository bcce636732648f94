"""Everything that anyone can do to recommendations, the answers to them, and the records of what was decided."""
