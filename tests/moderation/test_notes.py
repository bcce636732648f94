"""Notes of a meeting are reported, kept and hidden as ideas are, also those that nobody wrote by name."""

import pytest
from sqlalchemy import select

from portal.accounts.models import User, Visitor
from portal.events.models import Event
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.moderation.actions import appeal_decision, keep_content, overturn_decision, uphold_decision
from portal.moderation.models import AuthorRole, CaseState, ModerationCase
from portal.moderation.queries import account, cases_waiting_for, is_kept_from, latest_case_or_404
from portal.notifications.models import Notification
from portal.privacy.actions.erasing import erase_person
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.trace.edges import link
from portal.trace.models import TraceRelation
from portal.workshops.actions.noting import hide_note, show_note
from portal.workshops.actions.writing import correct_note
from portal.workshops.forms import NoteDraft
from portal.workshops.models import NoteDot, Workshop, WorkshopNote
from portal.workshops.queries import notes_of
from portal.workshops.queries.dots import chosen
from portal.workshops.tracing import describe_note
from tests.cast import person
from tests.factories import saved
from tests.moderation.scene import SECRET, hidden, reported
from tests.sittings.scene import on_desk
from tests.workshops.scene import published_in, read_back_in

REASON = "Teksten taler grimt om andre."
SAID = f"Alt det {SECRET} i havnen."
TYPED = {"code": "offensive", "text": "Grimt."}


def note_in(workshop, author=None, *, paragraph=None):
    whose = {"author_id": author and author.id, "paragraph_id": paragraph and paragraph.id}
    said = {"body": SAID, "body_html": f"<p>{SAID}</p>"}
    return saved(WorkshopNote(workshop_id=workshop.id, table_number=1, **whose, **said))


@pytest.fixture
def workshop(harbour, bo):
    harbour.stage = Stage.CO_DESIGN
    return published_in(harbour, bo)


@pytest.fixture
def note(workshop):
    """From a phone, under a heading of a published outcome."""
    return note_in(workshop, paragraph=workshop.paragraphs[0])


@pytest.fixture
def facilitator(harbour):
    return person("Finn Fører", Role.FACILITATOR, committee=harbour)


def told(kind):
    """Who has been told of it."""
    told_of = select(User.name).join(Notification, Notification.recipient_id == User.id).join(Event)
    return list(db.session.scalars(told_of.where(Event.type == kind)))


def address(note):
    return f"/anmeld/note/{note.id}"


def test_everybody_who_is_signed_in_reports_what_everybody_reads(note, workshop, gerda, client, deliver_outbox, bo):
    assert address(note) in client().get(workshop.path).text
    assert client().get(address(note)).status_code == 302
    assert client().post(address(note), data=TYPED).status_code == 401
    browser = client(gerda)
    assert address(note) in browser.get(workshop.path).text
    assert SAID not in browser.get(address(note)).text
    assert browser.post(address(note), data={"code": ""}).status_code == 422
    for _twice in range(2):
        assert browser.post(address(note), data=TYPED).location == f"{workshop.path}#note-{note.id}"
    (case,) = db.session.scalars(select(ModerationCase))
    assert (case.author_id, case.author_role, case.committee_id) == (None, AuthorRole.NOBODY, workshop.committee_id)
    deliver_outbox()
    assert told(EventType.MODERATION_REPORTED) == [bo.name]
    assert case.path in client(bo).get("/moderation/koe").text
    assert case.path in [task.path for task in on_desk(bo)]
    page = client(bo).get(case.path).text
    assert SAID in page and "ingen kan klage" in page


def test_before_the_outcome_is_published_those_report_it_who_read_it(harbour, anna, bo, carl, client):
    harbour.stage = Stage.CO_DESIGN
    draft = read_back_in(harbour, bo)
    note = note_in(draft)
    for browser in (client(anna), client()):
        assert browser.get(f"{draft.path}/noter").status_code in {302, 401, 403}
    assert client(anna).get(address(note)).status_code == 404
    assert client(anna).post(address(note), data=TYPED).status_code == 404
    assert address(note) in client(carl).get(f"{draft.path}/noter").text
    assert client(carl).post(address(note), data=TYPED).location == f"{draft.path}/noter#note-{note.id}"
    assert db.session.scalars(select(ModerationCase)).one().state is CaseState.OPEN


def test_what_those_who_hold_the_meeting_have_hidden_is_reported_by_nobody(note, workshop, bo, gerda, client):
    hide_note(bo, workshop, note)
    assert client(gerda).get(address(note)).status_code == 404


def test_who_took_it_down_does_not_report_it(workshop, bo, client):
    note = note_in(workshop, bo)
    assert address(note) not in client(bo).get(workshop.path).text
    assert "din egen tekst" in client(bo).get(address(note)).text


