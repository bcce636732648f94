"""The pages of a committee's own facts. The page that gathers all rooms stands in `portal.pages`."""

from portal.committees.views.blueprint import committees

from portal.committees.views import committee, composition, gates, leaving, mandate, members, mending, writing  # isort: skip  # they add their routes to it

__all__ = ["committee", "committees", "composition", "gates", "leaving", "mandate", "members", "mending", "writing"]
