"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.privacy import keeping, letters, models
from portal.privacy.views import privacy

PRIVACY = Room(
    name="privacy",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(privacy,),
    own_letters=letters.OWN_LETTERS,
)