def test_it_is_kept_and_those_who_reported_it_are_told(note, workshop, gerda, bo, client, deliver_outbox):
    keep_content(bo, reported(note, gerda), "Tonen er skarp, men ikke mod nogen.")
    deliver_outbox()
    assert told(EventType.MODERATION_KEPT) == [gerda.name]
    assert SAID in client().get(workshop.path).text


def test_of_a_note_from_a_phone_nobody_is_told_and_nobody_can_appeal(note, gerda, bo, sofie, client, deliver_outbox):
    matter = hidden(note, bo, gerda)
    deliver_outbox()
    assert told(EventType.MODERATION_HIDDEN) == []
    assert told(EventType.MODERATION_REPORT_DECIDED) == [gerda.name]
    assert (note.hidden_at, note.hidden_reason) == (matter.case.decided_at, REASON)
    for who in (gerda, bo, sofie):
        assert client(who).post(f"{matter.case.path}/klag", data={"appeal-appeal": "Nej."}).status_code in {403, 404}
        assert client(who).get(f"/moderation/om/note/{note.id}").status_code == 404
    assert matter.case.state is CaseState.HIDDEN


def test_the_public_account_counts_it_among_texts_without_a_name(note, gerda, bo, client):
    hidden(note, bo, gerda)
    assert dict(account().by_role[AuthorRole.NOBODY]) == {"hidden": 1}
    page = client().get("/moderation").text
    assert "Tekster uden navn" in page and "Note fra et møde" in page


def test_a_case_without_an_author_has_a_moderator(note, gerda, bo, sofie):
    """Nobody is not the same person as anybody: the queue is not empty, and is the secretary's."""
    matter = reported(note, gerda)
    assert [case.id for case in cases_waiting_for(bo)] == [matter.case.id]
    administrator = person("Ada Admin", Role.ADMINISTRATOR)
    assert cases_waiting_for(administrator) == [], "who decides appeals meets reports only where no moderator is left"


def test_who_took_it_down_with_an_account_is_told_and_appeals(workshop, facilitator, gerda, bo, sofie, client,
                                                              deliver_outbox):  # fmt: skip
    note = note_in(workshop, facilitator)
    matter = hidden(note, bo, gerda)
    deliver_outbox()
    assert told(EventType.MODERATION_HIDDEN) == [facilitator.name]
    browser = client(facilitator)
    assert f"/moderation/om/note/{note.id}" in browser.get(workshop.path).text
    assert browser.get(f"/moderation/om/note/{note.id}").location == matter.case.path
    assert SAID in browser.get(matter.case.path).text
    appeal_decision(facilitator, matter, "Det var et citat.")
    overturn_decision(sofie, matter, "Ja.")
    deliver_outbox()
    assert told(EventType.MODERATION_OVERTURNED) == [facilitator.name]
    assert (note.hidden_at, note.hidden_reason) == (None, None)
    assert SAID in client().get(workshop.path).text
    assert matter.case.author_role is AuthorRole.NOBODY, "a note is not attributed to who took it down"


def test_an_appeal_that_is_not_followed_is_told_to_who_took_it_down(workshop, facilitator, gerda, bo, sofie,
                                                                    deliver_outbox):  # fmt: skip
    matter = hidden(note_in(workshop, facilitator), bo, gerda)
    appeal_decision(facilitator, matter, "Det var et citat.")
    uphold_decision(sofie, matter, "Nej.")
    deliver_outbox()
    assert told(EventType.MODERATION_UPHELD) == [facilitator.name]


def test_who_took_it_down_can_be_erased(workshop, facilitator, gerda, bo):
    note = note_in(workshop, facilitator)
    matter = hidden(note, bo, gerda)
    erase_person(person("Ada Admin", Role.ADMINISTRATOR), facilitator, reason="Har bedt om det.")
    assert db.session.get(ModerationCase, matter.case.id).state is CaseState.HIDDEN
    assert db.session.get(WorkshopNote, note.id).is_moderated


def test_those_who_hold_the_meeting_cannot_show_it_again(workshop, facilitator, note, gerda, bo, client):
    matter = hidden(note, bo, gerda)
    browser, notes = client(facilitator), f"{workshop.path}/noter"
    page = browser.get(notes).text
    assert "Skjult af moderator" in page and REASON in page
    assert f"{notes}/{note.id}/vis" not in page and f"{notes}/{note.id}/skjul" not in page
    refused = browser.post(f"{notes}/{note.id}/vis")
    assert refused.status_code in {409, 422} and "En moderator har skjult noten" in refused.text
    with pytest.raises(Refused):
        show_note(facilitator, workshop, note)
    hide_note(facilitator, workshop, note)
    assert (note.hidden_at, note.hidden_reason) == (matter.case.decided_at, REASON)


