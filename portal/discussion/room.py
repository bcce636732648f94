"""What the room says of itself to the rest of the house."""

from portal.discussion import keeping, models, telling
from portal.discussion.deeds import DEEDS
from portal.discussion.indexing import CONTRIBUTION_DOCUMENT
from portal.discussion.moderating import CONTRIBUTION_MODERATED
from portal.discussion.tracing import CONTRIBUTION_NODE
from portal.discussion.views import discussion
from portal.house.room import Room

DISCUSSION = Room(
    name="discussion",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(discussion,),
    documents=(CONTRIBUTION_DOCUMENT,),
    nodes=(CONTRIBUTION_NODE,),
    moderated=(CONTRIBUTION_MODERATED,),
    named=telling.NAMED,
    notices=telling.NOTICES,
    deeds=DEEDS,
)
