import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused, SavedBefore
from portal.privacy.actions.erasing import erase_person
from portal.privacy.actions.retaining import keep_promises
from portal.rules.roles import Role
from portal.rules.stages import Stage
from portal.workshops.actions.outcome import publish_outcome
from portal.workshops.actions.reading_back import (
    answer_correction,
    confirm_by_link,
    confirm_read_back,
    correct_by_link,
    correct_own_draft,
    correct_paragraph,
    note_confirmation,
    send_read_back,
)
from portal.workshops.actions.sorting import add_heading, move_notes, write_paragraph
from portal.workshops.forms.outcome import ParagraphDraft
from portal.workshops.forms.reading_back import CorrectionAnswerDraft
from portal.workshops.links import path_of_own
from portal.workshops.models import OutcomeCorrection, ReadBackReply
from portal.workshops.queries import cross_party_workshops
from portal.workshops.queries.reading_back import answers_to, to_be_called
from tests.cast import person
from tests.factories import saved
from tests.sittings.scene import on_desk, unsure
from tests.workshops.scene import called_in, comes, heading_in, noted, workshop_in

WEEK, A_DAY = timedelta(days=7), timedelta(days=1)
LIGHT, BENCHES = "Der er mørkt på stien om vinteren.", "To borde vil sidde i læ."
WRONG = "Det var kun ét bord, der ville sidde i læ."
YES = CorrectionAnswerDraft(True, "Det har du ret i.", "Ét bord vil sidde i læ.")
NO = CorrectionAnswerDraft(False, "To borde skrev det.", BENCHES)


@pytest.fixture
def held(harbour):
    harbour.stage = Stage.CO_DESIGN
    return workshop_in(harbour, days=-1, attended_at=clock.now())


@pytest.fixture
def written(bo, held):
    notes = noted(held, bo, "Der er mørkt på stien.", "Vi vil sidde i læ.", "Noget helt tredje.")
    paragraphs = [heading_in(held, "Lys", LIGHT), heading_in(held, "Bænke", BENCHES, 2)]
    for note, paragraph in zip(notes, paragraphs, strict=False):
        move_notes(bo, held, [note.id], paragraph.id)
    return paragraphs


def came(who, workshop):
    place = comes(who, workshop)
    place.came = True
    return saved(place)


@pytest.fixture
def guest(held):
    """Somebody without an account who was there; the token of their letters."""
    known = saved(User(name="Gaby Gæst", email="gaby@example.dk", confirmed_at=clock.now()))
    return path_of_own(came(known, held)).rsplit("/", 1)[1]


@pytest.fixture
def sent(anna, bo, guest, held, written):
    came(anna, held)
    send_read_back(bo, held, until=clock.today() + WEEK)
    return held


def after(days=8):
    return clock.frozen(clock.now() + timedelta(days=days))


def count(kind):
    return db.session.scalar(select(func.count()).select_from(kind))


def numbers(workshop):
    answers = answers_to(workshop)
    return answers.asked, answers.confirmed, answers.overtaken, answers.corrections, answers.taken_in


def test_the_draft_goes_to_those_who_came_and_are_reached(
    anna, bo, gerda, guest, held, letter_box, deliver_outbox, written
):
    came(anna, held)
    comes(gerda, held)  # had signed up, and did not come
    called_in(held, came=True)
    called_in(held, name="Mia Mail", email="mia@example.dk", came=True)
    for _twice in range(2):
        send_read_back(bo, held, until=clock.today() + WEEK)
    deliver_outbox()
    assert count(ReadBackReply) == 3
    assert [place.called for place in to_be_called(held)] == ["Kaj Ring"]
    assert not letter_box.to(gerda.email)
    ways = {anna.email: f"{held.path}/tilbagelaesning", "gaby@example.dk": "/moeder/uden-konto/",
            "mia@example.dk": "/udbytte"}  # fmt: skip
    for address, way in ways.items():
        (letter,) = letter_box.to(address)
        text = letter.get_body(("plain",)).get_content()
        assert letter["Subject"].startswith("Er det sådan, vi sagde det?")
        assert way in text
        assert LIGHT not in text, "the draft is read on the portal alone"


