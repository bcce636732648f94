"""The demonstration municipality."""
