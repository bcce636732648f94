"""Dates and numbers in Danish, and the clock's two ways of telling a moment."""

from datetime import UTC, date, datetime

import pytest

from portal.foundation import clock
from portal.foundation.dates import clock_span, clock_time, day, daytime, daytime_span, longday, number, paragraphs

HARD = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def _within(app):
    """Formats follow the reader's language."""


def test_dates_as_in_denmark():
    moment = datetime(2026, 3, 4, 16, 0, tzinfo=UTC)
    assert day(moment) == f"4.{HARD}marts 2026"
    assert longday(moment) == f"onsdag d.{HARD}4.{HARD}marts 2026"
    assert daytime(moment) == f"onsdag d.{HARD}4.{HARD}marts 2026 kl.{HARD}17.00"
    assert clock_time(datetime(2026, 7, 1, 15, 30, tzinfo=UTC)) == f"kl.{HARD}17.30"


def test_a_span_says_its_day_once():
    begins, ends = datetime(2026, 3, 4, 16, 0, tzinfo=UTC), datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
    assert clock_span(begins, ends) == f"kl.{HARD}17.00–19.30"
    assert daytime_span(begins, ends) == f"onsdag d.{HARD}4.{HARD}marts 2026 kl.{HARD}17.00–19.30"
    assert daytime_span(begins, None) == daytime(begins)
    next_day = datetime(2026, 3, 5, 1, 0, tzinfo=UTC)
    assert clock_span(begins, next_day) == f"kl.{HARD}17.00 – torsdag d.{HARD}5.{HARD}marts 2026 kl.{HARD}02.00"


def test_an_evening_in_summer_is_still_the_same_day():
    assert day(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == f"1.{HARD}juli 2026"


def test_nothing_is_nothing():
    assert (day(None), longday(None), daytime(None), number(None)) == ("", "", "", "")


def test_numbers():
    assert number(1234.5) == "1.234,5"


def test_lines_that_begin_with_a_dash_are_a_list():
    assert paragraphs("Før\n\n- et\n– <b>to</b>") == "<p>Før</p><ul><li>et</li><li>&lt;b&gt;to&lt;/b&gt;</li></ul>"
    assert paragraphs("– Sådan begynder en replik") == "<p>– Sådan begynder en replik</p>"


def test_paragraphs_are_escaped():
    assert paragraphs("Et\nto\r\n\r\n<b>tre</b>") == "<p>Et<br>to</p><p>&lt;b&gt;tre&lt;/b&gt;</p>"


def test_the_clock_can_stand_still():
    with clock.frozen(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 1, 2)
    assert clock.moment_in_denmark(datetime(2026, 7, 1, 12, 0)) == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
