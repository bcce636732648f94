"""When letters go: what needs somebody at once, the rest on Sunday morning, and never two on one day."""

from datetime import datetime

import pytest
from sqlalchemy import select

from portal.accounts.attempts import kept
from portal.accounts.models import User
from portal.accounts.queries import hash_of
from portal.app import HOUSE
from portal.events.delivery import deliver, handlers_of
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.links import OWN_PATH
from portal.notifications.actions import choose_paces, read_all_notices
from portal.notifications.models import DayLetter, Notification, Pace
from portal.notifications.words import KINDS
from portal.reactions import one_a_day, posting
from portal.reactions.once import MAX_ATTEMPTS
from portal.reactions.posting import post_letters
from portal.rules.notices import NoticeKind
from tests.reactions.scene import happened, idea_of, workshop_of

MONDAY, SUNDAY = 2, 8  # of March 2026


def at(day, hour=12, minute=0):
    """A moment of March 2026, by a Danish clock."""
    return clock.frozen(clock.moment_in_denmark(datetime(2026, 3, day, hour, minute)))


def text_of(letter):
    return letter.get_body(("plain",)).get_content()


@pytest.fixture
def told(harbour, anna, bo, deliver_outbox):
    """`told(3, 12, EventType.IDEA_ANSWERED)`: something happens to an idea of Anna's on that day and hour."""

    def tell(day, hour, event_type=EventType.IDEA_ANSWERED, title="Lys på søen"):
        with at(day, hour):
            idea = idea_of(db.session.merge(anna), db.session.merge(harbour))
            idea.title = title
            happened(event_type, idea, db.session.merge(bo))
            deliver_outbox()

    return tell


@pytest.fixture
def tick(app):
    """The worker's tick at an hour of a day."""

    def look(day, hour, minute=0):
        with at(day, hour, minute):
            return post_letters()

    return look


def chain(notice):
    while notice is not None:
        yield notice
        notice = notice.also


def test_every_row_says_what_it_is_and_why():
    for event_type, row in HOUSE.notices.items():
        for notice in chain(row):
            assert notice.kind in KINDS, event_type
            assert notice.recipients.why, event_type


def test_the_first_goes_at_once_and_the_rest_the_next_morning(told, tick, anna, letter_box):
    told(MONDAY, 9, title="Lys på søen")
    told(MONDAY, 10, title="En bro")
    told(MONDAY, 11, EventType.IDEA_RETURNED, title="Et træ")
    assert [letter["Subject"] for letter in letter_box.letters] == ["Svar på din idé: Lys på søen"]
    assert tick(MONDAY + 1, 6, 59) == 0
    assert tick(MONDAY + 1, 7) == 1
    assert tick(MONDAY + 1, 8) == 0
    gathered = letter_box.letters[1]
    assert gathered["Subject"] == "2 beskeder til dig"
    text = text_of(gathered)
    assert text.index("Et træ") < text.index("En bro"), "newest first"
    assert "Lys på søen" not in text


def test_nobody_reads_addresses_out_of_the_table(told, tick, anna, letter_box):
    told(MONDAY, 12)
    letter = db.session.scalars(select(DayLetter)).one()
    assert letter_box.to(anna.email) and letter.address_hash == kept(anna.email)
    assert letter.address_hash != hash_of(anna.email), "anybody could hash an address that they guess"


def test_at_night_what_is_new_goes_at_once(told, anna, letter_box):
    told(MONDAY, 3)
    assert len(letter_box.letters) == 1


def test_news_waits_for_sunday(told, tick, anna, letter_box):
    told(MONDAY, 9, EventType.IDEA_PUBLISHED, title="Lys på søen")
    told(MONDAY + 1, 9, EventType.IDEA_CARRIED_ON, title="En bro")
    assert not any(tick(day, hour) for day in range(MONDAY, SUNDAY) for hour in (0, 7, 23))
    assert tick(SUNDAY, 6, 59) == 0
    assert tick(SUNDAY, 7) == 1
    letter = letter_box.letters[0]
    assert letter["Subject"] == "Ugen på Sammen om Fjordby: 2 nyheder"
    text, html = text_of(letter), letter.get_body(("html",)).get_content()
    for body in (text, html):
        assert body.index("En bro") < body.index("Lys på søen")
        assert "Du får besked, fordi du har skrevet det." in body
        assert "/beskeder/valg/" in body
    assert tick(SUNDAY + 7, 7) == 0, "nothing to say, no letter"


