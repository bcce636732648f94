"""What the room says of itself to the rest of the house."""

from portal.foundation.confirming import letters_that_follow
from portal.house.room import Room
from portal.reactions.following import letters_that_follow as from_the_tables

REACTIONS = Room(
    name="reactions",
    tables=None,
    holdings=(),
    public_texts={},
    gives=(letters_that_follow.by(from_the_tables),),
)
