"""What the room says of itself to the rest of the house."""

from portal.house.room import Room
from portal.house.sharing import SharedBy
from portal.recommendations import keeping, models, telling
from portal.recommendations.ahead import answers_ahead
from portal.recommendations.deeds import DEEDS
from portal.recommendations.discussing import RECOMMENDATION_DISCUSSED
from portal.recommendations.gating import CRITERIA
from portal.recommendations.indexing import RECOMMENDATION_DOCUMENT
from portal.recommendations.tracing import RECOMMENDATION_NODE, RESPONSE_NODE
from portal.recommendations.views import recommendations
from portal.recommendations.waiting import waiting
from portal.recommendations.word_views import recommendations_word

RECOMMENDATIONS = Room(
    name="recommendations",
    tables=models,
    holdings=keeping.HOLDINGS,
    public_texts=keeping.PUBLIC_TEXTS,
    subjects=keeping.SUBJECTS,
    value_words=keeping.VALUE_WORDS,
    column_labels=keeping.COLUMN_LABELS,
    blueprints=(recommendations, recommendations_word),
    coming=(answers_ahead,),
    documents=(RECOMMENDATION_DOCUMENT,),
    nodes=(RECOMMENDATION_NODE, RESPONSE_NODE),
    discussed=(RECOMMENDATION_DISCUSSED,),
    criteria=CRITERIA,
    tasks=(waiting,),
    deeds=DEEDS,
    named=telling.NAMED,
    notices=telling.NOTICES,
    letters=telling.LETTERS,
    shared_pages={"recommendations.index": SharedBy.PEOPLE_WITHOUT_ROLES},
)
