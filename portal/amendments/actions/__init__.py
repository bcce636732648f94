"""Everything that anyone can do to an amendment."""
