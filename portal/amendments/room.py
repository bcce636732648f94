"""What the room says of itself to the rest of the house."""

from portal.amendments import keeping, models, telling
from portal.amendments.deeds import DEEDS
from portal.amendments.discussing import AMENDMENT_DISCUSSED
from portal.amendments.following import carry_over
from portal.amendments.indexing import AMENDMENT_DOCUMENT
from portal.amendments.moderating import AMENDMENT_MODERATED
from portal.amendments.queries import beside, made_versions
from portal.amendments.tracing import AMENDMENT_NODE
from portal.amendments.views import amendments
from portal.amendments.waiting import waiting
from portal.amendments.words import how_it_stands
from portal.house.room import Room
from portal.proposals.queries import amendments_beside, amendments_made
from portal.proposals.versioning import followed_by

AMENDMENTS = Room(
    name="amendments",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(amendments,),
    documents=(AMENDMENT_DOCUMENT,),
    nodes=(AMENDMENT_NODE,),
    moderated=(AMENDMENT_MODERATED,),
    discussed=(AMENDMENT_DISCUSSED,),
    stands={"amendment": how_it_stands},
    tasks=(waiting,),
    deeds=DEEDS,
    named=telling.NAMED,
    notices=telling.NOTICES,
    gives=(followed_by.by(carry_over), amendments_beside.by(beside), amendments_made.by(made_versions)),
)
