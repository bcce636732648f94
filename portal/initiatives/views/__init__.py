"""The pages of citizens' proposals: for everybody, for authors, for secretaries and for the council."""

from portal.initiatives.views.blueprint import initiatives

from portal.initiatives.views import answering, handling, reading, writing  # isort: skip  # they add their routes

__all__ = ["answering", "handling", "initiatives", "reading", "writing"]
