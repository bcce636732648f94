"""Everything that anyone can do with calls, applications and the good start."""
