"""Proposals from citizens for a task that a new committee should have, and the council's answers to them."""
