"""What the room says of itself to the rest of the house."""

from portal.accounts.queries import sits, takes_part_in
from portal.committees import keeping, models, telling
from portal.committees.ahead import days_of_the_task
from portal.committees.carrying import CARRIERS
from portal.committees.deeds import DEEDS
from portal.committees.gating import CRITERIA
from portal.committees.indexing import COMMITTEE_DOCUMENT
from portal.committees.queries import is_by_politician
from portal.committees.queries.served import committees_with
from portal.committees.tracing import COMMITTEE_NODE
from portal.committees.views import committees
from portal.committees.waiting import waiting
from portal.committees.word_views import committees_word
from portal.discussion.moderating import politician
from portal.house.room import Room
from portal.house.sharing import SharedBy

COMMITTEES = Room(
    name="committees",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(committees, committees_word),
    coming=(days_of_the_task,),
    documents=(COMMITTEE_DOCUMENT,),
    nodes=(COMMITTEE_NODE,),
    carries_files=CARRIERS,
    criteria=CRITERIA,
    deeds=DEEDS,
    tasks=(waiting,),
    obstacles=(keeping.running_seats, keeping.served_alone),
    elected=(keeping.elected,),
    gives=(sits.by(models.Membership.user_id), takes_part_in.by(committees_with), politician.by(is_by_politician)),
    named=telling.NAMED,
    notices=telling.NOTICES,
    shared_pages=dict.fromkeys(
        ("committees.compare_mandates", "committees.composition", "committees.mandate", "committees.members"),
        SharedBy.PEOPLE_WITHOUT_ROLES,
    ),
)
