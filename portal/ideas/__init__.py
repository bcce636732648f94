"""The public's ideas and the answers to them."""
