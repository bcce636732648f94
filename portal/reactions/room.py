"""What the room says of itself to the rest of the house."""

from portal.foundation.confirming import letters_about, letters_that_follow
from portal.house.room import Room
from portal.reactions import following

REACTIONS = Room(
    name="reactions",
    tables=None,
    holdings=(),
    public_texts={},
    gives=(letters_that_follow.by(following.letters_that_follow), letters_about.by(following.letters_about)),
)
