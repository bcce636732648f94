"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.house.sharing import SharedBy
from portal.proposals import keeping, models, telling
from portal.proposals.carrying import CARRIERS
from portal.proposals.deeds import DEEDS
from portal.proposals.discussing import PROPOSAL_DISCUSSED
from portal.proposals.indexing import PROPOSAL_DOCUMENT
from portal.proposals.moderating import PROPOSAL_MODERATED
from portal.proposals.queries import question_numbers
from portal.proposals.tracing import PART_NODES, PASSAGE_NODE, PROPOSAL_NODE, VERSION_NODE
from portal.proposals.views import proposals
from portal.proposals.word_views import proposals_word
from portal.proposals.words import how_it_stands

PROPOSALS = Room(
    name="proposals",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(proposals, proposals_word),
    carries_files=CARRIERS,
    documents=(PROPOSAL_DOCUMENT,),
    nodes=(PROPOSAL_NODE, VERSION_NODE, PASSAGE_NODE, *PART_NODES),
    moderated=(PROPOSAL_MODERATED,),
    discussed=(PROPOSAL_DISCUSSED,),
    stands={"proposal": how_it_stands},
    question_numbers=(question_numbers,),
    named=telling.NAMED,
    notices=telling.NOTICES,
    deeds=DEEDS,
    shared_pages={
        "proposals.differences": SharedBy.EVERYBODY,
        "proposals.index": SharedBy.PEOPLE_WITHOUT_ROLES,
        "proposals.version": SharedBy.EVERYBODY,
    },
)
