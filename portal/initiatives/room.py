"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.initiatives import models
from portal.initiatives.indexing import INITIATIVE_DOCUMENT
from portal.initiatives.keeping import COLUMN_LABELS, HOLDINGS, PUBLIC_TEXTS, SUBJECTS, VALUE_WORDS, elected
from portal.initiatives.moderating import INITIATIVE_MODERATED
from portal.initiatives.tracing import INITIATIVE_NODE
from portal.initiatives.views import initiatives
from portal.initiatives.waiting import waiting
from portal.initiatives.words import how_it_stands

INITIATIVES = Room(
    name="initiatives",
    tables=models,
    holdings=HOLDINGS,
    public_texts=PUBLIC_TEXTS,
    subjects=SUBJECTS,
    value_words=VALUE_WORDS,
    column_labels=COLUMN_LABELS,
    blueprints=(initiatives,),
    documents=(INITIATIVE_DOCUMENT,),
    nodes=(INITIATIVE_NODE,),
    moderated=(INITIATIVE_MODERATED,),
    stands={"initiative": how_it_stands},
    tasks=(waiting,),
    elected=(elected,),
)
