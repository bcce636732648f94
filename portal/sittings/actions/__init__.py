"""What is done with committee meetings."""
