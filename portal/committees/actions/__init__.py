"""Everything that anyone can do to a committee itself."""
