"""The pages of ideas: for everybody, for authors, and for those who screen and answer."""

from portal.ideas.views.blueprint import ideas

from portal.ideas.views import account, appeals, guests, handling, hidden, queue, reading, secretarial, themes, writing  # isort: skip  # they add their routes to it

__all__ = [
    "account",
    "appeals",
    "guests",
    "handling",
    "hidden",
    "ideas",
    "queue",
    "reading",
    "secretarial",
    "themes",
    "writing",
]
