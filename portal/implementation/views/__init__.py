"""The pages about promises, lessons, the public timeline and the archive."""

from portal.implementation.views.blueprint import implementation

from portal.implementation.views import archive, commitments, lessons  # isort: skip  # they add their routes to it

__all__ = ["archive", "commitments", "implementation", "lessons"]
