"""What was promised, whether it was kept, and what was learned."""