def test_who_is_noted_as_there_later_is_asked_later(anna, bo, gerda, sent):
    came(gerda, sent)
    was = sent.read_back_until
    send_read_back(bo, sent, until=clock.today() + 3 * WEEK)
    assert count(ReadBackReply) == 3
    assert sent.read_back_until == was


def test_the_draft_is_not_sent_before_it_is_written_and_noted_who_came(anna, bo, harbour, held):
    came(anna, held)
    with pytest.raises(Refused):
        send_read_back(bo, held, until=clock.today() + WEEK)
    heading_in(held)
    with pytest.raises(Refused):
        send_read_back(bo, held, until=clock.today() + WEEK)
    unknown = workshop_in(harbour, days=-1, title="Ingen ved, hvem der kom")
    came(anna, unknown)
    heading_in(unknown, text=LIGHT)
    with pytest.raises(Refused):
        send_read_back(bo, unknown, until=clock.today() + WEEK)
    assert count(ReadBackReply) == 0


@pytest.mark.parametrize("days", [-1, 0, 1, 61])
def test_there_is_time_to_answer_and_not_for_ever(anna, bo, held, written, days):
    came(anna, held)
    with pytest.raises(Refused):
        send_read_back(bo, held, until=clock.today() + timedelta(days=days))


def test_a_draft_that_is_sent_is_changed_by_answers_alone(bo, sent, written):
    for deed in (
        lambda: write_paragraph(bo, written[0], ParagraphDraft("Andet", "Andet")),
        lambda: add_heading(bo, sent, "Mere"),
        lambda: move_notes(bo, sent, [1], None),
    ):
        with pytest.raises(Refused):
            deed()


def test_each_confirms_once(anna, guest, sent):
    for _twice in range(2):
        confirm_read_back(anna, sent)
        assert confirm_by_link(guest) is sent
    assert numbers(sent) == (2, 2, 0, 0, 0)


def test_a_correction_takes_the_confirmation_back_and_can_be_followed_by_another(anna, bo, sent, written):
    confirm_read_back(anna, sent)
    first = correct_paragraph(anna, written[1], WRONG)
    assert correct_paragraph(anna, written[1], WRONG) is first
    assert numbers(sent) == (2, 0, 0, 1, 0)
    answer_correction(bo, first, YES)
    confirm_read_back(anna, sent)
    assert numbers(sent) == (2, 1, 0, 1, 1)
    assert (written[1].text, first.stood_before) == (YES.text, BENCHES)


def test_who_confirmed_before_a_change_is_counted_apart(anna, bo, guest, sent, written):
    confirm_by_link(guest)
    with after(days=1):
        answer_correction(bo, correct_paragraph(anna, written[1], WRONG), YES)
        assert numbers(sent) == (2, 1, 1, 1, 1)


def test_who_confirmed_before_a_change_can_confirm_it_anew(anna, bo, client, guest, sent, written):
    confirm_read_back(anna, sent)
    with after(days=1):
        answer_correction(bo, correct_by_link(guest, written[1].id, WRONG), YES)
    with after(days=2):
        page = client(anna).get(f"{sent.path}/tilbagelaesning").text
        assert "men et afsnit er ændret siden" in page
        for _twice in range(2):
            confirm_read_back(anna, sent)
        assert numbers(sent) == (2, 1, 0, 1, 1)
        assert "men et afsnit er ændret siden" not in client(anna).get(f"{sent.path}/tilbagelaesning").text


