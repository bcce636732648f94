"""A member who cannot come has a substitute asked; in order, by letter, and with the same kind of link."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import RoleGrant
from portal.committees.actions.seating import end_sitting
from portal.committees.models import SeatFunction, SeatType
from portal.committees.queries import membership_of
from portal.events.models import Event
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.notifications.models import Notification
from portal.rules.roles import Role
from portal.sittings.actions.answering import answer_by_link
from portal.sittings.actions.inviting import answer_invitation
from portal.sittings.actions.planning import cancel_sitting, edit_sitting
from portal.sittings.actions.substituting import pass_over_the_late
from portal.sittings.forms import Reply
from portal.sittings.links import PATH, path_of_answer
from portal.sittings.models import Attending, ItemPresence, SubstituteCall
from portal.sittings.queries import at_the_table, who_comes
from portal.sittings.substitutes import answers_by, line_for, own_call
from portal.sittings.telling import those_who_come
from tests.at_once import at_once
from tests.cast import person, seated
from tests.sittings.scene import draft, minuted, on_desk, sent_in

LINK = re.compile(rf"{PATH}\S+")


@pytest.fixture
def sitting(table, harbour):
    """In five days; Carl, Dorte and Gerda sit at the table."""
    return sent_in(harbour, days=5)


@pytest.fixture
def dortes(harbour, dorte):
    return membership_of(harbour, dorte.id)


@pytest.fixture
def ida(harbour, dortes):
    return substitute(harbour, "Ida Krog", dortes.party)


@pytest.fixture
def per(harbour, dortes, ida):
    """Appointed after Ida."""
    return substitute(harbour, "Per Vig", dortes.party)


def substitute(committee, name, party, kind=SeatType.POLITICIAN):
    who = person(name)
    seated(who, committee, kind, party=party, function=SeatFunction.SUBSTITUTE)
    return who


def link_of(sitting, who):
    call = own_call(sitting, who)
    return path_of_answer(sitting, call.substitute)


def answers(sitting, who, reply):
    assert answer_by_link(link_of(sitting, who).removeprefix(PATH), reply)


def at_table(sitting):
    db.session.expire_all()
    return {one.user.name for one in at_the_table(sitting)}


def asked(sitting):
    db.session.expire_all()
    calls = db.session.scalars(select(SubstituteCall).order_by(SubstituteCall.asked_at, SubstituteCall.id))
    return [(call.substitute.user.name, call.is_coming, call.ended_at is None) for call in calls]


def newest_to(letter_box, who):
    return letter_box.to(who.email)[-1].get_body(("plain",)).get_content()


def test_the_substitute_is_asked_by_letter_answers_by_its_link_and_sits_at_the_table(
    client, deliver_outbox, dorte, ida, letter_box, sitting
):
    client(dorte).post(f"{sitting.path}/svar", data={"answer": "stedfortraeder"})
    deliver_outbox()
    letter = newest_to(letter_box, ida)
    assert "Dorte Eng kan ikke komme" in letter and sitting.place in letter
    (link,) = LINK.findall(letter)
    page = client().get(link)
    assert "Du er spurgt, om du kan komme i stedet for Dorte Eng." in page.text
    assert asked(sitting) == [("Ida Krog", None, True)], "whoever only looks has not answered"
    client().post(link, data={"answer": "ja"})
    assert at_table(sitting) == {"Carl Mose", "Ida Krog", "Gerda Holm"}
    deliver_outbox()
    assert "Ida Krog kommer til" in newest_to(letter_box, dorte)
    assert "Ida Krog kommer i stedet for dig." in client(dorte).get(sitting.path).text


def test_the_page_says_what_a_substitute_has_said(client, dorte, harbour, ida, sitting):
    ida.grants.append(RoleGrant(role=Role.MEMBER, committee_id=harbour.id, starts_on=clock.today()))
    db.session.commit()
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    on_page = [client(ida).get(sitting.path).text]
    answers(sitting, ida, Reply.YES)
    on_page.append(client(ida).get(sitting.path).text)
    assert ["Du har svaret, at du kommer i stedet for et medlem." in text for text in on_page] == [False, True]
    assert ["Du er spurgt" in text or "Kommer du?" in text for text in on_page] == [True, False], (
        "nobody is asked twice"
    )
    assert ["Ret dit svar" in text for text in on_page] == [False, True]


def test_the_next_is_asked_at_a_no_and_the_secretary_is_told_when_nobody_is_left(
    bo, deliver_outbox, dorte, ida, per, sitting
):
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    answers(sitting, ida, Reply.NO)
    assert asked(sitting) == [("Ida Krog", False, True), ("Per Vig", None, True)]
    answers(sitting, per, Reply.NO)
    deliver_outbox()
    told = db.session.scalars(select(Notification.message).where(Notification.recipient_id == bo.id)).all()
    assert told == ['Nobody is left to ask as a substitute at "%(title)s"']
    assert at_table(sitting) == {"Carl Mose", "Dorte Eng", "Gerda Holm"}


def test_a_plain_no_says_that_nobody_need_come_and_the_secretary_can_ask_all_the_same(
    bo, client, dorte, dortes, ida, sitting
):
    assert "Nej, og ingen skal komme i stedet" in client(dorte).get(sitting.path).text
    answer_invitation(dorte, sitting, Reply.NO)
    assert asked(sitting) == []
    page = client(bo).get(sitting.path).text
    assert "Spørg Ida Krog" in page
    idas = line_for(sitting, dortes)[0].id
    way = f"{sitting.path}/medlemmer/{dortes.id}/stedfortraeder"
    for _click in range(2):
        client(bo).post(way, data={"wanted": idas})
    assert asked(sitting) == [("Ida Krog", None, True)]
    assert "Ida Krog blev spurgt" in client(bo).get(sitting.path).text


WAITS = "har ikke svaret på, om vedkommende kommer i stedet for Dorte Eng, og der er ikke flere at spørge."


def test_whoever_lets_the_time_pass_is_passed_over_and_the_next_is_asked_by_itself(
    bo, client, deliver_outbox, dorte, ida, letter_box, per, sitting
):
    now = clock.now()
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    with clock.frozen(now + timedelta(days=1, hours=23)):
        deliver_outbox()
        assert asked(sitting) == [("Ida Krog", None, True)]
        assert "har svarfrist" in client(bo).get(sitting.path).text
        assert "Svar senest" in newest_to(letter_box, ida)
    with clock.frozen(now + timedelta(days=2, minutes=1)):
        for _minute in range(2):
            deliver_outbox()
        assert asked(sitting) == [("Ida Krog", None, False), ("Per Vig", None, True)], "half the time left is his"
        assert client().post(link_of(sitting, ida), data={"answer": "ja"}).status_code == 422
        page = client(bo).get(sitting.path).text
        assert "Ida Krog blev spurgt" in page and "svarede ikke i tide" in page and "Per Vig blev spurgt" in page
        assert not [task for task in on_desk(bo) if WAITS in str(task.why)]
    assert "Det bliver du ikke spurgt om længere." in newest_to(letter_box, ida)
    with clock.frozen(now + timedelta(days=3, hours=18)):
        deliver_outbox()
        assert asked(sitting)[-1] == ("Per Vig", None, True), "nobody is left, so his answer still counts"
        assert [task.path for task in on_desk(bo) if f"Per Vig {WAITS}" in str(task.why)] == [sitting.path]
        answers(sitting, per, Reply.NO)
        assert len(asked(sitting)) == 2, "whoever let the time pass is not asked again"


def test_close_to_the_meeting_there_is_time_for_the_next_too(dorte, harbour, ida, per, table):
    sitting = sent_in(harbour, days=1)
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    (call,) = sitting.calls
    left = sitting.starts_at - call.asked_at
    assert answers_by(call) == call.asked_at + left / 2
    for share, expected in ((0.49, ["Ida Krog"]), (0.51, ["Ida Krog", "Per Vig"]), (0.6, ["Ida Krog", "Per Vig"])):
        with clock.frozen(call.asked_at + left * share):
            pass_over_the_late(10)
            assert [name for name, *_rest in asked(sitting)] == expected


def test_nobody_is_asked_for_a_meeting_that_is_cancelled_or_has_begun(bo, dorte, ida, per, sitting):
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    with clock.frozen(sitting.starts_at + timedelta(minutes=1)):
        assert pass_over_the_late(10) == 0
    cancel_sitting(bo, sitting, "Salen er optaget.")
    with clock.frozen(clock.now() + timedelta(days=3)):
        assert pass_over_the_late(10) == 0
    assert len(asked(sitting)) == 1


def test_two_workers_pass_over_one_and_the_same_once(app, dorte, dortes, ida, per, sitting):
    substitute(sitting.committee, "Ole Bro", dortes.party)
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    with transaction():
        sitting.calls[0].asked_at = clock.now() - timedelta(days=3)
    at_once(app, *[lambda: lambda: pass_over_the_late(10) for _worker in range(2)])
    assert [name for name, *_rest in asked(sitting)] == ["Ida Krog", "Per Vig"]


def test_a_member_who_comes_after_all_releases_the_substitute_who_is_told(
    client, deliver_outbox, dorte, ida, letter_box, sitting
):
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    answers(sitting, ida, Reply.YES)
    link = link_of(sitting, ida)
    client(dorte).post(f"{sitting.path}/svar", data={"answer": "ja"})
    deliver_outbox()
    assert at_table(sitting) == {"Carl Mose", "Dorte Eng", "Gerda Holm"}
    assert "Du skal alligevel ikke møde" in letter_box.to(ida.email)[-1]["Subject"]
    assert "Der skal ikke svares længere" in client().get(link).text
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    assert asked(sitting) == [("Ida Krog", None, True)], "released is not refused"


def test_when_it_is_moved_everybody_is_asked_anew(bo, client, deliver_outbox, dorte, ida, letter_box, sitting):
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    answers(sitting, ida, Reply.YES)
    link = link_of(sitting, ida)
    edit_sitting(bo, sitting, draft(days=9), reason="Salen er optaget.")
    deliver_outbox()
    assert at_table(sitting) == {"Carl Mose", "Dorte Eng", "Gerda Holm"}
    (told,) = [one for one in letter_box.to(ida.email) if "Kan du" not in one["Subject"]]
    assert told["Subject"].startswith("Flyttet") and "Du er ikke indkaldt" in told.get_body(("plain",)).get_content()
    assert "eller mødet er flyttet" in client().get(link).text


def test_a_substitute_is_told_that_it_is_cancelled(bo, deliver_outbox, dorte, ida, letter_box, sitting):
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    cancel_sitting(bo, sitting, "For få kan komme.")
    deliver_outbox()
    assert "For få kan komme." in newest_to(letter_box, ida)


def test_only_those_of_the_same_kind_and_party_are_asked(harbour, carl, dortes, gerda, ida, per, sitting):
    other = substitute(harbour, "Vita Ny", membership_of(harbour, carl.id).party)
    citizen = substitute(harbour, "Kim Bo", None, SeatType.CITIZEN)
    lines = {
        name: [one.user.name for one in line_for(sitting, membership_of(harbour, who.id))]
        for name, who in (("carl", carl), ("gerda", gerda))
    }
    assert lines == {"carl": [other.name], "gerda": [citizen.name]}
    assert [one.user.name for one in line_for(sitting, dortes)] == [ida.name, per.name]


def test_the_secretary_writes_down_what_is_said_on_the_phone(bo, carl, client, dorte, ida, sitting):
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    call = own_call(sitting, ida)
    way = f"{sitting.path}/stedfortraedere/{call.id}"
    assert client(carl).post(way, data={"answer": "ja"}).status_code == 403
    client(bo).post(way, data={"answer": "ja"})
    assert at_table(sitting) == {"Carl Mose", "Ida Krog", "Gerda Holm"}
    assert "Ida Krog kommer i stedet." in client(bo).get(sitting.path).text


def test_the_minutes_hold_the_substitute(bo, client, dorte, ida, harbour, per, table):
    sitting = sent_in(harbour, days=1)
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    answers(sitting, ida, Reply.NO)
    answers(sitting, per, Reply.YES)
    with clock.frozen(sitting.ends_at + timedelta(hours=1)):
        db.session.expire_all()
        minuted(sitting)
        page = client(bo).get(f"{sitting.path}/referat").text
    there = db.session.scalars(select(ItemPresence.membership_id).where(ItemPresence.state == Attending.PRESENT)).all()
    assert own_call(sitting, per).substitute_id in there and membership_of(harbour, dorte.id).id not in there
    assert "Per Vig" in page and "stedfortræder for Dorte Eng" in page and "Carl Mose (A)" in page


def test_a_substitute_whose_time_has_ended_is_not_at_the_table(dorte, ida, sitting):
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    answers(sitting, ida, Reply.YES)
    with transaction():
        own_call(sitting, ida).substitute.ends_on = clock.today()
    assert at_table(sitting) == {"Carl Mose", "Dorte Eng", "Gerda Holm"}


def test_when_the_member_leaves_the_seat_nobody_is_expected_in_their_place(client, dorte, dortes, ida, sitting):
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    answers(sitting, ida, Reply.YES)
    link = link_of(sitting, ida)
    with transaction():
        end_sitting(dortes, clock.today(), "Flytter")
    assert at_table(sitting) == {"Carl Mose", "Gerda Holm"}
    assert ida.id not in {one.id for one in those_who_come(reminded(sitting))}
    page = client().get(link).text
    assert "så der skal ikke svares" in page and "Du har svaret, at du kommer." not in page


def test_whoever_sits_in_the_place_for_a_longer_time_comes_and_nobody_else(
    client, dorte, dortes, harbour, ida, sitting
):
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    answers(sitting, ida, Reply.YES)
    link, karl = link_of(sitting, ida), person("Karl Sø")
    stands_in = seated(karl, harbour, SeatType.POLITICIAN, party=dortes.party, function=SeatFunction.SUBSTITUTE)
    with transaction():
        stands_in.substitute_for_id = dortes.id
    assert at_table(sitting) == {"Carl Mose", "Karl Sø", "Gerda Holm"}
    assert not [one for one in those_who_come(reminded(sitting)) if one.id == ida.id]
    assert "så der skal ikke svares" in client().get(link).text
    assert client().post(link, data={"answer": "nej"}).status_code == 422


def reminded(sitting):
    with transaction():
        return record(EventType.SITTING_REMINDED, sitting, actor=None, title=sitting.title, path=sitting.path)


@pytest.mark.parametrize("facts", [{}, {"agenda_sent_at": None}])
def test_whoever_does_not_answer_stands_on_the_desk_long_before_the_meeting(bo, dorte, facts, harbour, ida, table):
    sitting = sent_in(harbour, days=30)
    with transaction():
        for name, value in facts.items():
            setattr(sitting, name, value)
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    with clock.frozen(clock.now() + timedelta(days=3)):
        (task,) = [task for task in on_desk(bo) if "Ida Krog har ikke svaret" in str(task.why)]
        assert str(task.button) == "Se, hvem der kommer"
        answers(sitting, ida, Reply.YES)
        assert not [task for task in on_desk(bo) if "Ida Krog" in str(task.why)]


def test_of_a_move_only_those_who_are_called_are_asked_anew(
    bo, deliver_outbox, dorte, harbour, ida, letter_box, sitting
):
    with transaction():
        ida.grants.append(RoleGrant(role=Role.MEMBER, committee_id=harbour.id, starts_on=clock.today()))
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    answers(sitting, ida, Reply.YES)
    edit_sitting(bo, sitting, draft(days=9), reason="Salen er optaget.")
    deliver_outbox()
    moved = {who: moved_letter(letter_box, who) for who in (ida, dorte)}
    assert "Svar på ny" in moved[dorte] and LINK.findall(moved[dorte]) and "ikke indkaldt" not in moved[dorte]
    assert not [one for one in letter_box.to(ida.email) if "alligevel ikke" in one["Subject"]], "one letter says it"
    assert "Svar på ny" not in moved[ida] and not LINK.findall(moved[ida]) and "Salen er optaget." in moved[ida]


def moved_letter(letter_box, who):
    (letter,) = [one for one in letter_box.to(who.email) if one["Subject"].startswith("Flyttet")]
    return letter.get_body(("plain",)).get_content()


def test_two_who_answer_at_once(app, dorte, dortes, ida, per, sitting):
    """The member comes after all while the substitute says yes: whichever is first, only one of them is expected."""
    answer_invitation(dorte, sitting, Reply.SUBSTITUTE)
    tokens = [link_of(sitting, ida).removeprefix(PATH), path_of_answer(sitting, dortes).removeprefix(PATH)]
    at_once(app, *[lambda token=token: lambda: answer_by_link(token, Reply.YES) for token in tokens])
    names = at_table(sitting)
    assert names == {"Carl Mose", "Dorte Eng", "Gerda Holm"}
    (own,) = [one for one in who_comes(sitting) if one.member.user_id == dorte.id]
    assert own.is_coming and not own.is_replaced


def test_two_members_want_the_same_substitute_at_once(app, bo, harbour, dorte, ida, sitting):
    """One substitute, two of the same party who cannot come: one of them is replaced."""
    hans = person("Hans Rud")
    seated(hans, harbour, SeatType.POLITICIAN, party=membership_of(harbour, dorte.id).party)
    tokens = [path_of_answer(sitting, membership_of(harbour, who.id)).removeprefix(PATH) for who in (dorte, hans)]
    at_once(app, *[lambda token=token: lambda: answer_by_link(token, Reply.SUBSTITUTE) for token in tokens])
    assert asked(sitting) == [("Ida Krog", None, True)]
    types = db.session.scalars(select(Event.type).where(Event.type == "sitting.without-substitute")).all()
    assert len(types) == 1


def test_however_many_stay_away_the_page_asks_as_much(bo, carl, client, dorte, gerda, ida, per, queries, sitting):
    browser, path, others = client(bo), sitting.path, [client(who) for who in (carl, gerda)]

    def cost():
        db.session.expunge_all()
        with queries() as asked:
            page = browser.get(path).text
        return len(asked), int(re.search(r"Kommer ikke \((\d+)\)", page)[1])

    answer_invitation(dorte, sitting, Reply.NO)
    one, away = cost()
    for other in others:
        other.post(f"{path}/svar", data={"answer": "nej"})
    many, all_away = cost()
    assert (away, all_away) == (1, 3)
    assert many <= one
