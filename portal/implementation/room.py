"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.implementation import models
from portal.implementation.gating import CRITERIA
from portal.implementation.keeping import COLUMN_LABELS, HOLDINGS, PUBLIC_TEXTS, SUBJECTS, VALUE_WORDS
from portal.implementation.tracing import COMMITMENT_NODE, LESSONS_NODE
from portal.implementation.views import implementation
from portal.implementation.waiting import waiting

IMPLEMENTATION = Room(
    name="implementation",
    tables=models,
    holdings=HOLDINGS,
    public_texts=PUBLIC_TEXTS,
    subjects=SUBJECTS,
    value_words=VALUE_WORDS,
    column_labels=COLUMN_LABELS,
    blueprints=(implementation,),
    nodes=(COMMITMENT_NODE, LESSONS_NODE),
    criteria=CRITERIA,
    tasks=(waiting,),
)
