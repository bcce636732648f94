"""The pages of recommendations and of the answers to them."""

from portal.recommendations.views.blueprint import recommendations

from portal.recommendations.views import reading, responses, writing  # isort: skip  # they add their routes to it

__all__ = ["reading", "recommendations", "responses", "writing"]
