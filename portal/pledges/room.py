"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.pledges import keeping, models, telling
from portal.pledges.deeds import DEEDS
from portal.pledges.moderating import PLEDGE_MODERATED
from portal.pledges.queries import beside
from portal.pledges.views import pledges
from portal.pledges.words import how_it_stands
from portal.proposals.queries import pledges_beside

PLEDGES = Room(
    name="pledges",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(pledges,),
    moderated=(PLEDGE_MODERATED,),
    stands={"pledge": how_it_stands},
    deeds=DEEDS,
    named=telling.NAMED,
    notices=telling.NOTICES,
    gives=(pledges_beside.by(beside),),
)
