"""Committees like this one: earlier mandates that share words with this text, and what became of them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from portal.committees.models import Committee, Mandate
from portal.committees.states import part_of
from portal.foundation.db import db, rows_of
from portal.implementation.models import Commitment, CommitmentStatus
from portal.recommendations.models import CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.search.analysis import STOP_WORDS
from portal.search.documents import Facet
from portal.search.index import SearchIndex
from portal.search.query import LONGEST_TEXT, MOST_WORDS, SearchQuery

MOST_SHOWN = 3
AS_NEAR_AS = 0.4  # of the score of the nearest: below this, only the words that every task has are shared
SHORTEST_WORD = 5
READ = ("purpose", "questions", "background")  # the parts of a mandate that tell what it is about
HANDED_ON = (RecommendationState.HANDED_OVER, RecommendationState.ANSWERED)
EVERY_TASK_SAYS = frozenset({"udvalg", "udvalget", "kommune", "kommunen", "byrådet", "borgere", "borgerne"})


@dataclass
class Alike:
    """An earlier committee, and what became of what it recommended."""

    committee: Committee
    handed_over: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)  # the last answer to each recommendation
    promised: int = 0
    kept: int = 0


def committees_alike(index: SearchIndex, committee: Committee, mandate: Mandate | None) -> list[Alike]:
    """The committees whose tasks share most words with this one; none where there is no index. Four queries."""
    words = telling_words(committee, mandate)
    if not words:
        return []
    kind = {Facet.KIND: (Committee.__tablename__,)}
    query = SearchQuery(text=words, filters=kind, per_page=MOST_SHOWN + 1, any_word=True)
    hits = [hit for hit in index.find(query).hits if hit.id != committee.id]
    ids = [hit.id for hit in hits if hit.score >= hits[0].score * AS_NEAR_AS][:MOST_SHOWN]
    found = {row.id: Alike(row) for row in _public(ids)}
    _add_answers(found)
    _add_promises(found)
    return [found[id_] for id_ in ids if id_ in found]


def telling_words(committee: Committee, mandate: Mandate | None) -> str:
    """The words that are used most, the longest first among equals: as many as a question to the index may have."""
    text = " ".join([committee.name, committee.name, committee.summary, *(part_of(mandate, name) for name in READ)])
    used = Counter(word for word in re.findall(r"\w+", text.lower()) if _tells(word))
    best = sorted(used, key=lambda word: (-used[word], -len(word), word))[:MOST_WORDS]
    while len(" ".join(best)) > LONGEST_TEXT:
        best.pop()
    return " ".join(best)


def _tells(word: str) -> bool:
    return len(word) >= SHORTEST_WORD and word.isalpha() and word not in STOP_WORDS | EVERY_TASK_SAYS


def _public(ids: Sequence[int]) -> list[Committee]:
    """The index is a hint; whether they are public is asked of the database."""
    return rows_of(Committee, ids, where=[Committee.published_at.is_not(None)])


def _add_answers(found: dict[int, Alike]) -> None:
    rows = db.session.scalars(
        select(Recommendation)
        .where(Recommendation.committee_id.in_(found), Recommendation.state.in_(HANDED_ON))
        .options(selectinload(Recommendation.responses).load_only(CouncilResponse.verdict, CouncilResponse.met_on))
        .order_by(Recommendation.id)
    )
    for recommendation in rows:
        alike = found[recommendation.committee_id]
        alike.handed_over += 1
        if recommendation.state is RecommendationState.ANSWERED and recommendation.responses:
            alike.verdicts[recommendation.responses[0].verdict] += 1


def _add_promises(found: dict[int, Alike]) -> None:
    rows = db.session.execute(
        select(Commitment.committee_id, Commitment.status, func.count())
        .where(Commitment.committee_id.in_(found))
        .group_by(Commitment.committee_id, Commitment.status)
    )
    for committee_id, status, number in rows:
        found[committee_id].promised += number
        if status is CommitmentStatus.KEPT:
            found[committee_id].kept += number
