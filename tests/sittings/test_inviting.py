import pytest
from sqlalchemy import select

from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.notifications.models import Notification
from portal.sittings.actions.inviting import answer_invitation
from portal.sittings.actions.planning import edit_sitting
from portal.sittings.forms import Reply
from portal.sittings.models import SittingAnswer
from portal.sittings.queries import who_comes
from tests.sittings.scene import TITLE, draft, on_desk, sent_in


@pytest.fixture
def sitting(table, harbour):
    """In five days; Carl, Dorte and Gerda sit at the table."""
    return sent_in(harbour, days=5)


def said(sitting):
    db.session.expire_all()
    return [one.is_coming for one in who_comes(sitting)]


def test_a_member_says_so_with_one_press_and_may_say_otherwise(carl, client, sitting):
    page = client(carl).get(sitting.path).text
    assert "Du har ikke svaret endnu." in page and "Ja, jeg kommer" in page
    client(carl).post(f"{sitting.path}/svar", data={"answer": "ja"}, follow_redirects=True)
    assert said(sitting) == [True, None, None]
    page = client(carl).get(sitting.path).text
    assert "Du har svaret, at du kommer." in page and "Ja, jeg kommer" not in page
    client(carl).post(f"{sitting.path}/svar", data={"answer": "nej"})
    assert said(sitting) == [False, None, None]


def test_opening_the_page_answers_nothing(carl, client, sitting):
    client(carl).get(sitting.path)
    client(carl).get(f"{sitting.path}/svar")
    assert said(sitting) == [None, None, None]


def test_the_secretary_hears_of_a_no_once_and_is_led_to_a_substitute(bo, carl, client, deliver_outbox, dorte, sitting):
    for _click in range(2):
        client(carl).post(f"{sitting.path}/svar", data={"answer": "nej"})
    client(dorte).post(f"{sitting.path}/svar", data={"answer": "ja"})
    deliver_outbox()
    assert [row.recipient_id for row in db.session.scalars(select(Notification))] == [bo.id]
    page = client(bo).get(sitting.path).text
    for words in ("Kommer (1)", "Kommer ikke (1)", "Har ikke svaret (1)", "Indkald en stedfortræder"):
        assert words in page, words


def test_whoever_has_not_answered_stands_on_the_desk_until_all_have(bo, table, sitting):
    def waits():
        return [task for task in on_desk(bo) if task.path == sitting.path]

    assert "3 medlemmer har ikke svaret" in str(waits()[0].why)
    for member in table:
        answer_invitation(member, sitting, Reply.YES)
    assert waits() == []


@pytest.mark.parametrize("who", ["anna", "bo", "eva", "finn"])
def test_nobody_else_answers_or_sees_who_comes(request, client, sitting, who, carl):
    actor = request.getfixturevalue(who)
    answer_invitation(carl, sitting, Reply.YES)
    with pytest.raises(NotAllowed):
        answer_invitation(actor, sitting, Reply.YES)
    assert ("Har ikke svaret" in client(actor).get(sitting.path).text) is (who == "bo")


@pytest.mark.parametrize("facts", [{"days": 0}, {"days": -1}])
def test_not_when_it_has_begun(table, harbour, facts):
    with pytest.raises(Refused):
        answer_invitation(table[0], sent_in(harbour, **facts), Reply.YES)


@pytest.mark.parametrize("sent", [{}, {"answer": "maaske"}])
def test_what_no_button_says_is_told(carl, client, sitting, sent):
    assert client(carl).post(f"{sitting.path}/svar", data=sent).status_code == 422
    assert not db.session.scalars(select(SittingAnswer)).all()


def test_the_meeting_stands_on_the_desk_of_those_who_sit_at_the_table(anna, carl, client, sitting):
    assert [sitting.path in client(who).get("/skrivebord").text for who in (carl, anna)] == [True, False]


def test_a_yes_to_another_time_is_no_yes_to_the_new_one(bo, carl, deliver_outbox, letter_box, sitting):
    answer_invitation(carl, sitting, Reply.YES)
    same = {"starts_at": sitting.starts_at, "ends_at": sitting.ends_at}
    edit_sitting(bo, sitting, draft(title="Et andet navn", **same))
    assert said(sitting) == [True, None, None], "nothing that they said yes to has changed"
    edit_sitting(bo, sitting, draft(days=9), reason="Salen er optaget.")
    deliver_outbox()
    assert said(sitting) == [None, None, None]
    letter = letter_box.to(carl.email)[-1].get_body(("plain",)).get_content()
    assert TITLE in letter and "Svar på ny, om du kommer." in letter
