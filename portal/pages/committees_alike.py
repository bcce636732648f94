"""Committees like this one: earlier mandates that share words with this text, and what became of them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, select

from portal.committees.models import Committee, Mandate
from portal.committees.states import part_of
from portal.foundation.db import all_of, select_rows, tuples_of
from portal.foundation.questions import question
from portal.implementation.models import Commitment, CommitmentStatus
from portal.recommendations.models import CouncilResponse, Recommendation, RecommendationState, Verdict
from portal.search.analysis import STOP_WORDS
from portal.search.index import SearchIndex
from portal.search.query import LONGEST_TEXT, MOST_WORDS

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
    likest = index.alike(words, Committee.__tablename__, MOST_SHOWN + 1)
    hits = [hit for hit in likest if hit.id != committee.id]
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
    return all_of(_public_committees(ids))


@question
def _public_committees(ids: Sequence[int]) -> Select[tuple[Committee]]:
    return select_rows(Committee, ids).where(Committee.published_at.is_not(None))


def _add_answers(found: dict[int, Alike]) -> None:
    last = {}  # of each recommendation: whose it is, whether it is answered, and the last answer to it
    for id_, committee_id, state, verdict in tuples_of(_answers(list(found))):
        last[id_] = committee_id, state, verdict
    for committee_id, state, verdict in last.values():
        alike = found[committee_id]
        alike.handed_over += 1
        if state is RecommendationState.ANSWERED and verdict is not None:
            alike.verdicts[verdict] += 1


@question
def _answers(
    committee_ids: Sequence[int],
) -> Select[tuple[int, int, RecommendationState, Verdict | None]]:
    """Every answer to what these committees handed over, the last to each last; what has none stands there too."""
    told = Recommendation.id, Recommendation.committee_id, Recommendation.state, CouncilResponse.verdict
    handed_on = select(*told).outerjoin(Recommendation.responses).where(Recommendation.state.in_(HANDED_ON))
    in_time = Recommendation.id, CouncilResponse.met_on, CouncilResponse.id
    return handed_on.where(Recommendation.committee_id.in_(committee_ids)).order_by(*in_time)  # type: ignore[return-value]  # an outer join


def _add_promises(found: dict[int, Alike]) -> None:
    for committee_id, status, number in tuples_of(_promises(list(found))):
        found[committee_id].promised += number
        if status is CommitmentStatus.KEPT:
            found[committee_id].kept += number


@question
def _promises(committee_ids: Sequence[int]) -> Select[tuple[int, CommitmentStatus, int]]:
    counted = select(Commitment.committee_id, Commitment.status, func.count())
    ours = counted.where(Commitment.committee_id.in_(committee_ids))
    return ours.group_by(Commitment.committee_id, Commitment.status)