def test_one_letter_on_sunday_holds_both(told, tick, anna, letter_box):
    told(MONDAY, 9, EventType.IDEA_PUBLISHED, title="Lys på søen")
    told(SUNDAY, 5, title="En bro")
    assert not letter_box.letters, "the day's letter is kept for the morning"
    assert tick(SUNDAY, 7) == 1
    text = text_of(letter_box.letters[0])
    assert text.index("DET VENTER PÅ DIG") < text.index("En bro") < text.index("NYT FRA UGEN") < text.index("Lys på")
    told(SUNDAY, 12, title="Et træ")
    assert len(letter_box.letters) == 1
    assert tick(SUNDAY + 1, 7) == 1
    assert letter_box.letters[1]["Subject"] == "Svar på din idé: Et træ"


def test_the_clock_that_is_moved_moves_no_letter(told, tick, letter_box):
    """On Sunday 29 March 2026 the Danish clock jumps from two to three."""
    told(23, 9, EventType.IDEA_PUBLISHED)
    assert tick(29, 6, 59) == 0
    assert tick(29, 7) == 1


def test_what_was_read_on_the_portal_is_not_sent(told, tick, anna, letter_box):
    told(MONDAY, 9, EventType.IDEA_PUBLISHED)
    with at(MONDAY, 10):
        read_all_notices(anna)
    assert tick(SUNDAY, 7) == 0


def test_a_worker_that_was_away_for_a_month_sends_no_old_news(told, tick, anna, letter_box):
    told(MONDAY, 9, EventType.IDEA_PUBLISHED)
    assert tick(SUNDAY + 21, 7) == 0


def test_each_chooses_for_each_kind(told, tick, anna, letter_box):
    with at(1):
        choose_paces(anna, {NoticeKind.ANSWER: Pace.WEEKLY, NoticeKind.OWN: Pace.PORTAL, NoticeKind.TASK: Pace.PORTAL})
    for event_type in (EventType.IDEA_ANSWERED, EventType.IDEA_PUBLISHED, EventType.IDEA_RETURNED):
        told(MONDAY, 9, event_type, title=event_type.value)
    assert not letter_box.letters
    assert tick(SUNDAY, 7) == 1
    assert "idea.answered" in text_of(letter_box.letters[0])
    assert "idea.published" not in text_of(letter_box.letters[0])
    assert db.session.query(Notification).filter_by(recipient_id=anna.id).count() == 3, "the portal tells all of it"


def test_turning_a_kind_off_stops_what_waits(told, tick, anna, letter_box):
    told(MONDAY, 9, EventType.IDEA_PUBLISHED)
    with at(MONDAY + 1):
        choose_paces(anna, {NoticeKind.OWN: Pace.PORTAL})
        choose_paces(anna, {NoticeKind.OWN: Pace.WEEKLY})
    assert tick(SUNDAY, 7) == 0


def test_a_crash_while_sending_sends_nothing_twice(told, tick, anna, letter_box, monkeypatch):
    def crash(mail):
        sending(mail)
        raise KeyboardInterrupt  # the machine stops before the letter is noted

    sending = one_a_day.send_mail
    monkeypatch.setattr(one_a_day, "send_mail", crash)
    with pytest.raises(KeyboardInterrupt):
        told(MONDAY, 9)
    monkeypatch.setattr(one_a_day, "send_mail", sending)
    assert len(letter_box.letters) == 1
    assert not any(tick(day, 12) for day in range(MONDAY, SUNDAY + 1))
    assert db.session.scalars(select(DayLetter)).one().sent_at is None


