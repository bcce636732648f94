"""Those who came are reminded of the draft once, and told once when what they confirmed has been changed since."""

import re
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Visitor
from portal.events.models import Event
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.workshops.actions.noting import note_at_table
from portal.workshops.actions.outcome import publish_outcome
from portal.workshops.actions.reading_back import (
    answer_correction,
    confirm_read_back,
    correct_own_draft,
    correct_paragraph,
    send_read_back,
)
from portal.workshops.actions.reminding import remind_of_read_back, tell_of_changes
from portal.workshops.actions.sorting import move_notes
from portal.workshops.forms.at_table import KeyedNote
from portal.workshops.forms.reading_back import CorrectionAnswerDraft
from portal.workshops.links import path_of_table
from portal.workshops.models import WorkshopNote
from portal.workshops.queries.reading_back import replies_of
from tests.workshops.scene import called_in, drafted_in, table_at

WINDOW = 7


def at(days, hour=9):
    """So many days from today, by a Danish clock."""
    return clock.frozen(clock.moment_in_denmark(datetime.combine(clock.today() + timedelta(days=days), time(hour))))


@pytest.fixture
def draft(anna, bo, gerda, harbour):
    """Bo, Anna and Gerda came, and Kaj, whom Bo has signed up; all four are asked, and can answer for a week."""
    workshop = drafted_in(harbour, bo, anna, gerda)
    called_in(workshop, "Kaj Ring", email="kaj@example.dk", came=True)
    send_read_back(bo, workshop, until=clock.today() + timedelta(days=WINDOW))
    return workshop


def told(kind):
    return list(db.session.scalars(select(Event.subject_id).where(Event.type == f"workshop.read-back-{kind}")))


def mails(letter_box, words):
    return sorted(one["To"] for one in letter_box.letters if words in one["Subject"])


def taken_in(bo, draft, number=0, text="Stien er mørk om vinteren."):
    correction = correct_own_draft(bo, draft.paragraphs[number], f"Ret {text}")
    answer_correction(bo, correction, CorrectionAnswerDraft(True, "Ja", text))


def test_who_has_not_answered_is_reminded_once_two_days_before(
    anna, bo, client, deliver_outbox, draft, gerda, letter_box
):  # fmt: skip
    """Anna has confirmed and Gerda corrected; Bo and Kaj have said nothing. Kaj's letter has a link of his own."""
    confirm_read_back(anna, draft)
    correct_paragraph(gerda, draft.paragraphs[0], "Kun om vinteren.")
    for days, hour in ((WINDOW - 3, 12), (WINDOW - 2, 7)):
        with at(days, hour):
            assert remind_of_read_back(50) == 0
    with at(WINDOW - 2):
        assert (remind_of_read_back(50), remind_of_read_back(50)) == (2, 0)
        letter_box.letters.clear()
        deliver_outbox()
    assert mails(letter_box, "Du kan stadig svare") == sorted([bo.email, "kaj@example.dk"])
    (letter,) = [one for one in letter_box.to("kaj@example.dk") if "Du kan stadig svare" in one["Subject"]]
    link = re.search(r"/moeder/uden-konto/\S+/udbytte", letter.get_body(("plain",)).get_content())[0]
    with at(WINDOW - 2):
        assert "Er det sådan, vi sagde det?" in client().get(link).text
    with at(WINDOW + 1):
        assert remind_of_read_back(50) == 0


def test_nobody_is_reminded_the_day_they_are_asked(bo, harbour):
    """A window of two days begins where the reminder would come."""
    workshop = drafted_in(harbour, bo)
    send_read_back(bo, workshop, until=clock.today() + timedelta(days=2))
    assert remind_of_read_back(50) == 0


def test_of_an_outcome_that_is_published_nobody_is_reminded(bo, draft):
    with at(WINDOW - 2):
        draft.outcome_published_at = clock.now()
        db.session.commit()
        assert remind_of_read_back(50) == 0