def test_nobody_confirms_words_they_have_not_read(anna, bo, client, guest, sent, written):
    own = f"/moeder/uden-konto/{guest}/udbytte"
    pages = {f"{sent.path}/tilbagelaesning": client(anna), own: client()}
    marks = {path: re.findall(r'name="as_seen" value="([^"]*)"', one.get(path).text) for path, one in pages.items()}
    answer_correction(bo, correct_own_draft(bo, written[1], WRONG), YES)
    for path, reader in pages.items():
        answer = reader.post(path, data={"as_seen": marks[path]})
        assert answer.headers["Location"].endswith(path)
        page = reader.get(path).text
        assert "Et afsnit er ændret, mens du læste. Læs det, og bekræft så." in page
        assert YES.text in page
    assert numbers(sent)[1] == 0


def test_the_draft_is_not_sent_while_the_meeting_goes_on(anna, bo, held, written):
    came(anna, held)
    held.ends_at = clock.now() + timedelta(hours=1)
    saved(held)
    with pytest.raises(Refused, match="i gang"):
        send_read_back(bo, held, until=clock.today() + WEEK)
    with after(days=1):
        send_read_back(bo, held, until=clock.today() + WEEK)
    assert held.read_back_sent_at is not None


def test_a_changed_draft_can_be_confirmed_anew_before_it_is_published(anna, bo, client, harbour, sent, written):
    """Confirmations of words that stand there no more open no gate, and it is said before."""
    confirm_read_back(anna, sent)
    with after(days=8):
        answer_correction(bo, correct_own_draft(bo, written[1], WRONG), YES)
        assert not [task for task in on_desk(bo) if task.path == f"{sent.path}/udbytte"]
    with after(days=9):
        with pytest.raises(Refused, match="bekræfte det igen indtil"):
            publish_outcome(bo, sent)
        assert "kan bekræfte det igen indtil" in client(bo).get(f"{sent.path}/udbytte").text
    with after(days=11):
        asked = unsure(client(bo)).post(f"{sent.path}/udbytte/offentliggoer").text
        assert "1 af dem, der har bekræftet, gjorde det, før et afsnit sidst blev ændret." in asked
        assert "tæller ikke som bekræftet" in asked
        publish_outcome(bo, sent)
        assert cross_party_workshops(harbour, confirmed=True) == []
    assert sent.outcome_confirmed_at is None


def test_what_is_not_taken_in_leaves_the_paragraph_and_whoever_wrote_it_is_told(
    bo, guest, sent, written, letter_box, deliver_outbox
):
    found = correct_by_link(guest, written[1].id, WRONG)
    answer_correction(bo, found, NO)
    answer_correction(bo, found, NO)
    deliver_outbox()
    assert (written[1].text, found.is_taken_in) == (BENCHES, False)
    letters = [letter["Subject"] for letter in letter_box.to("gaby@example.dk")]
    assert [subject for subject in letters if subject.startswith("Din rettelse er besvaret")]
    with pytest.raises(SavedBefore):
        answer_correction(bo, found, YES)


def test_an_answer_fits_its_words(bo, anna, sent, written):
    found = correct_paragraph(anna, written[1], WRONG)
    for odd in (
        CorrectionAnswerDraft(True, "Ja", BENCHES),
        CorrectionAnswerDraft(True, "Ja", ""),
        CorrectionAnswerDraft(False, "Nej", "Noget andet"),
    ):
        with pytest.raises(Refused):
            answer_correction(bo, found, odd)
    assert found.answered_at is None


def test_who_waits_for_an_answer_does_not_confirm_the_whole(anna, bo, client, sent, written):
    found, page = correct_paragraph(anna, written[1], WRONG), f"{sent.path}/tilbagelaesning"
    waits = client(anna).get(page).text
    assert "Din rettelse er ikke besvaret endnu." in waits and "Ja, det var sådan" not in waits
    answer_correction(bo, found, YES)
    assert "Ja, det var sådan" in client(anna).get(page).text


def test_a_correction_holds_no_personal_data(anna, sent, written):
    with pytest.raises(Refused):
        correct_paragraph(anna, written[1], "Ring til Pia på 20 30 40 50.")
    assert count(OutcomeCorrection) == 0


