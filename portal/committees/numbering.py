"""The numbers of a mandate's questions: ideas, workshops and proposals point at them, so a question keeps its number.

A question is the same in two versions when its text is nearly the same. Nothing new takes the number of a question
that something points at, also when that question has been left out.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import count

from sqlalchemy import Select, select, union

from portal.committees.models import Committee, Mandate, MandateQuestion
from portal.foundation.comparison import share_of_words_kept
from portal.foundation.db import db
from portal.foundation.handed import Handed
from portal.foundation.text import without_number

ALIKE = 0.6  # from here on, two texts are one question that was put in other words

Numbered = list[tuple[int, str]]
pointers: Handed[Sequence[Callable[[int], Select[tuple[int]]]]] = Handed("what points at a mandate’s questions")


def numbered(asked: Sequence[str], taken: Mapping[int, str]) -> Numbered:
    """These questions with their numbers, in order; `taken` are the questions whose numbers mean something already."""
    own = _recognised(asked, taken)
    free = (number for number in count(1) if number not in taken)
    return sorted((own[place] if place in own else next(free), text) for place, text in enumerate(asked))


def taken_numbers(committee: Committee) -> dict[int, str]:
    """The adopted questions that something points at, as the newest version puts each; two queries or more."""
    pointed_at = _pointed_at(committee)
    rows = db.session.execute(
        select(MandateQuestion.number, MandateQuestion.text)
        .join(MandateQuestion.mandate)
        .where(
            Mandate.committee_id == committee.id,
            Mandate.adopted_on.is_not(None),
            MandateQuestion.number.in_(pointed_at),
        )
        .order_by(Mandate.number)
    )
    return dict(rows.tuples().all())


def _pointed_at(committee: Committee) -> set[int]:
    """The numbers that something of the committee is about, also what is not public; one query."""
    return set(db.session.scalars(union(*(numbers(committee.id) for numbers in pointers()))))


def left_out(draft: Mandate | None) -> list[tuple[int, str]]:
    """The questions that something is about, and that the version being written does not ask any more."""
    if draft is None:
        return []
    asked = {question.number for question in draft.questions}
    taken = taken_numbers(draft.committee)
    return sorted((number, without_number(text, number)) for number, text in taken.items() if number not in asked)


def _recognised(asked: Sequence[str], taken: Mapping[int, str]) -> dict[int, int]:
    """The place of each question that is known, with its number: the most alike find each other first."""
    pairs = sorted(
        (-share_of_words_kept(known, text), abs(place + 1 - number), place, number)
        for place, text in enumerate(asked)
        for number, known in taken.items()
    )
    found: dict[int, int] = {}
    for likeness, _distance, place, number in pairs:
        if -likeness >= ALIKE and place not in found and number not in found.values():
            found[place] = number
    return found
