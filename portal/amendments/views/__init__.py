"""The pages of amendments: reading, proposing, deciding."""

from portal.amendments.views.blueprint import amendments

from portal.amendments.views import deciding, from_word, proposing, reading  # isort: skip  # they add their routes

__all__ = ["amendments", "deciding", "from_word", "proposing", "reading"]
