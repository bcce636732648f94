"""What cannot wait goes at once, alone and outside the count; and who is told is asked again when it is written."""

from datetime import date, datetime, timedelta

import pytest

from portal.accounts.actions.people import invite_person
from portal.accounts.forms import InvitationDraft
from portal.accounts.models import RoleGrant, Visitor
from portal.accounts.origin import Origin
from portal.events.delivery import deliver, handlers_of
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.actions import confirm_guest_idea, send_as_guest, submit_idea
from portal.ideas.forms.writing import IdeaDraft, Sender
from portal.ideas.links import OWN_PATH, path_of_confirmation
from portal.ideas.models import ShownAs
from portal.ideas.queries import guest_idea_of_submission
from portal.notifications.actions import choose_paces
from portal.notifications.models import Notification, Pace
from portal.reactions.posting import post_letters
from portal.recommendations.actions.recommendation import draft_recommendation, take_position
from portal.recommendations.models import Choice
from portal.rules.notices import NoticeKind
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.workshops.actions.coming import sign_off, sign_up
from portal.workshops.actions.planning import cancel_workshop, edit_workshop, plan_workshop
from portal.workshops.forms.coming import SignUpDraft
from portal.workshops.models import ParticipantKind
from tests.cast import person, seated
from tests.factories import saved
from tests.ideas.scene import DRAFT as IDEA
from tests.reactions.scene import happened, idea_of
from tests.recommendations.scene import DRAFT as RECOMMENDATION
from tests.workshops.scene import comes, draft, workshop_in

MONDAY = datetime(2026, 3, 2, 12)
CITIZEN = SignUpDraft(ParticipantKind.CITIZEN)


@pytest.fixture
def monday(app):
    """Noon on a Monday."""
    with clock.frozen(clock.moment_in_denmark(MONDAY)):
        yield


@pytest.fixture
def busy(monday, harbour, anna, bo, deliver_outbox, letter_box):
    """Anna has had today's letter, and another waits for tomorrow."""
    for _ in range(2):
        happened(EventType.IDEA_ANSWERED, idea_of(anna, harbour), bo)
        deliver_outbox()
    assert len(letter_box.to(anna.email)) == 1


def text_of(letter):
    return letter.get_body(("plain",)).get_content().replace("\N{NO-BREAK SPACE}", " ")


def test_a_meeting_cancelled_tomorrow_is_told_now(busy, harbour, anna, bo, deliver_outbox, letter_box):
    workshop = workshop_in(harbour, days=1)
    comes(anna, workshop)
    cancel_workshop(bo, workshop, "Salen er oversvømmet.")
    deliver_outbox()
    letter = letter_box.to(anna.email)[1]
    text = text_of(letter)
    assert letter["Subject"] == "Aflyst: Badeliv på kajen"
    for told in ("Salen er oversvømmet.", "tirsdag d. 3. marts 2026 kl. 14.00", "Kulturhuset", workshop.path):
        assert told in text
    assert "idé" not in text, "alone"
    deliver_outbox(days_later=1)
    assert len(letter_box.to(anna.email)) == 3, "what waited still comes the next morning"


def test_a_meeting_moved_says_why_from_when_and_to_when(busy, harbour, anna, bo, deliver_outbox, letter_box):
    """Also when it is moved from tomorrow to next month: who is not told stands before a closed door."""
    workshop = workshop_in(harbour, days=1)
    comes(anna, workshop)
    edit_workshop(bo, workshop, draft(days=30, place="Skolen"), reason="Salen er oversvømmet.")
    deliver_outbox()
    letter = letter_box.to(anna.email)[1]
    text = text_of(letter)
    assert letter["Subject"] == "Flyttet: Badeliv på kajen"
    for told in ("Salen er oversvømmet.", "Tid: onsdag d. 1. april 2026", "Sted: Skolen", "meld",
                 "holdt tirsdag d. 3. marts 2026 kl. 14.00, Kulturhuset", workshop.path):  # fmt: skip
        assert told in text, told


@pytest.mark.parametrize(("days", "now"), [(0.2, 1), (2, 1), (3, 0)])
def test_what_is_further_away_waits_for_its_turn(busy, harbour, anna, bo, deliver_outbox, letter_box, days, now):
    workshop = workshop_in(harbour, days=days)
    comes(anna, workshop)
    cancel_workshop(bo, workshop, "Salen er oversvømmet.")
    deliver_outbox()
    assert len(letter_box.to(anna.email)) == 1 + now


