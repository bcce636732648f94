"""The pages of committee meetings: for everybody, for those who plan, and for those who write and approve minutes."""

from portal.sittings.views.blueprint import sittings

from portal.sittings.views import agenda, answering, approving, counting, inviting, minutes  # isort: skip  # they add their routes to it
from portal.sittings.views import extracts, hours, planning, publishing, readers, reading, room  # isort: skip
from portal.sittings.views import speaking, substituting, templates, turnout, word  # isort: skip

__all__ = [
    "agenda",
    "answering",
    "approving",
    "counting",
    "extracts",
    "hours",
    "inviting",
    "minutes",
    "planning",
    "publishing",
    "readers",
    "reading",
    "room",
    "sittings",
    "speaking",
    "substituting",
    "templates",
    "turnout",
    "word",
]
