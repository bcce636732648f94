"""Everything that anyone can do to recommendations and the answers to them."""
