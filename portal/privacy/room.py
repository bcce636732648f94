"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.privacy import models
from portal.privacy.views import privacy

PRIVACY = Room(
    name="privacy",
    tables=models,
    blueprints=(privacy,),
)
