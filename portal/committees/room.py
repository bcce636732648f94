"""What the room says of itself to the rest of the house."""

from portal.accounts.queries import sits
from portal.committees import models
from portal.committees.gating import CRITERIA
from portal.committees.indexing import COMMITTEE_DOCUMENT
from portal.committees.keeping import (
    COLUMN_LABELS,
    HOLDINGS,
    PUBLIC_TEXTS,
    SUBJECTS,
    VALUE_WORDS,
    elected,
    running_seats,
    served_alone,
)
from portal.committees.tracing import COMMITTEE_NODE
from portal.committees.views import committees
from portal.committees.waiting import waiting
from portal.house.room import Room

COMMITTEES = Room(
    name="committees",
    tables=models,
    holdings=HOLDINGS,
    public_texts=PUBLIC_TEXTS,
    subjects=SUBJECTS,
    value_words=VALUE_WORDS,
    column_labels=COLUMN_LABELS,
    blueprints=(committees,),
    documents=(COMMITTEE_DOCUMENT,),
    nodes=(COMMITTEE_NODE,),
    criteria=CRITERIA,
    tasks=(waiting,),
    obstacles=(running_seats, served_alone),
    elected=(elected,),
    gives=(sits.by(models.Membership.user_id),),
)
