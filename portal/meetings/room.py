"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.meetings import keeping, models

MEETINGS = Room(name="meetings", tables=models, holdings=(), public_texts=keeping.PUBLIC_TEXTS)