def test_only_those_who_were_asked_answer_and_only_in_time(anna, bo, gerda, guest, sent, written):
    with pytest.raises(NotAllowed):
        confirm_read_back(gerda, sent)
    with pytest.raises(NotAllowed):
        correct_paragraph(gerda, written[0], WRONG)
    assert confirm_by_link("falsk") is None
    with after():
        with pytest.raises(Refused):
            confirm_read_back(anna, sent)
        with pytest.raises(Refused):
            correct_by_link(guest, written[0].id, WRONG)
        own = correct_own_draft(bo, written[0], "Et ord manglede.")  # those who hold the meeting find a slip
        assert own.sign_up_id is None
    assert numbers(sent)[1] == 0


@pytest.mark.parametrize("who", ["anna", "carl", "dorte", "eva"])
def test_others_do_not_send_or_answer(request, held, written, who):
    actor = request.getfixturevalue(who)
    for deed in (
        lambda: send_read_back(actor, held, until=clock.today() + WEEK),
        lambda: correct_own_draft(actor, written[0], WRONG),
        lambda: note_confirmation(actor, held, called_in(held, came=True)),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_somebody_without_an_address_confirms_on_the_phone(bo, sent):
    place = called_in(sent, came=True)
    for _twice in range(2):
        note_confirmation(bo, sent, place)
    assert numbers(sent) == (3, 1, 0, 0, 0)
    assert to_be_called(sent) == []


def test_it_is_published_when_the_time_is_over_and_each_correction_answered(anna, bo, guest, sent, written):
    confirm_by_link(guest)
    found = correct_paragraph(anna, written[1], WRONG)
    answer_correction(bo, found, YES)
    with pytest.raises(Refused):
        publish_outcome(bo, sent)
    with after():
        own = correct_own_draft(bo, written[0], "Et ord manglede.")
        with pytest.raises(Refused):
            publish_outcome(bo, sent)
        answer_correction(bo, own, CorrectionAnswerDraft(False, "Det står der.", LIGHT))
        publish_outcome(bo, sent)
    assert numbers(sent) == (2, 1, 1, 2, 1)
    assert sent.outcome_confirmed_at is None, "nobody has confirmed these words"
    assert "**Lys:**" in sent.outcome


def test_the_numbers_stand_as_they_were(anna, bo, guest, sent):
    confirm_read_back(anna, sent)
    with after():
        publish_outcome(bo, sent)
    erase_person(person("Finn Å", Role.ADMINISTRATOR), anna, reason="Har bedt om det")
    assert numbers(sent) == (2, 1, 0, 0, 0)


def test_where_nobody_can_be_asked_it_is_said_and_published(bo, client, held, written):
    with pytest.raises(Refused):
        send_read_back(bo, held, until=clock.today() + WEEK)
    client(bo).post(f"{held.path}/udbytte/offentliggoer")
    assert held.outcome_published_at is not None
    assert held.outcome_confirmed_at is None
    assert "Ingen er blevet spurgt: Der kom ingen, hvis navn er kendt." in client().get(held.path).text
    page = client(bo).get(f"{held.path}/udbytte").text
    assert "Ingen er blevet spurgt" in page
    assert "Udbyttet kan offentliggøres" not in page
    assert "Se lige på det her først" not in page


def test_where_somebody_came_it_is_not_published_unread(anna, bo, held, written):
    came(anna, held)
    with pytest.raises(Refused):
        publish_outcome(bo, held)


def test_an_outcome_that_nobody_confirmed_does_not_open_the_gate(anna, bo, harbour, sent):
    with after():
        publish_outcome(bo, sent)
        assert cross_party_workshops(harbour, confirmed=True) == []


def test_what_was_written_is_deleted_in_time_and_with_its_person(anna, bo, guest, sent, written):
    answer_correction(bo, correct_by_link(guest, written[1].id, WRONG), YES)
    answered = correct_paragraph(anna, written[0], "Der er altid mørkt.")
    answer_correction(bo, answered, CorrectionAnswerDraft(False, "Kun om vinteren.", LIGHT))
    correct_paragraph(anna, written[0], "Og om sommeren.")
    erase_person(person("Finn Å", Role.ADMINISTRATOR), anna, reason="Har bedt om det")
    db.session.expire_all()
    texts = db.session.scalars(select(OutcomeCorrection.text).order_by(OutcomeCorrection.id)).all()
    assert texts == [WRONG, ""], "what nobody had answered is gone, of what was the number stays"
    keep_promises(clock.now() + timedelta(days=380))
    db.session.expire_all()
    assert [one.text + one.answer for one in db.session.scalars(select(OutcomeCorrection))] == ["", ""]


def test_desks_say_what_waits(anna, bo, sent, written):
    assert "/tilbagelaesning" in next(task.path for task in on_desk(anna))
    assert not [task for task in on_desk(bo) if task.path == f"{sent.path}/udbytte"]
    correct_paragraph(anna, written[1], WRONG)
    assert on_desk(anna) == []
    assert [task.button for task in on_desk(bo) if task.path == f"{sent.path}/udbytte"] == ["Svar"]
    answer_correction(bo, db.session.scalars(select(OutcomeCorrection)).one(), NO)
    with after():
        tasks = [task for task in on_desk(bo) if task.path == f"{sent.path}/udbytte"]
        assert [task.button for task in tasks] == ["Offentliggør udbyttet"]


# -- through the pages ------------------------------------------------------------------------------------------------


def test_from_draft_to_public_page(anna, bo, client, guest, held, written):
    came(anna, held)
    facilitator, path = client(bo), f"{held.path}/udbytte"
    page = facilitator.get(path).text
    assert "1 note står ikke under en overskrift" in page
    asked = unsure(client(bo)).post(f"{path}/send", data={"until": (clock.today() + WEEK).isoformat()}).text
    assert "De, der kom, og udvalget kan læse udkastet" in asked
    assert "2 personer" in asked or "2" in asked
    assert count(ReadBackReply) == 0
    typed = {"until": (clock.today() + WEEK).isoformat()}
    assert facilitator.post(f"{path}/send", data=typed).status_code == 302

    own = f"/moeder/uden-konto/{guest}/udbytte"
    visitor = client()
    draft = visitor.get(own)
    assert draft.headers["Referrer-Policy"] == "no-referrer"
    assert BENCHES in draft.text
    assert numbers(held)[1] == 0, "opening the page answers nothing"
    assert visitor.post(f"{own}/{written[1].id}", data={"text": ""}).status_code == 422
    assert visitor.post(f"{own}/{written[1].id}", data={"text": WRONG}).status_code == 302
    assert WRONG in visitor.get(own).text
    assert client(anna).post(f"{held.path}/tilbagelaesning").status_code == 302

    found = db.session.scalars(select(OutcomeCorrection)).one()
    assert WRONG in facilitator.get(path).text
    answer = {"verdict": "yes", "answer": YES.answer, "text": YES.text}
    assert facilitator.post(found.path, data=answer | {"text": BENCHES}).status_code == 422
    assert facilitator.post(found.path, data=answer).status_code == 302
    assert YES.answer in visitor.get(own).text
    with after():
        asked = unsure(client(bo)).post(f"{path}/offentliggoer").text
        assert "1 af de 2, der blev spurgt, har bekræftet det, og at 1 af 1 rettelser er kommet med" in asked
        assert client(bo).post(f"{path}/offentliggoer").status_code == 302
        public = client().get(held.path).text
    assert YES.text in public
    assert BENCHES not in public
    assert "Den ene note, det bygger på" in public
    assert "2 blev spurgt." in public
    assert "Der kom 1 rettelse, og 1 kom med." in public
    assert WRONG not in public
    assert "Gaby" not in public
    printed = client().get(f"{path}/udskrift").text
    assert "Vi vil sidde i læ." in printed
    assert "Noget helt tredje." in printed


def test_pages_say_why_nothing_can_be_sorted_any_more(bo, client, harbour, sent):
    page = client(bo).get(f"{sent.path}/sortering").text
    assert "Udkastet er sendt til dem, der kom." in page
    assert "Mødet er ikke holdt endnu" not in page
    off = workshop_in(harbour, days=5, title="Aflyst", cancelled_at=clock.now(), cancel_reason="Sne")
    page = client(bo).get(f"{off.path}/udbytte").text
    assert "Mødet er aflyst" in page
    assert "Mødet er ikke holdt endnu" not in page


def test_where_no_letter_reached_those_who_came_it_is_said_so(bo, client, held, written):
    called_in(held, came=True)
    send_read_back(bo, held, until=clock.today() + WEEK)
    with after():
        asked = unsure(client(bo)).post(f"{held.path}/udbytte/offentliggoer").text
        assert "ingen er blevet spurgt, om det er sådan" in asked
        publish_outcome(bo, held)
        public = client().get(held.path).text
    assert "Ingen er blevet spurgt: Der kunne ikke sendes brev" in public
    assert "hvis navn er kendt" not in public


def test_where_nobody_wanted_a_correction_there_is_none_to_count(anna, bo, client, sent):
    confirm_read_back(anna, sent)
    with after():
        asked = unsure(client(bo)).post(f"{sent.path}/udbytte/offentliggoer").text
        assert "1 af de 2, der blev spurgt, har bekræftet det, og at der ikke kom nogen rettelser" in asked
        publish_outcome(bo, sent)
        public = client().get(sent.path).text
    assert "Der kom ingen rettelser." in public


def test_no_form_is_shown_that_can_only_be_refused(anna, bo, client, guest, sent, written):
    with after():
        ways = {f"{sent.path}/tilbagelaesning": client(anna), f"/moeder/uden-konto/{guest}/udbytte": client()}
        for way, reader in ways.items():
            assert reader.get(f"{way}/{written[1].id}").location == way
            late = reader.post(f"{way}/{written[1].id}", data={"text": WRONG})
            assert late.status_code == 422
            assert WRONG in late.text, "what was typed is not lost"
        assert client(bo).get(f"{written[0].path}/rettelse").status_code == 200
        publish_outcome(bo, sent)
        assert client(bo).get(f"{written[0].path}/rettelse").status_code == 422


def test_nobody_else_reads_the_draft(anna, client, gerda, guest, sent, written):
    assert LIGHT not in client().get(sent.path).text
    assert client(gerda).get(f"{sent.path}/tilbagelaesning").status_code == 403
    assert client().get(f"{sent.path}/tilbagelaesning").status_code == 302
    assert client().get(f"{sent.path}/udbytte/udskrift").status_code == 404
    assert client().get("/moeder/uden-konto/falsk/udbytte").status_code == 410
    assert LIGHT in client(anna).get(f"{sent.path}/tilbagelaesning").text
    assert f"{sent.path}/tilbagelaesning" in client(anna).get(sent.path).text
    assert f"/moeder/uden-konto/{guest}/udbytte" in client().get(f"/moeder/uden-konto/{guest}").text


def test_a_link_to_a_place_that_nobody_asked_leads_nowhere(client, guest, held, written):
    own = f"/moeder/uden-konto/{guest}/udbytte"
    assert client().get(own).status_code == 410
    assert client().post(own).status_code == 410
    assert client().post(f"{own}/{written[0].id}", data={"text": WRONG}).status_code == 410


def test_who_is_called_stands_on_the_page_of_those_who_hold_the_meeting(bo, client, dorte, sent):
    called_in(sent, came=True)
    page = client(bo).get(f"{sent.path}/udbytte").text
    assert "Kaj Ring" in page
    assert "20 30 40 50" in page
    assert "Kaj Ring" not in client(dorte).get(f"{sent.path}/udbytte").text
    place = to_be_called(sent)[0]
    assert client(bo).post(f"{sent.path}/udbytte/ringet/{place.id}").status_code == 302
    assert numbers(sent) == (3, 1, 0, 0, 0)
