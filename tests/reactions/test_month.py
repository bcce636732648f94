"""A month of two busy committees: nobody gets two letters on one day, and nobody gets an empty one."""

from collections import Counter
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.notifications.actions import choose_paces
from portal.notifications.links import choice_of
from portal.notifications.models import DayLetter, Notification, Pace
from portal.notifications.queries import own_settings
from portal.notifications.words import KINDS
from portal.reactions.posting import SUNDAY
from portal.rules.notices import NoticeKind
from tests.reactions import month as story
from tests.reactions.month import Month, moment
from tests.reactions.scene import happened, idea_of

ASKED_FOR = {
    "Bekræft din idé",
    "Bekræft din ansøgning",
    "Din invitation",
    "Tak, fordi du siger ja",
    "Vælg en ny adgangskode",
    "Vi har modtaget",
}
CANNOT_WAIT = {"Aflyst", "Du er tilmeldt", "Flyttet"}  # alone and at once, but not without a way to turn it off
FIXED = {"ansøgning", "plads i", "reservelisten", "Tak, fordi du siger ja"}  # about an application


def day_of(letter):
    return clock.in_denmark(parsedate_to_datetime(letter["Date"])).date()


def was_asked_for(letter):
    return any(letter["Subject"].startswith(beginning) for beginning in ASKED_FOR)


def cannot_wait(letter):
    return any(letter["Subject"].startswith(beginning) for beginning in CANNOT_WAIT)


def parts_of(letter):
    return [letter.get_body((kind,)).get_content() for kind in ("plain", "html")]


@pytest.fixture
def month(app, letter_box, harbour, fjordby, anna, bo, carl, dorte, eva, gerda, finn, sofie, monkeypatch):
    """March 2026."""
    monkeypatch.setitem(app.config, "BASE_URL", "https://sammen.fjordby.dk")
    people = {"anna": anna, "bo": bo, "carl": carl, "dorte": dorte, "eva": eva, "gerda": gerda}
    with clock.frozen(moment(-1, 12)):
        whole = Month(app, harbour, fjordby, people)
        choose_paces(dorte, dict.fromkeys((NoticeKind.TASK, NoticeKind.APPOINTMENT, NoticeKind.ANSWER), Pace.WEEKLY))
        choose_paces(whole.citizens[-1], dict.fromkeys(KINDS, Pace.PORTAL))
        whole.work()
    for plan in (story.plan_ideas, story.plan_workshops, story.plan_recommendations, story.plan_applications,
                 story.plan_guests):  # fmt: skip
        plan(whole)
    whole.run()
    return whole


def test_a_month_of_a_busy_committee(month, letter_box, client, finn, sofie, anna, bo, dorte, gerda, deliver_outbox):
    in_turn = [letter for letter in letter_box.letters if not was_asked_for(letter) and not cannot_wait(letter)]
    _nobody_gets_two_a_day(in_turn)
    _each_letter_is_whole(letter_box.letters)
    _the_weekly_letter_comes_on_sunday(in_turn)
    _everything_is_told_once_and_in_time()
    to = Counter(letter["To"] for letter in in_turn)
    assert to["finn@example.dk"] == to["sofie@example.dk"] == 0, "nothing to say, no letter"
    assert to[month.citizens[-1].email] == 0, "who wants it only on the portal gets none"
    assert 4 <= to[dorte.email] <= 6, "who wants everything weekly gets one a week"
    assert to[bo.email] >= 20, "and the busiest of all gets one each day, at most"
    asked = [letter["To"] for letter in letter_box.letters if letter["Subject"].startswith("Vælg en ny adgangskode")]
    assert max(Counter(asked).values()) == 2, "what somebody asks for twice comes twice"
    urgent = [letter for letter in letter_box.letters if cannot_wait(letter)]
    assert (
        len({(letter["To"], letter["Subject"].partition(":")[0]) for letter in urgent if letter["To"] == anna.email})
        == 3
    )
    told = db.session.query(Notification).count()
    print(f"\n{month.planned} deeds and ticks, {db.session.query(Event).count()} events, {told} notices,"
          f" {len(letter_box.letters)} letters, at most one a day to each of {len(to)} people")  # fmt: skip
    _turning_off_works_signed_out(letter_box, client(), gerda, month, deliver_outbox)


