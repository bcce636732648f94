"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.municipalities import keeping, models
from portal.municipalities.views import municipalities

MUNICIPALITIES = Room(
    name="municipalities",
    tables=models,
    holdings=(),
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    blueprints=(municipalities,),
)
