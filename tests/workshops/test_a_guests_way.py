"""The whole way of somebody without an account, in the order of time: every page is opened by a link in a letter or on
the page before, every form is sent as it stands there, and the letters go over a real mail server."""

from datetime import datetime, time, timedelta

from portal.accounts.queries import user_by_email
from portal.foundation import clock
from portal.foundation.db import db
from portal.rules.stages import Stage
from portal.workshops.actions.attending import note_attendance
from portal.workshops.actions.evening import begin_round
from portal.workshops.actions.outcome import publish_outcome
from portal.workshops.actions.reading_back import send_read_back
from portal.workshops.actions.seating import lay_tables, seat_people, show_plan
from portal.workshops.actions.sorting import add_heading, move_notes, write_paragraph
from portal.workshops.forms.coming import AttendanceDraft
from portal.workshops.forms.outcome import ParagraphDraft
from portal.workshops.forms.tables import SeatingDraft, TablesDraft
from portal.workshops.models import ParticipantKind
from tests.walking import Parsed, chosen_value, is_sent
from tests.workshops.scene import called_in, workshop_in

MAIL, PASSWORD = "ida@example.dk", "kaffe-og-kringle-paa-kajen"
NOTE, OUTCOME = "Lygten ved broen er gået ud.", "Lygten ved broen skal laves først."


class Walker:
    """Somebody with a browser and a letter box, who can only press what is there."""

    def __init__(self, browser, letter_box):
        self.browser, self.letter_box, self.read = browser, letter_box, 0

    def opens(self, path):
        return self._sees(self.browser.get(path, follow_redirects=True))

    def _sees(self, answer):
        assert answer.status_code == 200, answer.text
        self.path, self.page = answer.request.path, Parsed(answer.text, answer.request.path)
        return self

    def sees(self, *words):
        text = " ".join(self.page.words.split())
        assert [one for one in words if one not in text] == [], text
        return self

    def offers(self, words):
        buttons = (text for form in self.page.forms for text in _buttons(form))
        return any(words in one for one in [*buttons, *(link.words for link in self.page.links)])

    def follows(self, words):
        (address, *_same) = [link.address for link in self.page.links if words in link.words]
        return self.opens(address)

    def presses(self, words, **typed):
        """Send the form with this button: what stands in it, and what is typed."""
        (form,) = [form for form in self.page.forms if any(words in text for text in _buttons(form))]
        names = {one.get("name") for one in form.fields}
        assert set(typed) <= names, names
        sent = {one["name"]: chosen_value(one) for one in form.fields
                if one["tag"] != "button" and one.get("name") and is_sent(one)}  # fmt: skip
        return self._sees(self.browser.post(form.action, data=sent | typed, follow_redirects=True))

    def gets(self, subject):
        """The letter that has come since the last one; its link is opened."""
        letters = self.letter_box.to(MAIL)
        new, self.read = letters[self.read :], len(letters)
        assert [letter["Subject"] for letter in new if subject in letter["Subject"]], [one["Subject"] for one in new]
        return self.opens(self.letter_box.last_path_to(MAIL))


def _buttons(form):
    return [" ".join(one["words"].split()) for one in form.fields if one["tag"] == "button"]


def test_from_the_first_letter_to_the_last(bo, client, harbour, letter_box, deliver_outbox):
    harbour.stage = Stage.CO_DESIGN
    workshop, ida = workshop_in(harbour, days=3), Walker(client(), letter_box)
    for name in ("Kaj Ring", "Liv Sand", "Mads Tofte"):
        called_in(workshop, name)
    _says_yes(ida, workshop, deliver_outbox)
    with _at(workshop, days=-1):
        _reads_where_to_sit(ida, bo, workshop, deliver_outbox)
    with _at(workshop, minutes=10):
        _writes_at_the_table(ida, bo, workshop)
    with _at(workshop, days=1):
        _is_asked_whether_it_was_so(ida, bo, workshop, deliver_outbox)
    with _at(workshop, days=5):
        publish_outcome(bo, workshop)
        deliver_outbox()
    with _next_sunday(clock.in_denmark(workshop.starts_at + timedelta(days=5)).date()):
        _reads_what_came_of_it(ida, deliver_outbox)
        _takes_leave_for_good(ida, deliver_outbox)
    db.session.refresh(workshop)
    assert user_by_email(MAIL) is None and "Ida" not in str([place.called for place in workshop.sign_ups])
    assert len(workshop.sign_ups) == 4, "that somebody came stays"


