"""The pages of ideas: for everybody, for authors, and for those who screen and answer."""

from portal.ideas.views.blueprint import ideas

from portal.ideas.views import appeals, guests, handling, reading, secretarial, writing  # isort: skip  # they add their routes to it

__all__ = ["appeals", "guests", "handling", "ideas", "reading", "secretarial", "writing"]
