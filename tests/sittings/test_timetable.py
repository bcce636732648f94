"""The timetable of a mandate becomes meetings, a line each."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.committees.queries import adopted_mandate
from portal.foundation import clock
from portal.foundation.db import db
from portal.municipalities.actions import choose_days_off
from portal.sittings.forms.timetable import as_lines
from portal.sittings.models import Sitting
from tests.sittings.scene import TYPED, unsure

PAGE = "/udvalg/havnen/udvalgsmoeder/tidsplan"


def typed(*lines):
    return {name: TYPED[name] for name in ("from_time", "to_time", "place", "link")} | {"lines": "\n".join(lines)}


def planned():
    found = db.session.scalars(select(Sitting).order_by(Sitting.starts_at))
    return [(clock.in_denmark(one.starts_at).date(), one.title) for one in found]


def days_on(days):
    return clock.today() + timedelta(days=days)


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("Idéer til maj. Workshop i juni.", "Idéer til maj\nWorkshop i juni"),
        ("Første møde tirsdag den 12. januar 2027. Pause 1/3-2027", "12-01-2027 Første møde\n01-03-2027 Pause"),
        ("- 12.01.2027: Hvad ved vi?\n- Hvad mangler?", "12-01-2027 Hvad ved vi?\nHvad mangler?"),
        ("Første møde onsdag den 13. januar 2027 kl. 17.00-19.", "13-01-2027 kl. 17.00 Første møde"),
        ("Første møde er tirsdag den 13. januar 2027.", "tirsdag 13-01-2027 Første møde er"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_timetable_says_becomes_lines(said, lines):
    assert as_lines(said) == lines


def test_the_lines_of_the_mandate_are_there_and_become_meetings(bo, client, harbour):
    mandate = adopted_mandate(harbour)
    mandate.timetable = "Idéer i foråret. Workshop 3. marts 2031."
    db.session.commit()
    text = client(bo).get(PAGE).text
    assert "Idéer i foråret\n03-03-2031 Workshop" in text.partition("<textarea")[2]
    lines = f"{days_on(9):%d-%m-%Y} Hvad ved vi?", "", f"  {days_on(30):%d/%m-%Y}: Hvad vil vi? "
    asked = unsure(client(bo)).post(PAGE, data=typed(*lines)).text
    assert "Skal 2 møder planlægges?" in asked and not planned()
    for _click in range(2):
        client(bo).post(PAGE, data=typed(*lines))
    assert planned() == [(days_on(9), "Hvad ved vi?"), (days_on(30), "Hvad vil vi?")]


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_lost(bo, client, harbour):
    lines = "Workshop i juni", f"{days_on(-2):%d-%m-%Y} For sent", f"{days_on(2):%d-%m-%Y}", "32-01-2031 Ingen dag"
    answer = client(bo).post(PAGE, data=typed(*lines))
    for number, says in ((1, "mangler en dag"), (2, " er forbi"), (3, "skal have et navn"), (4, "mangler en dag")):
        assert f"Linje {number}" in answer.text and says in answer.text
    assert answer.status_code == 422 and all(line in answer.text for line in lines) and not planned()


def test_a_day_off_is_said_before_it_is_planned(bo, client, finn, fjordby, harbour):
    choose_days_off(finn, fjordby, {days_on(9): "Kulturnat"})
    asked = unsure(client(bo)).post(PAGE, data=typed(f"{days_on(9):%d-%m-%Y} Hvad ved vi?")).text
    assert "er en mødefri dag: Kulturnat" in asked and not planned()


def test_two_dozen_at_most(bo, client, harbour):
    lines = [f"{days_on(number):%d-%m-%Y} Møde {number}" for number in range(1, 27)]
    assert "højst planlægges 24 møder" in client(bo).post(PAGE, data=typed(*lines)).text and not planned()


def on_weekday(number, least=9):
    """The next day but so many that is this day of the week."""
    return next(day for ahead in range(least, least + 7) if (day := days_on(ahead)).weekday() == number)


def test_a_weekday_that_is_another_than_the_day_is_named(bo, client, harbour):
    day = on_weekday(1)
    for said in (f"onsdag d. {day:%d-%m-%Y} Hvad ved vi?", f"{day:%d-%m-%Y} (onsdag) Hvad ved vi?"):
        answer = client(bo).post(PAGE, data=typed(said))
        assert answer.status_code == 422 and said in answer.text and not planned()
        assert "Linje 1 siger onsdag, men den dag er tirsdag" in answer.text
    client(bo).post(PAGE, data=typed(f"tirsdag den {day:%d-%m-%Y}: Hvad ved vi?"))
    assert planned() == [(day, "Hvad ved vi?")]


@pytest.mark.parametrize(("days", "is_right"), [(4 * 365 - 1, True), (4 * 365 + 2, False), (36_500, False)])
def test_a_slip_of_the_year_is_named(bo, client, harbour, days, is_right):
    answer = client(bo).post(PAGE, data=typed(f"{days_on(days):%d-%m-%Y} Om vand"))
    assert len(planned()) == is_right and ("Er årstallet rigtigt?" in answer.text) is not is_right


IN_WORDS = ("kl. halv otte", "Kl. syv", "klokken kvart over seks", "halv otte", "kvart i fem", "kl halv 8")


def test_an_hour_is_no_part_of_the_name_and_is_the_one_of_the_meetings(bo, client, harbour):
    day = f"{days_on(9):%d-%m-%Y}"
    for said, says in (
        (
            f"{day} kl. 16.30 Hvad ved vi?",
            "siger kl. 16.30, men du har skrevet nedenfor",
        ),
        (f"{day} kl. 99 Hvad ved vi?", "et klokkeslæt, der ikke kan læses"),
        *((f"{day} {hour} Hvad ved vi?", "et klokkeslæt, der ikke kan læses") for hour in IN_WORDS),
    ):
        answer = client(bo).post(PAGE, data=typed(said))
        assert answer.status_code == 422 and says in answer.text and said in answer.text and not planned()
    client(bo).post(PAGE, data=typed(f"{day}, kl. 17 til 19: Hvad ved vi?"))
    assert planned() == [(days_on(9), "Hvad ved vi?")]


def test_a_name_with_a_number_or_a_clock_in_it_is_no_hour(bo, client, harbour):
    names = ["Fem i tolv", "Klokkerne ringer halvvejs", "Syv over tolv", "Halv pris"]
    client(bo).post(PAGE, data=typed(*(f"{days_on(9 + n):%d-%m-%Y} {name}" for n, name in enumerate(names))))
    assert [name for _day, name in planned()] == names


def test_the_days_are_shown_in_their_order(bo, client, harbour):
    lines = [f"{days_on(days):%d-%m-%Y} {name}" for days, name in ((30, "Sidst"), (9, "Først"), (20, "Midt"))]
    asked = unsure(client(bo)).post(PAGE, data=typed(*lines)).text.partition("<main")[2]
    assert sorted(("Først", "Midt", "Sidst"), key=asked.index) == ["Først", "Midt", "Sidst"]


@pytest.mark.parametrize("said", ["tirs. 13-01-2027 Hvad ved vi?", "tirs d. 13-01-2027: Hvad ved vi?"])
def test_a_weekday_that_is_cut_short_is_one_too(bo, client, harbour, said):
    answer = unsure(client(bo)).post(PAGE, data=typed(said))
    assert answer.status_code == 422 and "Linje 1 siger tirsdag" in answer.text
    client(bo).post(PAGE, data=typed(said.replace("tirs", "ons"), "14-01-2027 Hvad kan man"))
    assert [title for _day, title in planned()] == ["Hvad ved vi?", "Hvad kan man"]


def test_a_day_that_no_calendar_has_is_called_so(bo, client, harbour):
    answer = client(bo).post(PAGE, data=typed("31-02-2027 Hvad ved vi?"))
    assert answer.status_code == 422 and "Linje 1 har en dato, der ikke findes" in answer.text
