"""Roles, stages, permissions and access: plain Python, no web, no database."""
