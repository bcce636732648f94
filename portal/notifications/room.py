"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.notifications import models
from portal.notifications.keeping import COLUMN_LABELS, HOLDINGS, PUBLIC_TEXTS, VALUE_WORDS
from portal.notifications.views import notifications

NOTIFICATIONS = Room(
    name="notifications",
    tables=models,
    holdings=HOLDINGS,
    public_texts=PUBLIC_TEXTS,
    value_words=VALUE_WORDS,
    column_labels=COLUMN_LABELS,
    blueprints=(notifications,),
)
