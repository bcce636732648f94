"""The pages of workshops: for everybody, for those who plan, and for those who take notes."""

from portal.workshops.views.blueprint import workshops

from portal.workshops.views import coming, guests, planning, reading, room, sorting, tables, writing  # isort: skip  # they add routes

__all__ = ["coming", "guests", "planning", "reading", "room", "sorting", "tables", "workshops", "writing"]
