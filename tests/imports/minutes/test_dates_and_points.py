"""Dates and points to decide, for whatever days, numbers and words."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, strategies as st

from portal.foundation.clock import DENMARK
from portal.foundation.written_dates import MONTHS, read_date, read_moment
from portal.imports.minutes.lines import Line
from portal.imports.minutes.points import read_proposal, skips

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
words = st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøå ", min_size=1, max_size=40).filter(
    lambda text: text.strip() and text.split()[0] not in {"at", *MONTHS}
)


@given(days)
def test_a_date_is_read_in_every_way_it_is_written(day):
    month = MONTHS[day.month - 1]
    for text in (
        f"{day.day}. {month} {day.year}",
        f"onsdag den {day.day}. {month.upper()} {day.year}, kl. 17",
        f"{day:%d-%m-%Y}",
        f"{day:%d/%m-%Y}",
        f"d.{day.day}.{day.month}.{day.year}",
        day.isoformat(),
    ):
        assert read_date(text) == day


@given(days, st.times())
def test_a_moment_is_danish_time(day, clock):
    text = f"Referat {day.day}. {MONTHS[day.month - 1]} {day.year} kl. {clock:%H.%M}"

    assert read_moment(text) == datetime.combine(day, time(clock.hour, clock.minute), DENMARK)


@pytest.mark.parametrize(
    "text", ["", "31-02-2026", "0-1-2026", "32. maj 2026", "snart", "1. maj", "maj 2026", "123-45-67890"]
)
def test_what_is_no_date(text):
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["1. maj 2026", "kl. 17.00", "1. maj 2026 kl. 24.00", "1. maj 2026 kl. 17.60"])
def test_what_is_no_moment(text):
    assert read_moment(text) is None


@given(st.text())
def test_no_text_is_too_strange(text):
    """Whatever is read is a day, or nothing."""
    assert isinstance(read_date(text), date | None)
    assert isinstance(read_moment(text), datetime | None)


@given(st.lists(words, min_size=1, max_size=12), st.sampled_from(["At {})", "at {}:", "{})", "{}.", "At {}."]))
def test_numbered_points_come_back_whole(texts, style):
    lines = [Line("Det indstilles:"), *(Line(f"{style.format(n)} {text.strip()}") for n, text in enumerate(texts, 1))]
    proposal = read_proposal(lines)

    assert [point.text for point in proposal.points] == [text.strip() for text in texts]
    assert [point.label for point in proposal.points] == [str(n) for n in range(1, len(texts) + 1)]
    assert proposal.opening == ("Det indstilles:",)
    assert skips(proposal) == []


@given(st.lists(st.text(min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool), max_size=10))
def test_no_line_under_the_heading_is_lost(texts):
    proposal = read_proposal([Line(text) for text in texts])
    kept = [*proposal.opening]
    for point in proposal.points:
        kept += [point.marker, point.text, *point.details]

    assert "".join("".join(kept).split()) == "".join("".join(texts).split())
    skips(proposal)
