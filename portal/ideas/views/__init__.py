"""The pages of ideas: for everybody, for authors, and for those who screen and answer."""

from portal.ideas.views.blueprint import ideas

# They add their routes to it
from portal.ideas.views import account, appeals, guests, handling, hidden, queue, reading  # isort: skip
from portal.ideas.views import regrouping, secretarial, themes, writing  # isort: skip

__all__ = [
    "account",
    "appeals",
    "guests",
    "handling",
    "hidden",
    "ideas",
    "queue",
    "reading",
    "regrouping",
    "secretarial",
    "themes",
    "writing",
]
