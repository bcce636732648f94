"""Reading files that strangers made, in a process of its own: it knows nothing of the portal, and may die of them."""
