"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.notifications import keeping, models
from portal.notifications.views import notifications

NOTIFICATIONS = Room(
    name="notifications",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(notifications,),
)
