"""What waits for somebody, as the rooms say it; knows no feature."""
