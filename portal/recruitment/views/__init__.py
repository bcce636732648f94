"""The pages about finding members: for the public, for applicants, for secretaries, and for new members."""

from portal.recruitment.views.blueprint import recruitment

from portal.recruitment.views import applying, calls, choosing, onboarding, own, post  # isort: skip  # they add their routes

__all__ = ["applying", "calls", "choosing", "onboarding", "own", "post", "recruitment"]
