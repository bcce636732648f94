"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.house.sharing import SharedBy
from portal.meetings.queries import signed_up_for
from portal.workshops import keeping, models, telling
from portal.workshops.actions.limiting import release_places
from portal.workshops.actions.reminding import remind_of_read_back, tell_of_changes
from portal.workshops.carrying import CARRIERS
from portal.workshops.deeds import DEEDS
from portal.workshops.discussing import OUTCOME_DISCUSSED
from portal.workshops.gating import CRITERIA
from portal.workshops.indexing import WORKSHOP_DOCUMENT
from portal.workshops.letters import OWN_LETTERS
from portal.workshops.moderating import NOTE_MODERATED
from portal.workshops.queries import question_numbers
from portal.workshops.queries.coming import signed_up_by
from portal.workshops.tracing import NODES
from portal.workshops.views import workshops
from portal.workshops.waiting import waiting

WORKSHOPS = Room(
    name="workshops",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(workshops,),
    documents=(WORKSHOP_DOCUMENT,),
    nodes=NODES,
    moderated=(NOTE_MODERATED,),
    discussed=(OUTCOME_DISCUSSED,),
    carries_files=CARRIERS,
    question_numbers=(question_numbers,),
    criteria=CRITERIA,
    tasks=(waiting,),
    deeds=DEEDS,
    named=telling.NAMED,
    notices=telling.NOTICES,
    letters=telling.LETTERS,
    own_letters=OWN_LETTERS,
    gives=(signed_up_for.by(signed_up_by),),
    rounds=(release_places, remind_of_read_back, tell_of_changes),
    shared_pages={"workshops.index": SharedBy.PEOPLE_WITHOUT_ROLES},
)