def test_nor_read_or_correct_it(harbour, facilitator, gerda, carl, bo, client):
    harbour.stage = Stage.CO_DESIGN
    draft = read_back_in(harbour, bo)
    note = note_in(draft)
    hidden(note, bo, carl)
    browser = client(facilitator)
    page = browser.get(f"{draft.path}/noter/{note.id}")
    assert page.status_code in {409, 422} and SAID not in page.text
    assert f"{draft.path}/noter/{note.id}" not in browser.get(f"{draft.path}/noter").text
    with pytest.raises(Refused):
        correct_note(facilitator, draft, note, NoteDraft(1, "Noget andet"))


def test_while_a_report_waits_they_can_hide_it_themselves_and_it_is_decided_all_the_same(note, workshop, gerda, bo,
                                                                                         client):  # fmt: skip
    matter = reported(note, gerda)
    hide_note(bo, workshop, note)
    assert client(bo).get(matter.case.path).status_code == 200
    hidden(note, bo, gerda)
    assert note.is_moderated
    assert "Skjult af moderator" in client().get(workshop.path).text


PUBLIC = ("", "/udbytte/udskrift")
INSIDE = ("/noter", "/sortering", "/udbytte", "/prikker", "/rummet")


@pytest.mark.parametrize("who", [None, "gerda", "carl", "bo", "facilitator"])
def test_the_text_is_nowhere(note, workshop, harbour, gerda, bo, who, request, client, deliver_outbox):
    workshop.dots_each, workshop.dots_opened_at, workshop.dots_closed_at = 3, clock.now(), clock.now()
    note.paper_dots = 99
    saved(note)
    with transaction():
        link(TraceRelation.DERIVED_FROM, note, workshop.paragraphs[0])
    hidden(note, bo, gerda)
    deliver_outbox()
    browser = client(request.getfixturevalue(who) if who else None)
    paths = [f"{workshop.path}{page}" for page in (*PUBLIC, *INSIDE)]
    paths += [f"{workshop.path}/afsnit/{workshop.paragraphs[0].id}", f"/soeg?q={SECRET}", f"/soeg.csv?q={SECRET}",
              f"/soeg.atom?q={SECRET}", f"{harbour.path}spor", harbour.path, "/", "/moderation"]  # fmt: skip
    opened = 0
    for path in paths:
        answer = browser.get(path)
        assert SAID not in answer.text and (f"q={SECRET}" in path or SECRET not in answer.text), path
        opened += answer.status_code == 200
    assert opened >= 8
    for page in PUBLIC:
        shown = browser.get(f"{workshop.path}{page}").text
        assert "Skjult af moderator" in shown and REASON in shown, page
    assert workshop.path not in browser.get(f"/soeg?q={SECRET}").text


def test_the_screen_in_the_room_says_that_it_is_hidden(note, workshop, gerda, bo, client):
    workshop.dots_each, workshop.dots_opened_at, workshop.dots_closed_at = 3, clock.now(), clock.now()
    note.paper_dots = 99
    saved(note)
    hidden(note, bo, gerda)
    assert chosen(workshop)[0].id == note.id
    page = client(bo).get(f"{workshop.path}/rummet").text
    assert "Skjult af moderator" in page and SAID not in page


def test_on_the_red_thread_stands_that_it_is_hidden(note, gerda, bo):
    assert SAID in describe_note(note).text
    hidden(note, bo, gerda)
    node = describe_note(note)
    assert (node.title, node.text) == ("Skjult af moderator", "")


def test_the_search_finds_it_again_after_an_appeal(workshop, facilitator, gerda, bo, sofie, client, deliver_outbox):
    note = note_in(workshop, facilitator)
    with transaction():
        record(EventType.WORKSHOP_EDITED, workshop, actor=None)
    deliver_outbox()
    found = f"/soeg?q={SECRET}"
    assert workshop.path in client().get(found).text
    matter = hidden(note, bo, gerda)
    deliver_outbox()
    assert workshop.path not in client().get(found).text
    appeal_decision(facilitator, matter, "Det var et citat.")
    overturn_decision(sofie, matter, "Ja.")
    deliver_outbox()
    assert workshop.path in client().get(found).text


def test_dots_that_lie_on_it_are_given_back(harbour, bo, carl):
    harbour.stage = Stage.CO_DESIGN
    note = note_in(read_back_in(harbour, bo))
    saved(NoteDot(note_id=note.id, phone="1"))
    hidden(note, bo, carl)
    assert db.session.scalars(select(NoteDot)).all() == []


def test_nobody_is_the_author_of_what_a_visitor_reads(note, gerda, bo, client):
    hidden(note, bo, gerda)
    assert is_kept_from(Visitor(), note, note.workshop.committee)
    assert [one.id for one in notes_of(db.session.get(Workshop, note.workshop_id), hidden=True)] == []
    with pytest.raises(Exception, match="404"):
        latest_case_or_404(note, bo)
