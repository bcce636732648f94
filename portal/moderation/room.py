"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.moderation import models
from portal.moderation.keeping import COLUMN_LABELS, HOLDINGS, PUBLIC_TEXTS, VALUE_WORDS
from portal.moderation.views import moderation
from portal.moderation.waiting import waiting

MODERATION = Room(
    name="moderation",
    tables=models,
    holdings=HOLDINGS,
    public_texts=PUBLIC_TEXTS,
    value_words=VALUE_WORDS,
    column_labels=COLUMN_LABELS,
    blueprints=(moderation,),
    tasks=(waiting,),
)
