"""Letters to those who must act, or have waited, through a real mail server."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import User
from portal.events.delivery import MAX_ATTEMPTS, deliver, handlers_of
from portal.events.models import Event, OutboxMessage
from portal.events.types import EventType, Subscriber
from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.actions import return_idea, submit_idea, support_idea, withdraw_idea
from portal.ideas.models import IdeaState
from portal.initiatives.actions.proposing import submit_initiative, withdraw_initiative
from portal.initiatives.actions.screening import return_initiative
from portal.notifications.models import DayLetter, NoticeSetting, Pace
from portal.reactions import mails
from portal.rules.notices import NoticeKind
from portal.rules.roles import Role
from tests.cast import person
from tests.factories import saved
from tests.ideas.scene import DRAFT as IDEA, idea_in
from tests.initiatives.scene import DRAFT as PROPOSAL
from tests.reactions.scene import happened, idea_of, recommendation_of, workshop_of


def text_of(letter):
    return letter.get_body(("plain",)).get_content()


def test_a_secretary_is_told_of_a_new_idea(harbour, anna, bo, letter_box, deliver_outbox):
    idea = idea_of(anna, harbour)
    happened(EventType.IDEA_SUBMITTED, idea, anna)
    deliver_outbox()
    letter = letter_box.to(bo.email)[0]
    assert letter["Subject"] == "Ny idé til »Havnen«"
    for kind in ("plain", "html"):
        body = letter.get_body((kind,)).get_content()
        assert f"http://127.0.0.1:8000{idea.path}" in body
        assert "»Havnen«" in body
        assert "fordi du er sekretær for udvalget" in body
        assert "Vælg, hvad du får på mail" in body
    assert len(letter_box.letters) == 1


def test_an_author_reads_the_reason(harbour, anna, bo, letter_box, deliver_outbox):
    happened(EventType.IDEA_RETURNED, idea_of(anna, harbour), bo, reason="Fjern telefonnummeret & navnet")
    deliver_outbox()
    letter = letter_box.to(anna.email)[0]
    assert "Fjern telefonnummeret & navnet" in text_of(letter)
    assert "Fjern telefonnummeret &amp; navnet" in letter.get_body(("html",)).get_content()


def test_who_supports_an_idea_is_not_told_that_it_is_theirs(anna, bo, gerda, harbour, letter_box, deliver_outbox):
    """The words "your idea" are for its author, also where others get a letter at once."""
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna)
    support_idea(gerda, idea)
    saved(NoticeSetting(user_id=gerda.id, kind=NoticeKind.FOLLOWED, pace=Pace.AT_ONCE))
    happened(EventType.IDEA_ANSWERED, idea, bo)
    deliver_outbox()

    (to_author,), (to_supporter,) = letter_box.to(anna.email), letter_box.to(gerda.email)
    assert to_author["Subject"] == f"Svar på din idé: {idea.title}"
    assert to_supporter["Subject"] == f"Idéen »{idea.title}« har fået svar"
    assert "din idé" not in text_of(to_supporter)


def test_the_reason_is_that_of_its_own_step_whatever_happened_since(
    harbour, fjordby, anna, gerda, bo, sofie, letter_box, deliver_outbox
):
    proposal = submit_initiative(anna, fjordby, PROPOSAL)
    return_initiative(sofie, proposal, "Skriv en kortere overskrift.")
    withdraw_initiative(anna, proposal, "Jeg har opgivet det.")
    idea = submit_idea(gerda, harbour, IDEA)
    return_idea(bo, idea, "Skriv, hvor det er.")
    withdraw_idea(gerda, idea, "Jeg har opgivet det.")
    deliver_outbox()
    for author, reason in ((anna, "Skriv en kortere overskrift."), (gerda, "Skriv, hvor det er.")):
        told = text_of(letter_box.to(author.email)[0])
        assert reason in told
        assert "opgivet" not in told


def test_a_workshop_gives_a_receipt_with_time_and_place(harbour, anna, letter_box, deliver_outbox):
    happened(EventType.WORKSHOP_SIGNED_UP, workshop_of(harbour, anna), anna)
    deliver_outbox()
    text = text_of(letter_box.to(anna.email)[0])
    assert "Sted: Pakhuset" in text
    assert "Tid: " in text
    assert "kl." in text


def test_councillors_are_asked_for_an_answer(harbour, bo, eva, letter_box, deliver_outbox):
    happened(EventType.RECOMMENDATION_HANDED_OVER, recommendation_of(harbour), bo)
    deliver_outbox()
    assert letter_box.to(eva.email)[0]["Subject"] == "Anbefaling venter på svar: Lys langs kajen"


def test_a_title_cannot_add_a_header(harbour, anna, bo, letter_box, deliver_outbox):
    idea = idea_of(anna, harbour)
    idea.title = "Hej\r\nBcc: alle@example.dk"
    saved(idea)
    happened(EventType.IDEA_ANSWERED, idea, bo)
    deliver_outbox()
    letter = letter_box.letters[0]
    assert letter["Bcc"] is None
    assert letter["Subject"].endswith("Hej Bcc: alle@example.dk")


def test_nobody_unconfirmed_or_closed_gets_one(harbour, bo, letter_box, deliver_outbox):
    ida = saved(User(name="Ida", email="ida@example.dk"))
    happened(EventType.IDEA_ANSWERED, idea_of(ida, harbour), bo)
    deliver_outbox()
    assert not letter_box.letters


def test_most_events_send_nothing_at_once(harbour, carl, letter_box, deliver_outbox):
    happened(EventType.GATE_OPENED, harbour, None)
    deliver_outbox()
    assert not letter_box.letters


def test_delivering_twice_sends_once(harbour, anna, bo, letter_box, deliver_outbox):
    happened(EventType.IDEA_SUBMITTED, idea_of(anna, harbour), anna)
    for _ in range(2):
        deliver_outbox()
    assert len(letter_box.letters) == 1


def test_what_was_asked_for_is_sent_once_though_delivered_twice(anna, letter_box, app):
    event = happened(EventType.PASSWORD_FORGOTTEN, anna, None)
    for _ in range(2):
        mails.send_letters(event)
    assert len(letter_box.letters) == 1
    assert letter_box.letters[0]["List-Unsubscribe"] is None
    assert "Denne mail kan ikke slås fra" in text_of(letter_box.letters[0])


def test_one_bad_address_does_not_keep_the_others(harbour, bo, letter_box, deliver_outbox, client):
    good, bad = person("God", Role.COUNCILLOR), person("Dårlig", Role.COUNCILLOR, email="bad@example.dk")
    take, bad_address = letter_box.handle_RCPT, bad.email

    async def refuse_one(server, session, envelope, address, options):
        if address == bad_address:
            return "550 <bad@example.dk> unknown"
        return await take(server, session, envelope, address, options)

    letter_box.handle_RCPT = refuse_one
    happened(EventType.RECOMMENDATION_HANDED_OVER, recommendation_of(harbour), bo)
    deliver_outbox()
    assert len(letter_box.to(good.email)) == 1
    failed = db.session.scalars(select(DayLetter).where(DayLetter.failed_at.is_not(None))).one()
    assert (failed.recipient_id, failed.attempts, failed.last_error) == (bad.id, 1, "SMTPRecipientsRefused 550")
    page = client(person("Ada", Role.ADMINISTRATOR)).get("/administration/udbakke").text
    assert "SMTPRecipientsRefused 550" in page and "1 mail<" in page and "bad@" not in page
    letter_box.handle_RCPT = take
    deliver_outbox()
    assert not letter_box.to(bad.email), "not before a while has passed"
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        deliver_outbox()
    assert len(letter_box.to(good.email)) == 1, "who has had it does not get it again"
    assert len(letter_box.to(bad.email)) == 1


@pytest.mark.parametrize("refusing", ["550 <anna@example.dk> unknown", "451 anna@example.dk try later"])
def test_a_refusal_names_nobody(harbour, anna, bo, letter_box, deliver_outbox, caplog, refusing):
    letter_box.refusing = refusing
    happened(EventType.PASSWORD_FORGOTTEN, anna, None)
    happened(EventType.IDEA_ANSWERED, idea_of(anna, harbour), bo)
    with caplog.at_level(logging.DEBUG):
        deliver_outbox()
    error = db.session.scalar(select(OutboxMessage.last_error).where(OutboxMessage.last_error.is_not(None)))
    for told in (error, db.session.scalars(select(DayLetter.last_error)).one()):
        assert refusing[:3] in told
        assert "anna" not in told
    ours = [caplog.handler.format(line) for line in caplog.records if line.name != "mail.log"]  # the test's own server
    assert "was not delivered" in "".join(ours)
    assert "was not taken" in "".join(ours)
    assert "anna@" not in "".join(ours)


def test_without_a_server_it_is_tried_again_and_then_parked(anna, app, letter_box, client, finn):
    app.config["MAIL_PORT"] = 1  # nobody listens there
    happened(EventType.PASSWORD_FORGOTTEN, anna, None)
    for _ in range(MAX_ATTEMPTS):
        for message in db.session.scalars(select(OutboxMessage)):
            message.due_at = clock.now()
        db.session.commit()
        deliver(handlers_of.of(app))
    parked = db.session.scalars(select(OutboxMessage).where(OutboxMessage.parked_at.is_not(None))).one()
    assert (parked.subscriber, parked.attempts) == (Subscriber.MAIL, MAX_ATTEMPTS)
    app.config["MAIL_PORT"] = letter_box.port
    client(finn).post(f"/administration/udbakke/{parked.id}/igen")
    deliver(handlers_of.of(app))
    assert len(letter_box.to(anna.email)) == 1
    assert db.session.scalar(select(Event).where(Event.type == EventType.OUTBOX_RETRIED))
