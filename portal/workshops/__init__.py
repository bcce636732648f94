"""Workshops and open meetings: sign-up, notes and outcome."""
