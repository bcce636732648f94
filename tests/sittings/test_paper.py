"""Agenda and minutes as they are printed and filed."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from portal.foundation import clock
from portal.foundation.db import db
from portal.meetings.models import MeetingMove
from portal.rules.results import Result
from portal.sittings.actions.approving import add_to_minutes, answer_objection, sign_minutes, withdraw_signature
from portal.sittings.actions.planning import cancel_sitting
from portal.sittings.forms.minutes import AnswerDraft
from portal.sittings.models import Attending, Turn, TurnKind
from portal.sittings.seal import draft_mark
from tests.factories import saved
from tests.sittings.scene import ACCOUNT, DECISION, SECRET, approved_in, minutes_sent_in, objected, sent_in
from tests.workshops.scene import workshop_in

STAMP = re.compile(r'class="paper__stamp">([^<]+)<')


def paper(client, who, thing, page):
    answer = client(who).get(f"{thing.path}{page}")
    assert answer.status_code == 200
    return answer.text


def test_the_agenda_on_paper(client, carl, harbour):
    sitting = sent_in(harbour)
    text = paper(client, carl, sitting, "/dagsorden/udskriv")
    for words in ("Fjordby Kommune", harbour.name, sitting.title, sitting.place, "1. Badning ved kajen", f"2. {SECRET}",
                  "Lukket punkt", "Sendt"):  # fmt: skip
        assert words in text, words
    assert not STAMP.findall(text)
    assert f"{sitting.path}/dagsorden/udskriv" in client(carl).get(sitting.path).text


def test_a_draft_of_an_agenda_says_so(client, bo, harbour):
    sitting = sent_in(harbour)
    sitting.agenda_sent_at = None
    db.session.commit()
    assert "Et udkast: ikke sendt endnu." in paper(client, bo, sitting, "/dagsorden/udskriv")


@pytest.mark.parametrize("who", [None, "anna", "finn", "rita"])
def test_nobody_else_prints_them(request, client, bo, harbour, who):
    sitting = approved_in(harbour, bo)
    for name in ("dagsorden", "referat"):
        answer = client(who and request.getfixturevalue(who)).get(f"{sitting.path}/{name}/udskriv")
        assert answer.status_code in {302, 403} and SECRET not in answer.text


def test_the_minutes_on_paper_say_who_decided_what_and_who_approved_it(client, bo, table, carl, dorte, harbour):
    sitting = approved_in(harbour, bo)
    add_to_minutes(bo, sitting.items[0], "Beløbet er 12.000 kr.")
    text = paper(client, carl, sitting, "/referat/udskriv")
    for words in ("Fjordby Kommune", harbour.name, sitting.place, "Der blev talt om <strong>vinden</strong>.", DECISION,
                  "Vedtaget uændret", f"{SECRET} er tiltrådt.", carl.name, dorte.name, sitting.content_hash,
                  "Det passer til det, der står her.", "Tilføjet", "Beløbet er 12.000 kr.", bo.name):  # fmt: skip
        assert words in text, words
    assert not STAMP.findall(text) and "Rettelse" not in text
    assert f"{sitting.path}/referat/udskriv" in client(carl).get(f"{sitting.path}/referat").text


def test_the_corrections_stand_on_paper_and_in_word_with_what_became_of_them(client, bo, carl, dorte, harbour):
    sitting = minutes_sent_in(harbour, days=-3)
    first, second = sitting.items
    right, wrong, open_one = (
        objected(first, carl),
        objected(first, dorte, "Det var om mandagen."),
        objected(second, carl, "Der mangler et navn."),
    )
    stays = (DECISION, Result.ADOPTED)
    answer_objection(bo, wrong, AnswerDraft(False, "Det var om tirsdagen.", ACCOUNT, *stays))
    answer_objection(bo, right, AnswerDraft(True, "Det har du ret i.", "Der var 13 til stede.", *stays))
    printed = " ".join(paper(client, carl, sitting, "/referat/udskriv").split())
    document = Document(BytesIO(client(carl).get(f"{sitting.path}/referat.docx").data))
    for text in (printed, "\n".join(one.text for one in document.paragraphs)):
        for words in (f"Rettelse: {carl.name}", right.text, "Referatet er rettet", "Det har du ret i.", "Der stod før",
                      f"Rettelse: {dorte.name}", wrong.text, "Det var om tirsdagen.", "Venter på svar"):  # fmt: skip
            assert words in text, words
    assert open_one.text in printed


def test_who_came_late_left_or_was_disqualified_stands_there_with_the_time(client, carl, dorte, gerda, harbour):
    sitting = minutes_sent_in(harbour, days=-3)
    first, second = sitting.items
    for number, item in enumerate(sitting.items):
        begins = sitting.starts_at + timedelta(minutes=20 * number)
        saved(Turn(sitting=sitting, kind=TurnKind.ITEM, item=item, begins_at=begins))
    first.presences[0].state = Attending.ABSENT
    second.presences[1].state = Attending.DISQUALIFIED
    first.presences[2].state = second.presences[2].state = Attending.ABSENT
    db.session.commit()
    text = paper(client, carl, sitting, "/referat/udskriv")
    assert f"{carl.name} (A): kom til punkt 2 (kl.\xa014.20)" in text
    assert f"{dorte.name} (V): inhabil ved punkt 2" in text
    assert text.index("Fraværende") < text.index(gerda.name)


@pytest.mark.parametrize(("is_sent", "stamp"), [(False, "En kladde"), (True, "Ikke godkendt endnu")])
def test_minutes_that_are_not_approved_say_so_in_large_type(client, bo, harbour, is_sent, stamp):
    sitting = minutes_sent_in(harbour)
    sitting.minutes_sent_at = sitting.minutes_sent_at if is_sent else None
    db.session.commit()
    assert STAMP.findall(paper(client, bo, sitting, "/referat/udskriv")) == [stamp]


def test_a_cancelled_or_moved_meeting_says_so_in_large_type(client, bo, carl, harbour):
    sitting, told = sent_in(harbour), sent_in(harbour, days=20)
    moved = {"starts_at": told.starts_at - timedelta(days=7), "ends_at": told.ends_at - timedelta(days=7)}
    saved(MeetingMove(meeting_id=told.id, place="Kajen", reason="Storm", **moved))
    cancel_sitting(bo, sitting, "Formanden er syg.")
    text = paper(client, carl, sitting, "/dagsorden/udskriv")
    assert STAMP.findall(text) == ["Aflyst"] and "Formanden er syg." in text
    text = paper(client, carl, told, "/dagsorden/udskriv")
    assert STAMP.findall(text) == ["Flyttet"] and "Kajen" in text and "Storm" in text


def test_the_papers_of_a_cancelled_workshop_say_so_too(client, bo, harbour):
    workshop = workshop_in(harbour)
    assert not STAMP.findall(paper(client, bo, workshop, "/udskriv"))
    workshop.cancelled_at, workshop.cancel_reason = clock.now(), "Salen er lukket."
    db.session.commit()
    text = paper(client, bo, workshop, "/udskriv")
    assert STAMP.findall(text) == ["Aflyst"] and "Salen er lukket." in text


def test_an_approval_that_was_taken_back_stands_on_screen_and_paper_also_when_they_are_locked(
    client, bo, carl, dorte, table, harbour
):
    sitting = minutes_sent_in(harbour)
    sign_minutes(bo, sitting)
    withdraw_signature(bo, sitting)
    sign_minutes(carl, sitting)
    sign_minutes(dorte, sitting)
    assert sitting.minutes_approved_at and ACCOUNT in sitting.items[0].written.account
    for page in ("/referat", "/referat/udskriv"):
        text = " ".join(paper(client, carl, sitting, page).split())
        assert f"{bo.name} godkendte" in text and "og tog det tilbage" in text, page
    page = client().get(sitting.path).text
    assert "og tog det tilbage" not in page


def test_the_second_approval_is_somebody_elses(client, bo, carl, table, harbour):
    sitting = minutes_sent_in(harbour)
    client(bo).post(f"{sitting.path}/referat/godkend", data={"seen": draft_mark(sitting)})
    client(bo).post(f"{sitting.path}/referat/godkend", data={"seen": draft_mark(sitting)})
    db.session.expire_all()
    assert [one.user_id for one in sitting.standing_signatures] == [bo.id] and not sitting.minutes_approved_at
    assert f"{sitting.path}/referat/godkend" not in client(bo).get(f"{sitting.path}/referat").text
    client(carl).post(f"{sitting.path}/referat/godkend", data={"seen": draft_mark(sitting)})
    db.session.expire_all()
    assert {one.user_id for one in sitting.standing_signatures} == {bo.id, carl.id} and sitting.minutes_approved_at
