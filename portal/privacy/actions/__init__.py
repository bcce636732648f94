"""Keeping the promises of the privacy table."""
