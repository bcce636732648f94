"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.municipalities import models
from portal.municipalities.keeping import PUBLIC_TEXTS, SUBJECTS
from portal.municipalities.views import municipalities

MUNICIPALITIES = Room(
    name="municipalities",
    tables=models,
    holdings=(),
    public_texts=PUBLIC_TEXTS,
    subjects=SUBJECTS,
    blueprints=(municipalities,),
)
