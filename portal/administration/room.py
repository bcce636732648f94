"""What the room says of itself to the rest of the house."""

from portal.administration.views import administration
from portal.house.room import Room

ADMINISTRATION = Room(
    name="administration",
    tables=None,
    holdings=(),
    public_texts={},
    blueprints=(administration,),
)
