"""The pages of decision records."""

from portal.decisions.views.blueprint import decisions

from portal.decisions.views import of_items, own, records  # isort: skip  # they add their routes to it

__all__ = ["decisions", "of_items", "own", "records"]
