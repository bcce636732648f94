"""What the room says of itself to the rest of the house."""

from portal.committees.queries import called_for, promised
from portal.house.room import Room
from portal.recruitment import keeping, letters, models, telling
from portal.recruitment.ahead import calls_ahead
from portal.recruitment.deeds import DEEDS
from portal.recruitment.gating import left_without_answer
from portal.recruitment.queries.places import count_promised, seats_called_for
from portal.recruitment.views import recruitment
from portal.recruitment.waiting import waiting

RECRUITMENT = Room(
    name="recruitment",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(recruitment,),
    coming=(calls_ahead,),
    gives=(promised.by(count_promised), called_for.by(seats_called_for)),
    left_waiting=(left_without_answer,),
    tasks=(waiting,),
    deeds=DEEDS,
    named=telling.NAMED,
    notices=telling.NOTICES,
    own_letters=letters.OWN_LETTERS,
)
