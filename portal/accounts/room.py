"""What the room says of itself to the rest of the house."""

from portal.accounts import models
from portal.accounts.keeping import COLUMN_LABELS, HOLDINGS, PUBLIC_TEXTS, VALUE_WORDS
from portal.accounts.views import accounts
from portal.house.room import Room

ACCOUNTS = Room(
    name="accounts",
    tables=models,
    holdings=HOLDINGS,
    public_texts=PUBLIC_TEXTS,
    value_words=VALUE_WORDS,
    column_labels=COLUMN_LABELS,
    blueprints=(accounts,),
)
