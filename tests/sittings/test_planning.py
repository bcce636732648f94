from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.dates import daytime
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused, SavedBefore
from portal.notifications.models import Notification
from portal.rules.stages import Stage
from portal.sittings.actions.inviting import answer_invitation
from portal.sittings.actions.planning import cancel_sitting, edit_sitting, plan_sitting
from portal.sittings.forms import Reply
from portal.sittings.models import Sitting
from tests.cast import committee_in
from tests.sittings.scene import TITLE, TYPED, draft, sent_in, sitting_in, unsure
from tests.workshops.scene import workshop_in

LIST = "/udvalg/havnen/moeder/"


def planned():
    return db.session.scalars(select(Sitting)).all()


def test_a_secretary_plans_it_and_everybody_sees_that_and_when(bo, client, harbour):
    typed = TYPED | {"held_on": (clock.today() + timedelta(days=14)).isoformat()}
    answer = client(bo).post("/udvalg/havnen/udvalgsmoeder/nyt", data=typed)

    (sitting,) = planned()
    assert answer.headers["Location"] == f"{sitting.path}/dagsorden"
    event = db.session.scalars(select(Event)).one()
    assert (event.type, event.details) == ("sitting.planned", {"title": TITLE, "path": sitting.path})
    for page in (LIST, sitting.path):
        text = client().get(page).text
        assert TITLE in text and TYPED["place"] in text and daytime(sitting.starts_at)[1:].split(" kl.")[0] in text
        assert "Udvalgsmøde, lukket" in text and TYPED["link"] not in text


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva", "finn", "rita"])
def test_others_do_not_plan(request, harbour, who):
    with pytest.raises(NotAllowed):
        plan_sitting(request.getfixturevalue(who), harbour, draft())
    assert not planned()


def test_not_after_the_work(bo, harbour):
    harbour.stage = Stage.CLOSED
    db.session.commit()
    with pytest.raises(NotAllowed):
        plan_sitting(bo, harbour, draft())


def test_two_clicks_are_one_meeting_and_other_words_are_told_of_it(bo, harbour):
    wanted = draft()
    assert plan_sitting(bo, harbour, wanted) is plan_sitting(bo, harbour, wanted)
    with pytest.raises(SavedBefore):
        plan_sitting(bo, harbour, draft(starts_at=wanted.starts_at, ends_at=wanted.ends_at, place="Biblioteket"))
    assert len(planned()) == 1


def test_not_in_the_past_and_nothing_typed_is_lost(bo, client, harbour):
    typed = TYPED | {"held_on": (clock.today() - timedelta(days=1)).isoformat()}
    answer = client(bo).post("/udvalg/havnen/udvalgsmoeder/nyt", data=typed)
    assert answer.status_code == 422 and "Vælg et tidspunkt, der ikke er passeret" in answer.text
    assert TYPED["link"] in answer.text and not planned()


def test_a_link_is_a_whole_address(bo, client, harbour):
    typed = TYPED | {"held_on": (clock.today() + timedelta(days=1)).isoformat(), "link": "javascript:alert(1)"}
    answer = client(bo).post("/udvalg/havnen/udvalgsmoeder/nyt", data=typed)
    assert answer.status_code == 422 and "Skriv hele adressen" in answer.text and not planned()


def test_a_move_says_why_and_the_members_are_told(bo, carl, client, dorte, deliver_outbox, harbour):
    sitting = sitting_in(harbour)
    was = daytime(sitting.starts_at)
    with pytest.raises(Refused):
        edit_sitting(bo, sitting, draft(days=20))
    edit_sitting(bo, sitting, draft(days=20), reason="Salen er optaget.")
    deliver_outbox()

    assert {row.recipient_id for row in db.session.scalars(select(Notification))} == {carl.id, dorte.id}
    page = client().get(sitting.path).text
    assert was in page and "Salen er optaget." in page


def test_other_changes_tell_nobody(bo, carl, deliver_outbox, harbour):
    sitting = sitting_in(harbour)
    edit_sitting(bo, sitting, draft(title="Fjerde møde", link=TYPED["link"]))
    deliver_outbox()
    assert sitting.title == "Fjerde møde" and not db.session.scalars(select(Notification)).all()


def test_it_is_cancelled_with_a_reason(bo, carl, client, deliver_outbox, harbour):
    sitting = sitting_in(harbour)
    data = {"reason": "Formanden er syg."}
    asked = unsure(client(bo)).post(f"{sitting.path}/aflys", data=data)
    assert asked.status_code == 200 and "Formanden er syg." in asked.text and not planned()[0].cancelled_at
    client(bo).post(f"{sitting.path}/aflys", data=data)
    deliver_outbox()

    assert db.session.scalars(select(Notification)).one().recipient_id == carl.id
    for page in (LIST, sitting.path):
        assert "Aflyst" in client().get(page).text and "Formanden er syg." in client().get(page).text


@pytest.mark.parametrize("facts", [{"days": -1}, {"days": 0}, {"cancelled_at": clock.now(), "cancel_reason": "Syg."}])
def test_what_has_begun_or_been_cancelled_is_not_changed(bo, harbour, facts):
    sitting = sitting_in(harbour, **facts)
    for deed in (
        lambda: edit_sitting(bo, sitting, draft(), reason="Nej."),
        lambda: cancel_sitting(bo, sitting, "Nej."),
    ):
        with pytest.raises(Refused):
            deed()


def test_one_list_holds_both_forms_of_meetings_soonest_first(client, harbour):
    sitting_in(harbour, days=10, title="Udvalget mødes")
    workshop_in(harbour, days=5, title="Kom til workshop")
    workshop_in(harbour, days=-5, title="Workshop holdt")
    sitting_in(harbour, days=-9, title="Udvalget mødtes")
    text = client().get(LIST).text
    places = [
        text.index(title) for title in ("Kom til workshop", "Udvalget mødes", "Workshop holdt", "Udvalget mødtes")
    ]
    assert places == sorted(places)


def test_the_link_is_seen_by_those_who_come(bo, carl, client, eva, harbour, gerda, table):
    sitting = sent_in(harbour, link=TYPED["link"])

    def who_sees():
        return [TYPED["link"] in client(who).get(sitting.path).text for who in (bo, carl, gerda, eva)]

    says = "Linket står her, når du har sagt, at du kommer."
    assert who_sees() == [True, False, False, False]
    assert says in client(carl).get(sitting.path).text and says not in client(eva).get(sitting.path).text
    answer_invitation(carl, sitting, Reply.YES)
    assert who_sees() == [True, True, False, False]
    answer_invitation(carl, sitting, Reply.NO)
    assert who_sees() == [True, False, False, False]


def test_who_has_not_answered_in_time_is_sent_to_the_secretary_for_the_link(carl, client, harbour, table):
    sitting = sent_in(harbour, link=TYPED["link"])
    with clock.frozen(sitting.starts_at + timedelta(minutes=5)):
        text = client(carl).get(sitting.path).text
    assert "Bed sekretæren om linket." in text and "når du har sagt" not in text and TYPED["link"] not in text


def test_a_committee_that_nobody_may_see_has_no_meetings(client, fjordby, harbour):
    hidden = committee_in(fjordby, "Torvet", "torvet")
    sitting = sitting_in(hidden)
    hidden.published_at = None
    db.session.commit()
    assert client().get(sitting.path).status_code == 404