def test_who_confirmed_is_told_once_of_all_that_is_changed_together(anna, bo, deliver_outbox, draft, letter_box):
    confirm_read_back(anna, draft)
    waiting = correct_own_draft(bo, draft.paragraphs[1], "Flere bænke")
    taken_in(bo, draft)
    assert tell_of_changes(50) == 0, "another correction waits"
    answer_correction(bo, waiting, CorrectionAnswerDraft(True, "Ja", "Der mangler to bænke."))
    assert (tell_of_changes(50), tell_of_changes(50)) == (1, 0)
    letter_box.letters.clear()
    deliver_outbox()
    with at(1):
        deliver_outbox()
    assert mails(letter_box, "Ændret, siden du bekræftede") == [anna.email]


def test_who_confirms_anew_is_told_of_the_next_change(anna, bo, draft):
    """And who has not confirmed is not told: they read the draft as it stands."""
    confirm_read_back(anna, draft)
    taken_in(bo, draft)
    assert tell_of_changes(50) == 1
    taken_in(bo, draft, 1, "Der mangler to bænke.")
    assert tell_of_changes(50) == 0, "not once for each edit"
    confirm_read_back(anna, draft)
    assert tell_of_changes(50) == 0
    taken_in(bo, draft, 1, "Der mangler tre bænke.")
    assert tell_of_changes(50) == 1
    assert len(told("overtaken")) == 2


def test_a_no_changes_nothing_and_nobody_is_told(anna, bo, draft):
    confirm_read_back(anna, draft)
    correction = correct_own_draft(bo, draft.paragraphs[0], "Anderledes")
    answer_correction(bo, correction, CorrectionAnswerDraft(False, "Nej", draft.paragraphs[0].text))
    assert tell_of_changes(50) == 0


def test_it_is_confirmed_anew_after_the_last_day_until_it_is_published(anna, bo, client, draft, gerda):
    confirm_read_back(anna, draft)
    with at(WINDOW + 1):
        taken_in(bo, draft)
        with pytest.raises(Refused, match="Du kunne svare"):
            confirm_read_back(gerda, draft)
        page = f"{draft.path}/tilbagelaesning"
        assert "bekræft" in client(anna).get(page).text and "<form" in client(anna).get(page).text
        assert client(anna).post(page, data={}).status_code == 302
        (reply,) = [one for one in replies_of(draft) if one.sign_up.user_id == anna.id]
        assert reply.confirmed_at == clock.now()
        publish_outcome(bo, draft)
        assert (draft.read_back_confirmed, draft.read_back_overtaken) == (1, 0)


def test_a_note_that_comes_after_the_draft_is_kept_and_said_to_be_late(bo, client, draft):
    """Told to the phone and shown as such; it is in no paragraph, is published with the others, and nothing is lost."""
    table = table_at(draft)
    with at(1):
        note_at_table(Visitor(), table, KeyedNote("Kom i tanke om det på vej hjem", "k"))
        on_phone = client().get(path_of_table(table)).text
        assert "Udkastet til udbyttet er sendt" in on_phone and on_phone.count("kom, efter at udkastet var sendt") == 1
        page = client(bo).get(f"{draft.path}/sortering").text
        late = page.partition('id="kom-senere"')[2]
        assert "Kom i tanke om det" in late and "Der er mørkt" not in late
        note = db.session.scalars(select(WorkshopNote).order_by(WorkshopNote.id.desc())).first()
        with pytest.raises(Refused, match="Udkastet er sendt"):
            move_notes(bo, draft, [note.id], draft.paragraphs[0].id)
    with at(WINDOW + 1):
        publish_outcome(bo, draft)
        public = client().get(draft.path).text
    assert "Kom i tanke om det" in public and public.count("Kom, efter at udkastet var sendt") == 1


def test_a_correction_that_waits_is_said_to_wait(bo, client, draft):
    first = correct_own_draft(bo, draft.paragraphs[0], "Kun om vinteren")
    assert "1 rettelse, som venter på svar" in client(bo).get(f"{draft.path}/udbytte").text
    correct_own_draft(bo, draft.paragraphs[1], "Flere bænke")
    answer_correction(bo, first, CorrectionAnswerDraft(False, "Nej", draft.paragraphs[0].text))
    assert "Der kom 2 rettelser, og 0 kom med. 1 venter på svar." in client(bo).get(f"{draft.path}/udbytte").text
