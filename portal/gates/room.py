"""What the room says of itself to the rest of the house."""

from portal.gates.views import gates
from portal.house.room import Room

GATES = Room(
    name="gates",
    tables=None,
    blueprints=(gates,),
)
