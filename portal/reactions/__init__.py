"""What follows from an event: who is told, what is indexed."""
