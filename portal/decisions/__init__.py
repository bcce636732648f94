"""Recommendations, council responses and decision records."""
