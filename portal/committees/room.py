"""What the room says of itself to the rest of the house."""

from portal.committees import models
from portal.committees.gating import CRITERIA
from portal.committees.indexing import COMMITTEE_DOCUMENT
from portal.committees.tracing import COMMITTEE_NODE
from portal.committees.views import committees
from portal.committees.waiting import waiting
from portal.house.room import Room

COMMITTEES = Room(
    name="committees",
    tables=models,
    blueprints=(committees,),
    documents=(COMMITTEE_DOCUMENT,),
    nodes=(COMMITTEE_NODE,),
    criteria=CRITERIA,
    tasks=(waiting,),
)
