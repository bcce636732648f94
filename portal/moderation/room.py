"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.moderation import keeping, models, telling
from portal.moderation.views import moderation
from portal.moderation.waiting import waiting

MODERATION = Room(
    name="moderation",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(moderation,),
    tasks=(waiting,),
    named=telling.NAMED,
    notices=telling.NOTICES,
    letters=telling.LETTERS,
)
