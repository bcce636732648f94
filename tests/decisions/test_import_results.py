"""Which result the words of a decision mean."""

import pytest

from portal.decisions.actions.import_results import result_in, result_of
from portal.decisions.minutes.document import Item, Kind, Outcome, Point, Proposal
from portal.decisions.models import Result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Godkendt.", Result.ADOPTED),
        ("Indstillingen blev tiltrådt.", Result.ADOPTED),
        ("Byrådet vedtog forslaget.", Result.ADOPTED),
        ("Et flertal i udvalget kunne tiltræde indstillingen.", Result.ADOPTED),
        ("Udvalget kunne enstemmigt tiltræde indstillingen.", Result.ADOPTED),
        ("Godkendt med den ændring, at prisen sættes ned.", Result.ADOPTED_WITH_CHANGES),
        ("Vedtaget i ændret form.", Result.ADOPTED_WITH_CHANGES),
        ("Anbefales godkendt.", Result.RECOMMENDED),
        ("Økonomiudvalget anbefaler, at byrådet tiltræder indstillingen.", Result.RECOMMENDED),
        ("Forslaget blev forkastet.", Result.NOT_ADOPTED),
        ("Ikke godkendt.", Result.NOT_ADOPTED),
        ("Udvalget kunne ikke tiltræde indstillingen.", Result.NOT_ADOPTED),
        ("Taget til efterretning.", Result.NOTED),
        ("Udvalget blev orienteret om planen.", Result.NOTED),
        ("Drøftet.", Result.DISCUSSED),
        ("Sagen blev udsat.", Result.POSTPONED),
        ("Udvalget drøftede sagen og besluttede at udsætte sagens behandling.", Result.POSTPONED),
        ("Sendt tilbage til forvaltningen.", Result.SENT_BACK),
        ("Oversendt til Klimaudvalget.", Result.SENT_ON),
        ("Fremsendes til Klimaudvalget til behandling.", Result.SENT_ON),
        ("Henvist til budgetforhandlingerne.", Result.SENT_ON),
        ("Punktet udgår.", Result.DROPPED),
        ("Ingen bemærkninger.", Result.OTHER),
        ("", Result.OTHER),
    ],
)
def test_the_words_of_danish_minutes(text, result):
    assert result_in(text) is result


def item(text, *results):
    points = tuple(Point(str(number), "noget", result=result) for number, result in enumerate(results, 1))
    return Item("1", "Sag", outcome=Outcome((text,) if text else ()), proposal=Proposal(points=points))


def test_nothing_is_decided_on_an_agenda():
    assert result_of(item(""), Kind.AGENDA) is Result.ON_AGENDA
    assert result_of(item("Godkendt."), Kind.AGENDA) is Result.ADOPTED
    assert result_of(item(""), Kind.MINUTES) is Result.OTHER


def test_points_that_end_alike_have_a_result_in_common_and_others_have_none():
    assert result_of(item("At 1-2) godkendt", "godkendt", "godkendt"), Kind.MINUTES) is Result.ADOPTED
    assert result_of(item("At 1) godkendt At 2) udsat", "godkendt", "udsat"), Kind.MINUTES) is Result.OTHER
