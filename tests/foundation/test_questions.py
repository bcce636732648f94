"""Questions are built once for each shape, ask what the values of the moment say, and never remember the hour."""

from collections.abc import Collection
from datetime import timedelta

import pytest
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from portal.committees.models import Committee, Mandate, MandateQuestion
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_of_all, first_or_404, tuples_of
from portal.foundation.paging import first_of, paginate
from portal.foundation.parts import Parts
from portal.foundation.questions import question, when_asked
from portal.rules.stages import Stage
from tests.cast import committee_in

built = []


@question
def committees_in(stages: Collection[Stage], after: str, *, newest_first: bool) -> Select[tuple[Committee]]:
    built.append(newest_first)
    order = Committee.id.desc() if newest_first else Committee.id
    return select(Committee).where(Committee.stage.in_(stages), Committee.slug >= after).order_by(order)


@question
def called(slug: str) -> Select[tuple[int, str]]:
    return select(Committee.id, Committee.name).where(Committee.slug == slug)


@pytest.fixture
def three(fjordby):
    return [committee_in(fjordby, f"Udvalg {n}", f"u-{n}", stage=Stage.CO_DESIGN) for n in range(3)]


def test_a_statement_is_built_once_for_each_shape_and_asked_with_each_value(three):
    built.clear()
    wanted = (Stage.CO_DESIGN,)
    assert all_of(committees_in(wanted, "u-0", newest_first=False)) == three
    assert all_of(committees_in(wanted, "u-1", newest_first=False)) == three[1:]
    assert all_of(committees_in({Stage.CO_DESIGN, Stage.CLOSED}, "u-2", newest_first=False)) == three[2:]
    assert all_of(committees_in((Stage.CLOSED,), "u-0", newest_first=False)) == []
    assert all_of(committees_in((), "u-0", newest_first=False)) == []
    assert all_of(committees_in(wanted, "u-0", newest_first=True)) == three[::-1]
    assert sorted(built) == [False, True]


def test_one_row_and_columns(three, app):
    assert first_of_all(committees_in((Stage.CLOSED,), "", newest_first=False)) is None
    assert first_or_404(committees_in((Stage.CO_DESIGN,), "u-2", newest_first=False)) is three[2]
    assert tuples_of(called("u-1")) == [(three[1].id, "Udvalg 1")]


def test_a_list_that_is_joined_to_a_row_makes_no_more_rows_of_it(three):
    mandate = Mandate(committee=three[0], number=7, purpose="x", adopted_on=clock.today())
    mandate.questions = [MandateQuestion(number=n, text=f"Hvad er {n}?") for n in (2, 1, 3)]
    db.session.add(mandate)
    db.session.commit()
    (row,) = all_of(_with_questions(three[0].id))
    assert [one.number for one in row.questions] == [1, 2, 3]


@question
def _with_questions(committee_id: int) -> Select[tuple[Mandate]]:
    return (
        select(Mandate)
        .where(Mandate.committee_id == committee_id, Mandate.number == 7)
        .options(joinedload(Mandate.questions))
    )


def test_a_question_may_not_know_the_time_at_which_it_was_built():
    @question
    def late() -> Select[tuple[Committee]]:
        return select(Committee).where(Committee.ideas_until < clock.today())

    with pytest.raises(RuntimeError, match="may not know the time"):
        late()
    assert clock.today()  # and afterwards everybody may again


def test_a_day_is_taken_when_it_is_asked(three):
    @question
    def late() -> Select[tuple[int]]:
        return select(func.count()).select_from(Committee).where(Committee.ideas_until < when_asked(clock.today))

    three[0].ideas_until = clock.today()
    db.session.commit()
    assert first_of_all(late()) == 0
    with clock.frozen(clock.now() + timedelta(days=2)):
        assert first_of_all(late()) == 1


def test_pages_of_a_question(three, app):
    asked = committees_in((Stage.CO_DESIGN,), "u-0", newest_first=False)
    with app.test_request_context("/?side=2"):
        page = paginate(asked, per_page=2)
    assert (list(page.items), page.number, page.total) == (three[2:], 2, 3)
    beginning = first_of(asked, most=1)
    assert (list(beginning.items), beginning.total) == (three[:1], 3)


def test_parts_are_loaded_for_all_rows_at_once_in_their_order(three, queries):
    for committee in three[:2]:
        mandate = Mandate(committee=committee, number=7, purpose="x")
        mandate.questions = [MandateQuestion(number=n, text=f"Hvad er {n}?") for n in (2, 1)]
        db.session.add(mandate)
    db.session.commit()
    rows = all_of(select(Mandate).where(Mandate.number == 7).order_by(Mandate.id))
    parts = Parts(Mandate.questions)
    with queries() as said:
        parts.load(rows)
        assert [[one.number for one in row.questions] for row in rows] == [[1, 2], [1, 2]]
    assert len(said) == 1
    rows[0].questions.append(MandateQuestion(number=3, text="Og hvad så?"))
    with queries() as said:
        parts.load(rows)
    assert not said
    assert len(rows[0].questions) == 3
