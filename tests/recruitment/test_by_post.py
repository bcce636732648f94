"""Applications on paper from people without e-mail: every letter is printed, and answers are written down."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.recruitment.actions.applying import type_in_application
from portal.recruitment.actions.by_post import accept_on_behalf, note_posted, withdraw_on_behalf
from portal.recruitment.actions.choosing import (
    answer_applicants,
    end_invitation,
    invite_applicant,
    reserve_application,
    shortlist_application,
)
from portal.recruitment.actions.deleting import delete_applications
from portal.recruitment.models import Application, ApplicationState, PaperLetter
from tests.factories import saved
from tests.recruitment.scene import LIST, applied, decision, draft

S = ApplicationState
PAPER = f"{LIST}/papir"
ADDRESS = "Havnegade 3, 2.\n9999 Fjordby"
E = EventType


@pytest.fixture
def ingolf(bo, call, seat):
    """Ingolf has applied on paper, and has no e-mail."""
    told = draft(seat, "Ingolf Bro", "", submission_key="k1")
    return type_in_application(bo, call, replace(told, postal_address=ADDRESS))


def test_another_address_on_the_same_form_is_not_said_to_be_saved(bo, call, seat, ingolf):
    told = draft(seat, "Ingolf Bro", "", submission_key="k1")
    assert type_in_application(bo, call, replace(told, postal_address=ADDRESS)) is ingolf
    with pytest.raises(Refused, match="nummer 1"):
        type_in_application(bo, call, replace(told, postal_address="Havnegade 5\n9999 Fjordby"))


def letters(*, posted=False):
    state = PaperLetter.posted_at.is_not(None) if posted else PaperLetter.posted_at.is_(None)
    return list(db.session.scalars(select(PaperLetter.kind).where(state).order_by(PaperLetter.id)))


def sent(seat, **changes):
    return {"name": "Ingolf Bro", "email": "", "postal_address": ADDRESS, "seat_id": str(seat.id),
            "motivation": "Jeg har tid.", "consent": "y", "submission_key": "k9"} | changes  # fmt: skip


def test_no_mail_is_asked_for(client, bo, call, seat, deliver_outbox, letter_box):
    browser = client(bo)
    assert browser.post(PAPER, data=sent(seat)).status_code == 302
    row = db.session.scalars(select(Application)).one()
    assert (row.email, row.postal_address, row.is_from_paper) == ("", ADDRESS, True)
    deliver_outbox()
    assert not letter_box.to("")
    assert letters() == [E.APPLICATION_RECEIVED]
    page = browser.get(LIST).text
    assert "fra papir" in page
    assert "Kvitteringen venter på at blive printet" in page


def test_but_one_of_two_addresses(client, bo, call, seat):
    refused = client(bo).post(PAPER, data=sent(seat, postal_address=""))
    assert refused.status_code == 422
    assert refused.text.count("Skriv en mailadresse eller en postadresse nedenfor") == 2
    assert "Jeg har tid." in refused.text
    for field, value in (("email", "ingolf"), ("postal_address", "x" * 301)):
        assert client(bo).post(PAPER, data=sent(seat, **{field: value})).status_code == 422
    assert not db.session.scalars(select(Application)).all()


def test_an_address_that_is_not_needed_is_not_kept(client, bo, call, seat, deliver_outbox, letter_box):
    client(bo).post(PAPER, data=sent(seat, email="Ingolf@Example.dk"))
    row = db.session.scalars(select(Application)).one()
    assert (row.email, row.postal_address) == ("ingolf@example.dk", "")
    assert not letters()
    deliver_outbox()
    assert letter_box.to("ingolf@example.dk")


def test_two_people_without_mail_are_two(bo, call, seat, ingolf, client):
    client(bo).post(PAPER, data=sent(seat, name="Thyra Bro"))
    client(bo).post(PAPER, data=sent(seat, name="Thyra Bro"))
    assert db.session.scalar(select(func.count(Application.id))) == 2, "two clicks are one"


def test_the_pile_is_printed_and_posted(bo, call, ingolf, client):
    browser = client(bo)
    assert "1 brev skal printes og sendes" in browser.get("/skrivebord").text
    letter = ingolf.letters[0]
    pile = browser.get(f"{LIST}/breve").text
    assert f"{LIST}/breve/{letter.id}" in pile
    assert "Ingolf" not in pile, "the names stand on the letters alone"
    page = browser.get(f"{LIST}/breve/{letter.id}").text
    for words in ("Ingolf Bro", "Havnegade 3, 2.", "9999 Fjordby", "Dit nummer er 1", "Skriv eller ring"):
        assert words in page
    assert "Med knappen" not in page
    for _ in range(2):
        assert browser.post(f"{LIST}/breve/{letter.id}/sendt").location == f"{LIST}/breve"
    assert letters(posted=True) == [E.APPLICATION_RECEIVED]
    assert db.session.scalar(select(func.count()).where(Event.type == E.APPLICATION_LETTER_POSTED)) == 1
    assert "Intet brev venter" in browser.get(f"{LIST}/breve").text
    assert "printes og sendes" not in browser.get("/skrivebord").text


def test_the_whole_letter_is_danish_whatever_its_printer_reads(bo, call, ingolf, client):
    """Only what stands around it is in the language of whoever prints it."""
    path = f"{LIST}/breve/{ingolf.letters[0].id}"
    pages = [BeautifulSoup(client(bo).get(f"{path}{asked}").text, "html.parser") for asked in ("", "?sprog=en")]
    parts = "h1 span, .paper-letter__address, .article"
    danish, english = ([part.get_text(" ", strip=True) for part in page.select(parts)] for page in pages)
    assert "Print the page and post it" in pages[1].text
    assert "Venlig hilsen" in english[-1] and len(english) == 3
    assert english == [
        part.get_text(" ", strip=True) for part in pages[0].select("h1 span, .paper-letter__address, .article")
    ]
    assert danish == english


def test_every_letter_comes_by_post(bo, call, seat, council, ingolf, client):
    browser = client(bo)
    shortlist_application(bo, ingolf)
    invite_applicant(bo, ingolf, decision(council))
    assert letters() == [E.APPLICATION_RECEIVED, E.APPLICATION_INVITED]
    page = browser.get(f"{LIST}/breve/{ingolf.letters[1].id}").text
    assert "punkt 9" in page
    assert "Skriv eller ring for at sige ja eller nej" in page
    accept_on_behalf(bo, ingolf)
    assert letters() == [E.APPLICATION_RECEIVED, E.APPLICATION_ACCEPTED], "the invitation needs no posting any more"
    assert browser.get(f"{LIST}/breve/{ingolf.letters[-1].id}").status_code == 200


def test_the_answer_to_those_not_chosen_is_printed(bo, call, harbour, ingolf, client):
    answer_applicants(bo, harbour, [ingolf], "Tak for din ansøgning.\n\nKom til vores værksted.")
    page = client(bo).get(f"{LIST}/breve/{ingolf.letters[-1].id}").text
    assert "Kære Ingolf Bro" in page
    assert "Kom til vores værksted." in page


def test_the_reserve_list_is_told_by_post(bo, call, ingolf):
    reserve_application(bo, ingolf)
    assert letters() == [E.APPLICATION_RECEIVED, E.APPLICATION_RESERVED]


def test_a_yes_by_phone_gives_the_seat(bo, call, council, ingolf, client, deliver_outbox, letter_box):
    shortlist_application(bo, ingolf)
    invite_applicant(bo, ingolf, decision(council))
    page = client(bo).get(f"{LIST}/{ingolf.id}").text
    assert "Ansøgeren har sagt ja" in page
    assert client(bo).post(f"{LIST}/{ingolf.id}/ja-paa-vegne").location == f"{LIST}/{ingolf.id}"
    db.session.expire_all()
    assert ingolf.state is S.APPOINTED
    member = ingolf.membership.user
    assert member.name == "Ingolf Bro"
    assert not member.has_mail and not member.grants
    deliver_outbox()
    assert not letter_box.to(member.email), "nothing is sent to an address that is none"
    assert "Ingolf Bro" in client().get("/udvalg/havnen/medlemmer").text
    assert client(bo).post(f"{LIST}/{ingolf.id}/ja-paa-vegne").status_code == 422


def test_a_member_without_mail_is_shown_so(bo, call, council, ingolf, client, finn):
    shortlist_application(bo, ingolf)
    invite_applicant(bo, ingolf, decision(council))
    accept_on_behalf(bo, ingolf)
    member = ingolf.membership.user
    for page in (client(finn).get("/administration/personer").text, client(finn).get(member.path).text):
        assert "uden-mail.invalid" not in page
    assert "Uden mailadresse" in client(finn).get("/administration/personer").text
    assert client(finn).post(f"{member.path}/invitation").status_code == 422


def test_no_answer_frees_the_place_and_the_pile(bo, call, council, ingolf):
    shortlist_application(bo, ingolf)
    invite_applicant(bo, ingolf, decision(council))
    end_invitation(bo, ingolf)
    assert letters() == [E.APPLICATION_RECEIVED]


def test_taking_back_at_the_applicants_wish(bo, call, ingolf, client):
    assert "som ansøgeren beder om" in client(bo).get(f"{LIST}/{ingolf.id}").text
    assert client(bo).post(f"{LIST}/{ingolf.id}/traek-tilbage-paa-vegne").status_code == 302
    db.session.expire_all()
    assert (ingolf.state, ingolf.motivation) == (S.WITHDRAWN, "")
    assert letters()[-1] == E.APPLICATION_WITHDRAWN


def test_who_has_a_link_answers_alone(bo, call, council):
    vera = applied(call)
    for deed in (accept_on_behalf, withdraw_on_behalf):
        with pytest.raises(Refused, match="mailadresse"):
            deed(bo, vera)
    assert vera.state is S.RECEIVED


def test_deleting_takes_address_and_letters_along(bo, call, ingolf):
    delete_applications([ingolf.id])
    db.session.commit()
    row = db.session.get(Application, ingolf.id)
    assert (row.name, row.email, row.postal_address) == ("", "", "")
    assert not letters()


def test_nobody_else_sees_or_does_it(bo, call, ingolf, anna, client, harbour):
    letter = ingolf.letters[0]
    for deed, thing in ((note_posted, letter), (accept_on_behalf, ingolf), (withdraw_on_behalf, ingolf)):
        with pytest.raises(NotAllowed):
            deed(anna, thing)
    for path in (f"{LIST}/breve", f"{LIST}/breve/{letter.id}"):
        assert client(anna).get(path).status_code == 403
        assert client().get(path).status_code == 302
    assert client(bo).get(f"{LIST}/breve/9999").status_code == 404
    assert client(bo).post(f"{LIST}/breve/9999/sendt").status_code == 404


def test_a_long_pile_costs_no_more(bo, call, ingolf, client, queries):
    browser = client(bo)

    def cost():
        with queries() as said:
            assert browser.get(f"{LIST}/breve").status_code == 200
        return len(said)

    few = cost()
    saved(*[PaperLetter(application=ingolf, kind=E.APPLICATION_RECEIVED, created_at=clock.now()) for _ in range(1000)])
    assert cost() == few <= 14


def test_no_account_is_made_before_there_is_a_seat(bo, call, ingolf):
    assert not db.session.scalar(select(User).where(User.name == "Ingolf Bro"))
