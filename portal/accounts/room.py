"""What the room says of itself to the rest of the house."""

from portal.accounts import keeping, letters, models, telling
from portal.accounts.views import accounts
from portal.house.room import Room

ACCOUNTS = Room(
    name="accounts",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(accounts,),
    notices=telling.NOTICES,
    own_letters=letters.OWN_LETTERS,
)
