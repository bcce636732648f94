"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.notifications import models
from portal.notifications.views import notifications

NOTIFICATIONS = Room(
    name="notifications",
    tables=models,
    blueprints=(notifications,),
)
