"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.house.sharing import SharedBy
from portal.ideas import keeping, letters, models, telling
from portal.ideas.deeds import DEEDS
from portal.ideas.discussing import IDEA_DISCUSSED
from portal.ideas.gating import CRITERIA, left_without_answer
from portal.ideas.indexing import IDEA_DOCUMENT, THEME_DOCUMENT
from portal.ideas.moderating import IDEA_MODERATED
from portal.ideas.queries.mandate import QUESTION_NUMBERS
from portal.ideas.tracing import ANSWER_NODE, IDEA_NODE, THEME_NODE
from portal.ideas.views import ideas
from portal.ideas.waiting import waiting
from portal.ideas.words import how_it_stands

IDEAS = Room(
    name="ideas",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(ideas,),
    documents=(IDEA_DOCUMENT, THEME_DOCUMENT),
    nodes=(IDEA_NODE, ANSWER_NODE, THEME_NODE),
    moderated=(IDEA_MODERATED,),
    discussed=(IDEA_DISCUSSED,),
    stands={"idea": how_it_stands},
    question_numbers=QUESTION_NUMBERS,
    criteria=CRITERIA,
    left_waiting=(left_without_answer,),
    tasks=(waiting,),
    named=telling.NAMED,
    notices=telling.NOTICES,
    letters=telling.LETTERS,
    own_letters=letters.OWN_LETTERS,
    deeds=DEEDS,
    shared_pages={
        "ideas.account": SharedBy.EVERYBODY,
        "ideas.index": SharedBy.PEOPLE_WITHOUT_ROLES,
        "ideas.theme": SharedBy.PEOPLE_WITHOUT_ROLES,
        "ideas.themes": SharedBy.PEOPLE_WITHOUT_ROLES,
    },
)
