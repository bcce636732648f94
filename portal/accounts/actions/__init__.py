"""What people do with their accounts, and what administrators do with people. One file for each group of deeds."""
