"""The pages of workshops: for everybody, for those who plan, and for those who take notes."""

from portal.workshops.views.blueprint import workshops

from portal.workshops.views import answering, at_table, coming, dots, guests, noting  # isort: skip  # they add routes
from portal.workshops.views import planning, reading, reading_back, room, sorting, tables, writing  # isort: skip

__all__ = [
    "answering", "at_table", "coming", "dots", "guests", "noting", "planning", "reading", "reading_back", "room",
    "sorting", "tables", "workshops", "writing",
]  # fmt: skip
