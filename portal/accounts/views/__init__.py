"""The pages about accounts: getting one, signing in, one's own page, and the one-time code."""

from portal.accounts.views.blueprint import accounts

from portal.accounts.views import codes, joining, own, signing  # isort: skip  # they add their routes

__all__ = ["accounts", "codes", "joining", "own", "signing"]
