"""Reading recommendations and the answers to them."""
