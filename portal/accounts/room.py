"""What the room says of itself to the rest of the house."""

from portal.accounts import models
from portal.accounts.views import accounts
from portal.house.room import Room

ACCOUNTS = Room(
    name="accounts",
    tables=models,
    blueprints=(accounts,),
)
