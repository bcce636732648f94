"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.workshops import models
from portal.workshops.deeds import DEEDS
from portal.workshops.gating import CRITERIA
from portal.workshops.indexing import WORKSHOP_DOCUMENT
from portal.workshops.keeping import COLUMN_LABELS, HOLDINGS, PUBLIC_TEXTS, SUBJECTS, VALUE_WORDS
from portal.workshops.queries import question_numbers
from portal.workshops.tracing import WORKSHOP_NODE
from portal.workshops.views import workshops
from portal.workshops.waiting import waiting

WORKSHOPS = Room(
    name="workshops",
    tables=models,
    holdings=HOLDINGS,
    public_texts=PUBLIC_TEXTS,
    subjects=SUBJECTS,
    value_words=VALUE_WORDS,
    column_labels=COLUMN_LABELS,
    blueprints=(workshops,),
    documents=(WORKSHOP_DOCUMENT,),
    nodes=(WORKSHOP_NODE,),
    question_numbers=(question_numbers,),
    criteria=CRITERIA,
    tasks=(waiting,),
    deeds=DEEDS,
)