def test_a_receipt_comes_at_once_and_a_new_meeting_tomorrow_too(
    busy, harbour, anna, carl, bo, deliver_outbox, letter_box
):
    workshop = plan_workshop(bo, harbour, draft(days=1))
    sign_up(anna, workshop, CITIZEN)
    deliver_outbox()
    assert letter_box.to(anna.email)[1]["Subject"] == "Du er tilmeldt: Badeliv på kajen"
    assert letter_box.to(carl.email)[0]["Subject"].startswith("Møde tirsdag")


def test_who_wants_it_weekly_gets_it_at_once_and_who_wants_none_gets_none(
    monday, harbour, anna, gerda, bo, deliver_outbox, letter_box
):
    choose_paces(anna, {NoticeKind.APPOINTMENT: Pace.WEEKLY})
    choose_paces(gerda, {NoticeKind.APPOINTMENT: Pace.PORTAL})
    workshop = workshop_in(harbour, days=1)
    for one in (anna, gerda):
        comes(one, workshop)
    cancel_workshop(bo, workshop, "Sygdom.")
    deliver_outbox()
    assert len(letter_box.to(anna.email)) == 1 and not letter_box.to(gerda.email)


def test_who_has_signed_off_meanwhile_is_not_told(monday, harbour, anna, gerda, bo, app, letter_box):
    workshop = workshop_in(harbour, days=2)
    for one in (anna, gerda):
        comes(one, workshop)
    edit_workshop(bo, workshop, draft(days=1), reason="Salen er i brug.")
    deliver(handlers_of.of(app), at_most=100)  # told on the portal, and no letter yet
    sign_off(anna, workshop)
    assert post_letters() == 1
    assert letter_box.to(gerda.email) and not letter_box.to(anna.email)
    assert not db.session.query(Notification).filter_by(waiting=True).count()


def test_a_refused_letter_is_tried_again_and_then_left(monday, harbour, anna, bo, app, deliver_outbox, letter_box):
    workshop = workshop_in(harbour, days=1)
    comes(anna, workshop)
    letter_box.refusing = "451 later"
    cancel_workshop(bo, workshop, "Sygdom.")
    deliver_outbox()
    assert post_letters() == 0, "not each round"
    letter_box.refusing = None
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert post_letters() == 1
        assert post_letters() == 0
    assert len(letter_box.to(anna.email)) == 1


def test_moving_asks_why(client, bo, anna, harbour):
    workshop = workshop_in(harbour)
    comes(anna, workshop)
    path = f"/moeder/{workshop.id}/ret"
    typed = {"kind": "workshop", "title": workshop.title, "purpose": "P", "influence": "develop", "capacity": "30",
             "held_on": (clock.today() + timedelta(days=20)).isoformat(), "from_time": "17:00", "to_time": "19:00",
             "place": "Skolen", "version": str(workshop.version)}  # fmt: skip
    page = client(bo).post(path, data=typed)
    assert page.status_code == 422
    assert "Skriv, hvorfor mødet er flyttet" in page.text and "Skolen" in page.text
    assert client(bo).post(path, data=typed | {"reason": "Salen er i brug."}).location == workshop.path


# -- to the right people ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [1, 9])
def test_a_member_who_was_told_of_a_meeting_hears_of_its_move_and_cancelling(
    monday, harbour, carl, dorte, gerda, bo, deliver_outbox, letter_box, days
):
    """Carl comes, Dorte was told and has not signed up, Gerda wants no mail; somebody new at the table was not told."""
    choose_paces(gerda, {NoticeKind.APPOINTMENT: Pace.PORTAL})
    workshop = plan_workshop(bo, harbour, draft(days=1))
    comes(carl, workshop)
    deliver_outbox()
    assert letter_box.to(dorte.email)[0]["Subject"].startswith("Møde tirsdag")
    new = person("Nye Nielsen")
    seated(new, harbour)
    edit_workshop(bo, workshop, draft(days=days + 1, place="Skolen"), reason="Salen er oversvømmet.")
    deliver_outbox()
    moved = {one: text_of(letter_box.to(one.email)[1]) for one in (carl, dorte)}
    assert all("Salen er oversvømmet." in text and "Sted: Skolen" in text for text in moved.values())
    assert "beholder din plads" in moved[carl] and "fordi du er tilmeldt" in moved[carl]
    assert "plads" not in moved[dorte] and "og har fået besked om mødet" in moved[dorte]
    cancel_workshop(bo, workshop, "Taleren er syg.")
    deliver_outbox()
    assert len(letter_box.to(dorte.email)) == 3 and "Taleren er syg." in text_of(letter_box.to(dorte.email)[2])
    assert not letter_box.to(gerda.email) and not letter_box.to(new.email)


