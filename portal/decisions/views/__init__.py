"""The pages of decision records."""

from portal.decisions.views.blueprint import decisions

from portal.decisions.views import own, records  # isort: skip  # they add their routes to it

__all__ = ["decisions", "own", "records"]
