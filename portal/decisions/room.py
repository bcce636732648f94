"""What the room says of itself to the rest of the house."""

from portal.decisions import keeping, models
from portal.decisions.commands import verify_records_command
from portal.decisions.deeds import DEEDS
from portal.decisions.indexing import RECORD_DOCUMENT
from portal.decisions.tracing import RECORD_NODE
from portal.decisions.views import decisions
from portal.decisions.waiting import waiting
from portal.house.room import Room
from portal.house.sharing import SharedBy
from portal.house.telling import Named

DECISIONS = Room(
    name="decisions",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(decisions,),
    commands=(verify_records_command,),
    documents=(RECORD_DOCUMENT,),
    nodes=(RECORD_NODE,),
    tasks=(waiting,),
    deeds=DEEDS,
    named=(Named(models.DecisionRecord, keeps_title_from=None),),
    shared_pages={"decisions.record": SharedBy.PEOPLE_WITHOUT_ROLES},
)
