"""Records of what was decided."""
