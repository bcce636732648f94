"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.privacy import models
from portal.privacy.keeping import COLUMN_LABELS, HOLDINGS, PUBLIC_TEXTS, VALUE_WORDS
from portal.privacy.views import privacy

PRIVACY = Room(
    name="privacy",
    tables=models,
    holdings=HOLDINGS,
    public_texts=PUBLIC_TEXTS,
    value_words=VALUE_WORDS,
    column_labels=COLUMN_LABELS,
    blueprints=(privacy,),
)
