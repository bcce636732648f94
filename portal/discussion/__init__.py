"""Comments and arguments under what a room says can be discussed."""
