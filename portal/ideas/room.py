"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.ideas import models
from portal.ideas.gating import CRITERIA, left_without_answer
from portal.ideas.indexing import IDEA_DOCUMENT
from portal.ideas.keeping import COLUMN_LABELS, HOLDINGS, PUBLIC_TEXTS, SUBJECTS, VALUE_WORDS
from portal.ideas.moderating import IDEA_MODERATED
from portal.ideas.queries.mandate import QUESTION_NUMBERS
from portal.ideas.tracing import ANSWER_NODE, IDEA_NODE, THEME_NODE
from portal.ideas.views import ideas
from portal.ideas.waiting import waiting
from portal.ideas.words import how_it_stands

IDEAS = Room(
    name="ideas",
    tables=models,
    holdings=HOLDINGS,
    public_texts=PUBLIC_TEXTS,
    subjects=SUBJECTS,
    value_words=VALUE_WORDS,
    column_labels=COLUMN_LABELS,
    blueprints=(ideas,),
    documents=(IDEA_DOCUMENT,),
    nodes=(IDEA_NODE, ANSWER_NODE, THEME_NODE),
    moderated=(IDEA_MODERATED,),
    stands={"idea": how_it_stands},
    question_numbers=QUESTION_NUMBERS,
    criteria=CRITERIA,
    left_waiting=(left_without_answer,),
    tasks=(waiting,),
)