def test_a_crash_before_the_claim_loses_nothing(told, tick, anna, letter_box, monkeypatch):
    monkeypatch.setattr(one_a_day, "_claim", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        told(MONDAY, 9)
    monkeypatch.undo()
    assert not letter_box.letters
    assert tick(MONDAY, 10) == 1


def test_two_workers_send_one(told, anna, harbour, bo, app, letter_box, monkeypatch):
    """The second looks while the first is between its claim and its note."""

    def meanwhile(mail):
        monkeypatch.setattr(one_a_day, "send_mail", sending)
        assert post_letters() == 0
        sending(mail)

    sending = one_a_day.send_mail
    monkeypatch.setattr(one_a_day, "send_mail", meanwhile)
    told(MONDAY, 9)
    assert len(letter_box.letters) == 1


def test_a_server_that_is_away_is_asked_again(told, tick, anna, app, letter_box):
    app.config["MAIL_PORT"] = 1  # nobody listens there
    told(MONDAY, 9)
    assert tick(MONDAY, 9, 0) == 0
    app.config["MAIL_PORT"] = letter_box.port
    assert tick(MONDAY, 9, 1) == 1
    assert len(letter_box.letters) == 1


def test_a_dead_address_is_tried_a_few_times_a_day(told, tick, anna, letter_box):
    letter_box.refusing = "550 unknown"
    told(MONDAY, 9)
    for minute in range(0, 600, 5):
        tick(MONDAY, 10 + minute // 60, minute % 60)
    assert db.session.scalars(select(DayLetter)).one().attempts == MAX_ATTEMPTS
    letter_box.refusing = None
    assert tick(MONDAY, 23) == 0
    assert tick(MONDAY + 1, 7) == 1


def test_an_old_waiting_row_costs_one_question_a_tick(told, queries, tick, harbour, anna):
    for number in range(30):
        told(MONDAY, 9, EventType.IDEA_PUBLISHED, title=str(number))
    with queries() as said:
        assert tick(MONDAY, 10) == 0
    assert len(said) <= 5, "one of them for what cannot wait"


def test_a_guest_gets_a_link_of_their_own(harbour, bo, deliver_outbox, letter_box, tick):
    guest = User(name="Gæst", email="guest@example.dk", confirmed_at=clock.now())
    db.session.add(guest)
    db.session.commit()
    with at(MONDAY):
        for event_type in (EventType.IDEA_PUBLISHED, EventType.IDEA_CARRIED_ON):
            happened(event_type, idea_of(guest, harbour), bo)
        deliver_outbox()
    assert tick(SUNDAY, 7) == 1
    assert text_of(letter_box.letters[0]).count(OWN_PATH) == 2


def test_a_receipt_is_outside_the_count_and_news_of_one_workshop_are_one_group(
    harbour, anna, bo, deliver_outbox, letter_box, tick
):
    with at(MONDAY):
        workshop = workshop_of(harbour, anna)
        happened(EventType.WORKSHOP_SIGNED_UP, workshop, anna)
        happened(EventType.IDEA_ANSWERED, idea_of(anna, harbour), bo)
        deliver_outbox()
        happened(EventType.WORKSHOP_MOVED, workshop, bo)
        happened(EventType.WORKSHOP_CANCELLED, workshop, bo)
        deliver_outbox()
    assert [letter["Subject"].partition(":")[0] for letter in letter_box.letters] == [
        "Du er tilmeldt",
        "Svar på din idé",
    ]
    assert tick(MONDAY + 1, 7) == 1
    assert text_of(letter_box.letters[2]).count(f"http://127.0.0.1:8000{workshop.path}") == 1


def test_one_letter_that_cannot_be_written_keeps_no_other(told, harbour, anna, gerda, bo, letter_box, tick, caplog,
                                                          monkeypatch):  # fmt: skip
    with at(MONDAY):
        for author in (anna, gerda):
            happened(EventType.IDEA_ANSWERED, idea_of(author, harbour), bo)
        deliver(handlers_of(), at_most=100)
    write = posting.letter_to

    def broken(user, *rest):
        if user.email == "anna@example.dk":
            raise KeyError("Anna Strands hemmelighed")
        return write(user, *rest)

    monkeypatch.setattr(posting, "letter_to", broken)
    assert tick(MONDAY, 12) == 1
    assert letter_box.to(gerda.email) and not letter_box.to("anna@example.dk")
    assert "KeyError" in caplog.text and "hemmelighed" not in caplog.text
    caplog.clear()
    assert tick(MONDAY, 12) == 0 and not caplog.text, "it is not tried again each minute"
    monkeypatch.undo()
    assert tick(MONDAY, 12, 2) == 1 and len(letter_box.to("anna@example.dk")) == 1, "nothing was lost"


def test_a_letter_that_no_header_can_hold_gives_the_day_back(told, anna, letter_box, tick, monkeypatch):
    monkeypatch.setattr(one_a_day, "send_mail", lambda mail: mail.no_such_thing)
    told(MONDAY, 12)
    assert letter_box.letters == []
    monkeypatch.undo()
    assert tick(MONDAY, 12, 2) == 1 and len(letter_box.to(anna.email)) == 1
