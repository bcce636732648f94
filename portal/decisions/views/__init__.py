"""The pages of recommendations, of the answers to them, and of decision records."""

from portal.decisions.views.blueprint import decisions

from portal.decisions.views import doubtful, own, reading, records, responses, writing  # isort: skip  # they add their routes to it

__all__ = ["decisions", "doubtful", "own", "reading", "records", "responses", "writing"]
