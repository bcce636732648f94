"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.house.sharing import SharedBy
from portal.initiatives import keeping, models, telling
from portal.initiatives.deeds import DEEDS
from portal.initiatives.discussing import INITIATIVE_DISCUSSED
from portal.initiatives.indexing import INITIATIVE_DOCUMENT
from portal.initiatives.moderating import INITIATIVE_MODERATED
from portal.initiatives.tracing import INITIATIVE_NODE
from portal.initiatives.views import initiatives
from portal.initiatives.waiting import waiting
from portal.initiatives.words import how_it_stands

INITIATIVES = Room(
    name="initiatives",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(initiatives,),
    documents=(INITIATIVE_DOCUMENT,),
    nodes=(INITIATIVE_NODE,),
    moderated=(INITIATIVE_MODERATED,),
    discussed=(INITIATIVE_DISCUSSED,),
    stands={"initiative": how_it_stands},
    tasks=(waiting,),
    elected=(keeping.elected,),
    deeds=DEEDS,
    named=telling.NAMED,
    notices=telling.NOTICES,
    letters=telling.LETTERS,
    shared_pages={"initiatives.index": SharedBy.PEOPLE_WITHOUT_ROLES},
)
