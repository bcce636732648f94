"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.house.sharing import SharedBy
from portal.implementation import keeping, models, telling
from portal.implementation.ahead import promises_ahead
from portal.implementation.gating import CRITERIA
from portal.implementation.tracing import COMMITMENT_NODE, LESSONS_NODE
from portal.implementation.views import implementation
from portal.implementation.waiting import waiting

IMPLEMENTATION = Room(
    name="implementation",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(implementation,),
    coming=(promises_ahead,),
    nodes=(COMMITMENT_NODE, LESSONS_NODE),
    criteria=CRITERIA,
    tasks=(waiting,),
    named=telling.NAMED,
    notices=telling.NOTICES,
    shared_pages={
        "implementation.archive": SharedBy.EVERYBODY,
        "implementation.archives": SharedBy.EVERYBODY,
        "implementation.index": SharedBy.PEOPLE_WITHOUT_ROLES,
        "implementation.lessons": SharedBy.PEOPLE_WITHOUT_ROLES,
        "implementation.trail": SharedBy.EVERYBODY,
    },
)