def test_who_is_no_longer_secretary_gets_no_letter_that_waited(harbour, anna, bo, app, letter_box, monday):
    happened(EventType.IDEA_ANSWERED, idea_of(bo, harbour), None)
    deliver(handlers_of.of(app), at_most=100)
    post_letters()  # Bo has had today's letter
    submit_idea(anna, harbour, IDEA)
    deliver(handlers_of.of(app), at_most=100)
    bo.grants[0].ends_on = clock.today()
    saved(bo)
    with clock.frozen(clock.now() + timedelta(days=1)):
        assert post_letters() == 0
    assert len(letter_box.to(bo.email)) == 1


def test_an_unread_title_is_in_no_letter_to_others(harbour, anna, bo, app, letter_box, monday, deliver_outbox):
    submit_idea(anna, harbour, IDEA)
    deliver_outbox()
    for _ in range(2):
        submit_idea(anna, harbour, IDEA)
    happened(EventType.IDEA_ANSWERED, idea_of(bo, harbour), None)
    deliver_outbox()
    deliver_outbox(days_later=1)
    alone, gathered = letter_box.to(bo.email)
    for letter in (alone, gathered):
        whole = letter["Subject"] + text_of(letter) + letter.get_body(("html",)).get_content()
        assert IDEA.title not in whole
        assert "Havnen" in whole
    assert "titlen står på portalen" in text_of(gathered) and "Lys på søen" in text_of(gathered)


def test_a_seat_that_was_given_by_mistake_is_not_told(harbour, fjordby, app, letter_box, monday):
    someone = person("Ib Sø")
    membership = seated(someone, harbour)
    happened(EventType.MEMBER_APPOINTED, membership, None)
    deliver(handlers_of.of(app), at_most=100)
    membership.ends_on = clock.today() - timedelta(days=1)
    saved(membership)
    assert post_letters() == 0


# -- with what one needs ----------------------------------------------------------------------------------------------


def test_an_invitation_says_who_invites_and_to_what(harbour, bo, finn, letter_box, deliver_outbox):
    invite_person(finn, InvitationDraft("Per Vig", "per@example.dk"))
    new = person("Ida Krog")
    new.password_hash = new.confirmed_at = None
    new.invited_at = clock.now()
    new.grants = [RoleGrant(role=Role.MEMBER, committee_id=harbour.id, starts_on=date(2020, 1, 1))]
    saved(new)
    happened(EventType.ACCOUNT_INVITED, new, bo)
    deliver_outbox()
    first = letter_box.to("per@example.dk")[0]
    assert finn.name in text_of(first) and "Fjordby Kommune" in first["Subject"]
    second = letter_box.to(new.email)[0]
    assert second["Subject"] == "Din invitation til »Havnen«"
    assert "Bo Lund inviterer dig på vegne af Fjordby Kommune" in text_of(second)


def test_a_guest_gets_a_receipt(harbour, letter_box, deliver_outbox):
    draft_of_guest = IdeaDraft("En bro", "Over vandet.", ShownAs.FULL_NAME, submission_key="k1")
    sender, here = Sender("Ida Krog", "ida@example.dk"), Origin("192.0.2.7", "Firefox")
    send_as_guest(Visitor(), harbour, draft_of_guest, sender, here)
    confirm_guest_idea(path_of_confirmation(guest_idea_of_submission("k1")).rpartition("/")[2])
    deliver_outbox()
    letter = letter_box.to("ida@example.dk")[-1]
    assert letter["Subject"] == "Vi har modtaget din idé: En bro"
    assert OWN_PATH in text_of(letter) and "svarer senest d." in text_of(letter)


def test_an_account_that_sends_an_idea_gets_no_letter_of_it(anna, harbour, letter_box, deliver_outbox):
    submit_idea(anna, harbour, IDEA)
    deliver_outbox()
    assert not letter_box.to(anna.email)


def test_a_member_hears_that_a_position_is_wanted(harbour, bo, carl, dorte, app, letter_box, monday):
    harbour.stage = Stage.CO_DESIGN
    saved(harbour)
    row = draft_recommendation(bo, harbour, RECOMMENDATION)
    deliver(handlers_of.of(app), at_most=100)
    take_position(dorte, row, Choice.FOR)
    assert post_letters() == 1, "who has taken one meanwhile is not asked"
    letter = letter_box.to(carl.email)[0]
    assert letter["Subject"] == f"Tag stilling: {RECOMMENDATION.title}"
    assert row.path in text_of(letter)
    assert not letter_box.to(dorte.email)
