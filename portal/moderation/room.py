"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.moderation import models
from portal.moderation.views import moderation
from portal.moderation.waiting import waiting

MODERATION = Room(
    name="moderation",
    tables=models,
    blueprints=(moderation,),
    tasks=(waiting,),
)