def _at(workshop, **later):
    return clock.frozen(workshop.starts_at + timedelta(**later))


def _next_sunday(day):
    """When the letter of the week comes, or has come this morning."""
    sunday = day + timedelta(days=(6 - day.weekday()) or 7)
    return clock.frozen(clock.moment_in_denmark(datetime.combine(sunday, time(16))))


def _says_yes(ida, workshop, deliver_outbox):
    """A page that everybody can see, a form, a letter, a press; and on the page of one's own what one needs."""
    ida.opens(workshop.path).follows("uden konto")
    ida.presses("Send mig et link", name="Ida Krog", email=MAIL, kind="citizen", needs="")
    ida.sees("Kig i din mail", MAIL)
    deliver_outbox()
    ida.gets("Bekræft, at du kommer").sees("Ida Krog")
    assert user_by_email(MAIL) is None, "opening a letter confirms nothing"
    ida.presses("Bekræft, at jeg kommer").sees("Du har en plads", "Kulturhuset")
    ida.follows("Se din plads").sees("Du har en plads")
    ida.presses("Gem ændringerne", kind="association", organisation="Roklubben", needs="Plads til en kørestol")
    ida.sees("Det er ændret", "Roklubben", "Plads til en kørestol")
    deliver_outbox()
    ida.gets("Du er tilmeldt").sees("Roklubben")
    (place,) = [one for one in workshop.sign_ups if one.user is not None]
    assert (place.kind, place.needs) == (ParticipantKind.ASSOCIATION, "Plads til en kørestol")


def _reads_where_to_sit(ida, bo, workshop, deliver_outbox):
    lay_tables(bo, workshop, TablesDraft(2, 4, 2, 20))
    seat_people(bo, workshop, SeatingDraft())
    show_plan(bo, workshop)
    deliver_outbox()
    ida.gets("Husk").sees("Her sidder du", "Bord")
    assert not ida.offers("Bord 1") and not ida.offers("Bord 2"), "nothing is written before the day"


def _writes_at_the_table(ida, bo, workshop):
    """From the page of one's own to the page of the table, on the evening."""
    begin_round(bo, workshop, workshop.rounds[0])
    ida.opens(ida.path).sees("Her sidder du").follows("Bord").sees("Runde 1 af 2")
    ida.presses("Send noten", body=NOTE).sees(NOTE)


def _is_asked_whether_it_was_so(ida, bo, workshop, deliver_outbox):
    note_attendance(bo, workshop, AttendanceDraft(frozenset(one.id for one in workshop.sign_ups), {}))
    add_heading(bo, workshop, "Lys")
    (heading,) = workshop.paragraphs
    move_notes(bo, workshop, [note.id for note in workshop.notes], heading.id)
    write_paragraph(bo, heading, ParagraphDraft("Lys", "Lygten ved broen er vigtig."))
    send_read_back(bo, workshop, until=clock.today() + timedelta(days=2))
    deliver_outbox()
    ida.gets("Er det sådan, vi sagde det?").sees("Lygten ved broen er vigtig.")
    ida.presses("Ja, det var sådan, vi sagde det").sees("Du har bekræftet")


def _reads_what_came_of_it(ida, deliver_outbox):
    deliver_outbox()
    ida.gets("Ugen på").follows("Se mødet").sees("Lygten ved broen er vigtig.", NOTE)


def _takes_leave_for_good(ida, deliver_outbox):
    """As the page about privacy says it: an account with the same address, and then away with it."""
    ida.follows("Privatliv").follows("Opret en konto").presses("Opret konto", name="Ida Krog", email=MAIL)
    deliver_outbox()
    ida.gets("adgangskode").presses("Opret konto", password=PASSWORD)
    ida.follows("Privatliv").follows("Slet din konto").presses("Slet min konto", password=PASSWORD).sees(
        "Din konto er slettet"
    )
