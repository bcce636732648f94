"""What must be true before a committee moves on, and the moving."""
