"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.sittings import keeping, models, telling
from portal.sittings.actions.publishing import open_planned_papers
from portal.sittings.actions.readers import remind_of_drafts
from portal.sittings.actions.substituting import pass_over_the_late
from portal.sittings.carrying import CARRIERS
from portal.sittings.deeds import DEEDS
from portal.sittings.indexing import SITTING_DOCUMENT
from portal.sittings.tracing import ITEM_NODE
from portal.sittings.views import sittings
from portal.sittings.waiting import waiting
from portal.sittings.word_views import sittings_word

SITTINGS = Room(
    name="sittings",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    blueprints=(sittings, sittings_word),
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    documents=(SITTING_DOCUMENT,),
    nodes=(ITEM_NODE,),
    carries_files=CARRIERS,
    deeds=DEEDS,
    tasks=(waiting,),
    named=telling.NAMED,
    notices=telling.NOTICES,
    letters=telling.LETTERS,
    rounds=(remind_of_drafts, open_planned_papers, pass_over_the_late),
)