def _nobody_gets_two_a_day(letters):
    a_day = Counter((letter["To"], day_of(letter)) for letter in letters)
    assert len(letters) > 100, "the month is busy"
    assert max(a_day.values()) == 1, [key for key, count in a_day.items() if count > 1]


def _each_letter_is_whole(letters):
    seen = set()
    for letter in letters:
        text, html = parts_of(letter)
        assert len(text) > 150 and "<h1>" in html and "%(" not in text + html + letter["Subject"]
        assert letter["Auto-Submitted"] == "auto-generated"
        seen.add(letter["Message-ID"])
        if was_asked_for(letter) or any(part in letter["Subject"] for part in FIXED):
            assert letter["List-Unsubscribe"] is None, letter["Subject"]
            assert "kan ikke slås fra" in text and "kan ikke slås fra" in html
        else:
            assert letter["List-Unsubscribe"].startswith("<https://sammen.fjordby.dk/beskeder/valg/"), letter["Subject"]
            assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
            assert letter["List-Id"] == "Sammen om Fjordby <beskeder.sammen.fjordby.dk>"
            assert "Du får besked, fordi" in text and "Du får besked, fordi" in html
    assert len(seen) == len(letters)


def _the_weekly_letter_comes_on_sunday(letters):
    weekly = [letter for letter in letters if letter["Subject"].startswith("Ugen på")]
    assert len(weekly) > 30
    assert {(day_of(letter).weekday(), clock.in_denmark(parsedate_to_datetime(letter["Date"])).hour)
            for letter in weekly} == {(SUNDAY, 7)}  # fmt: skip


def _everything_is_told_once_and_in_time():
    letters = {letter.id: letter for letter in db.session.scalars(select(DayLetter))}
    assert all(letter.sent_at and not letter.failed_at for letter in letters.values())
    confirmed = select(User.id).where(User.confirmed_at.is_not(None))
    for notice in db.session.scalars(select(Notification).where(Notification.recipient_id.in_(confirmed))):
        assert not notice.waiting, notice.message
        if notice.letter_id is not None:
            waited = letters[notice.letter_id].sent_at - notice.created_at
            pace = own_pace(notice)
            assert waited.days <= (1 if pace is Pace.AT_ONCE else 7), (notice.message, waited)


def own_pace(notice):
    chosen = own_settings(type("One", (), {"id": notice.recipient_id}))
    return chosen[notice.kind]


def _turning_off_works_signed_out(letter_box, stranger, gerda, month, deliver_outbox):
    paths = [urlsplit(letter["List-Unsubscribe"].strip("<>")).path for letter in letter_box.to(gerda.email)]
    with clock.frozen(moment(50, 9)):
        path = next(path for path in paths if NoticeKind.OWN in choice_of(path.rpartition("/")[2]).kinds)
    before = own_settings(gerda)
    with clock.frozen(moment(50, 9)):
        assert stranger.get(path).status_code == 200
        assert own_settings(gerda) == before, "looking changes nothing"
        assert stranger.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
        changed = {kind for kind, pace in own_settings(gerda).items() if pace is not before[kind]}
        assert NoticeKind.OWN in changed and all(own_settings(gerda)[kind] is Pace.PORTAL for kind in changed)
        count = len(letter_box.to(gerda.email))
        happened(EventType.IDEA_PUBLISHED, idea_of(gerda, month.harbour), month.people["bo"])
        deliver_outbox()
    with clock.frozen(moment(62, 9)):
        deliver_outbox()
    assert len(letter_box.to(gerda.email)) == count
