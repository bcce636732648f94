"""What must be true before a gate opens; knows no feature."""
