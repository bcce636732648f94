"""Other wordings of a proposal, proposed by members, and by anybody where the committee asks for them."""
