"""What can be done with a workshop: before it, on its day, and after it."""

from typing import Any

from portal.foundation.dates import day, daytime
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _, ngettext
from portal.house.carriers import add_file_to
from portal.house.deeds import Deed, beneath
from portal.house.discussed import discussing
from portal.meetings.deeds import ensure_ahead, ensure_held
from portal.meetings.queries import has_begun, is_over, is_the_day
from portal.rules.permissions import Permission
from portal.workshops.models import OutcomeCorrection, Workshop, WorkshopNote
from portal.workshops.queries import takes_sign_ups
from portal.workshops.queries.dots import dots_put
from portal.workshops.queries.reading_back import (
    anew_until,
    is_open,
    nobody_can_be_asked,
    reply_of_person,
    to_be_asked,
    unanswered,
)
from portal.workshops.queries.tables import has_seats, tables_of


def _is_seated(workshop: Workshop) -> None:
    ensure_held(workshop)
    if is_over(workshop):
        raise Refused(_("The meeting is over, so nobody is seated any more."))


def _is_a_draft(workshop: Workshop) -> None:
    _is_seated(workshop)
    if workshop.plan_shown_at is not None:
        raise Refused(_("Those who come can see where they sit."))
    if not has_seats(workshop):
        raise Refused(_("Nobody is seated yet."))


def _has_begun(workshop: Workshop) -> None:
    ensure_held(workshop)
    if not has_begun(workshop):
        raise Refused(_("The meeting has not begun, so nobody has come yet."))


def _can_be_written_down(workshop: Workshop) -> None:
    _has_begun(workshop)
    if workshop.outcome_published_at is not None:
        raise Refused(_("The outcome has been published, so nobody is asked any more. Write only how many came."))


def _takes_notes(workshop: Workshop) -> None:
    ensure_held(workshop)
    if workshop.outcome_published_at is not None:
        raise Refused(_("The outcome has been published, so the notes can no longer be changed."))


def _is_noted(workshop: Workshop) -> None:
    ensure_held(workshop)
    if not is_the_day(workshop):
        raise Refused(_("Notes are written from the day on which the meeting is held."))
    _takes_notes(workshop)


def _can_take_dots(workshop: Workshop) -> None:
    _is_noted(workshop)
    if not tables_of(workshop):
        raise Refused(_("Dots are put at a table. Say first how many tables there are."))
    if workshop.dots_closed_at is not None:
        raise Refused(_("The dots are closed and counted."))
    if workshop.takes_dots and dots_put(workshop):
        raise Refused(_("Somebody has put a dot, so each phone keeps as many as it has."))


def _takes_dots(workshop: Workshop) -> None:
    _takes_notes(workshop)
    if not workshop.takes_dots:
        raise Refused(_("Dots can be put no longer.") if workshop.dots_closed_at else _("Dots cannot be put yet."))


def ensure_table(workshop: Workshop, number: int) -> None:
    """Where tables are laid, a note is from one of them."""
    laid = [table.number for table in tables_of(workshop)]
    if laid and number not in laid:
        raise Refused(
            ngettext("There is no table %(number)s. %(count)s table is laid.",
                     "There is no table %(number)s. %(count)s tables are laid.", len(laid), number=number)
        )  # fmt: skip


def ensure_not_moderated(note: WorkshopNote) -> None:
    """What a moderator has hidden is not for those who hold the meeting to read, change or show."""
    if note.is_moderated:
        raise Refused(_("A moderator has hidden the note. Only a decision about an appeal can show it again."))


def ensure_can_be_corrected(workshop: Workshop, *, reworded: bool = False) -> None:
    """What somebody chose with a dot, or read a draft by, is not said otherwise afterwards."""
    if workshop.read_back_sent_at is not None:
        raise Refused(
            _("The draft has been sent to those who came, so the notes stand as they are. A note can be hidden.")
        )
    if workshop.dots_closed_at is not None:
        raise Refused(_("The dots are counted, so the notes stand as they are. A note can be hidden."))
    if workshop.takes_dots and reworded:
        raise Refused(_("Dots are put on the notes now, so their words stand. Hide the note, and write a new one."))


def _takes_files(workshop: Workshop) -> None:
    ensure_held(workshop)
    if not is_the_day(workshop):
        raise Refused(_("Files are added from the day on which the meeting is held."))
    if workshop.outcome_published_at is not None:
        raise Refused(_("The outcome has been published, so its files stay as they are."))


def _is_summed_up(workshop: Workshop) -> None:
    ensure_held(workshop)
    if not has_begun(workshop):
        raise Refused(_("The meeting has not been held yet."))
    if workshop.outcome_published_at is not None:
        raise Refused(_("The outcome has been published and can no longer be changed."))


def _is_one_text(workshop: Workshop) -> None:
    _is_summed_up(workshop)
    if workshop.paragraphs:
        raise Refused(_("The outcome is written paragraph by paragraph."))


def _is_sorted(workshop: Workshop) -> None:
    _is_summed_up(workshop)
    if workshop.outcome:
        raise Refused(_("The outcome of this meeting is written as one text."))


def _is_being_sorted(workshop: Workshop) -> None:
    _is_sorted(workshop)
    if workshop.read_back_sent_at is not None:
        raise Refused(_("The draft has been sent to those who came. It is changed by answering a correction."))


def _can_be_sent(workshop: Workshop) -> None:
    _is_sorted(workshop)
    if not is_over(workshop):
        raise Refused(_("The meeting is going on. The draft is sent when it is over."))
    if workshop.attended_at is None:
        raise Refused(_("Note first who came. It is they who are asked."))
    if workshop.read_back_sent_at is not None:
        if not is_open(workshop) or not to_be_asked(workshop):
            raise Refused(_("The draft has been sent to everybody who came."))
        return
    if not workshop.paragraphs or not all(one.text for one in workshop.paragraphs):
        raise Refused(_("Write each paragraph before the draft is sent."))
    if nobody_can_be_asked(workshop):
        raise Refused(_("Nobody whose name is known was there, so nobody can be asked."))


def _is_read_back(workshop: Workshop) -> None:
    _is_sorted(workshop)
    if workshop.read_back_sent_at is None:
        raise Refused(_("The draft has not been sent to those who came yet."))


def _can_be_answered(workshop: Workshop) -> None:
    _is_read_back(workshop)
    if workshop.read_back_until is not None and not is_open(workshop):
        raise Refused(_("You could answer until %(day)s.", day=day(workshop.read_back_until)))


def _waits_for_an_answer(correction: OutcomeCorrection) -> None:
    _is_read_back(correction.paragraph.workshop)
    if correction.answered_at is not None:
        raise Refused(_("It has been answered."))


def _can_be_published(workshop: Workshop) -> None:
    _is_summed_up(workshop)
    if not workshop.paragraphs:
        if workshop.outcome_confirmed_at is None:
            raise Refused(_("The outcome is published when it has been read back to those who were there."))
        return
    if workshop.read_back_sent_at is None:
        if not nobody_can_be_asked(workshop) or not all(one.text for one in workshop.paragraphs):
            raise Refused(_("The outcome is published when it has been read back to those who were there."))
        return
    if workshop.read_back_until is not None and is_open(workshop):
        raise Refused(_("Those who came can answer until %(day)s.", day=day(workshop.read_back_until)))
    if waiting := unanswered(workshop):
        raise Refused(
            ngettext("%(count)s correction waits for an answer.", "%(count)s corrections wait for an answer.", waiting)
        )
    if (until := anew_until(workshop)) is not None:
        raise Refused(
            _("A paragraph has been changed. Those who had confirmed the draft can confirm it anew until %(time)s, and"
              " the outcome is published after that.", time=daytime(until))
        )  # fmt: skip


def _has_been_asked(actor: Any, workshop: Workshop) -> bool:
    return reply_of_person(actor, workshop) is not None


def _takes_sign_ups(workshop: Workshop) -> None:
    if not takes_sign_ups(workshop):
        raise Refused(_("The meeting has begun or been cancelled, so you can no longer sign up."))


P = Permission
SEE_NAMES = Deed(permission=P.WORKSHOP_SEE_NAMES, label=N_("Those who have signed up"), url=beneath("/deltagere"))
CHANGE = Deed(permission=P.WORKSHOP_PLAN, label=N_("Change the meeting"), url=beneath("/ret"), ensure=ensure_ahead)
CANCEL = Deed(
    permission=P.WORKSHOP_PLAN,
    label=N_("Cancel the meeting"),
    url=beneath("/aflys"),
    ensure=ensure_ahead,
    is_asked_twice=True,
)
LAY_TABLES = Deed(
    permission=P.WORKSHOP_PLAN, label=N_("Tables and table plan"), url=beneath("/borde"), ensure=_is_seated
)
SHOW_PLAN = Deed(
    permission=P.WORKSHOP_PLAN,
    label=N_("Show the plan to those who come"),
    url=beneath("/borde/vis"),
    ensure=_is_a_draft,
    is_pressed=True,
)
BEGIN_ROUND = Deed(
    permission=P.WORKSHOP_PLAN, label=N_("The screen in the room"), url=beneath("/rummet"), ensure=_is_seated
)
PRINT = Deed(
    permission=P.WORKSHOP_SEE_NAMES, label=N_("Print for the evening"), url=beneath("/udskriv"), ensure=ensure_held
)
ATTEND = Deed(permission=P.WORKSHOP_SEE_NAMES, label=N_("Note who came"), url=beneath("/fremmoede"), ensure=_has_begun)
WRITE_DOWN = Deed(
    permission=P.WORKSHOP_TYPE_IN,
    label=N_("Write down somebody who came"),
    url=beneath("/fremmoede/ny"),
    ensure=_can_be_written_down,
)
NOTE = Deed(permission=P.WORKSHOP_NOTE, label=N_("Notes from the tables"), url=beneath("/noter"), ensure=_is_noted)
NOTE_AT_TABLE = Deed(  # at an address that only those at the table have
    permission=P.WORKSHOP_NOTE_AT_TABLE, label=N_("Write a note"), url=beneath(""), ensure=_is_noted
)
OPEN_DOTS = Deed(
    permission=P.WORKSHOP_PLAN, label=N_("Open for dots"), url=beneath("/prikker/aabn"), ensure=_can_take_dots
)
PUT_DOT = Deed(  # at an address that only those at the table have
    permission=P.WORKSHOP_NOTE_AT_TABLE, label=N_("Put a dot"), url=beneath(""), ensure=_takes_dots
)
CLOSE_DOTS = Deed(
    permission=P.WORKSHOP_PLAN,
    label=N_("Close and count the dots"),
    url=beneath("/prikker/luk"),
    ensure=_takes_dots,
    is_pressed=True,
    is_asked_twice=True,
)
TYPE_DOTS = Deed(permission=P.WORKSHOP_PLAN, label=N_("Dots on notes"), url=beneath("/prikker"), ensure=_is_noted)
HIDE_NOTE = Deed(  # also one that everybody reads already; a button stands beside each note
    permission=P.WORKSHOP_PLAN, label=N_("Hide the note"), url=beneath("/noter")
)
RENEW_TABLE = Deed(  # beside each table
    permission=P.WORKSHOP_PLAN, label=N_("Give the table another address"), url=beneath("/borde"), ensure=_takes_notes
)
SEE_OUTCOME = Deed(permission=P.WORKSHOP_NOTE, label=N_("Outcome"), url=beneath("/udbytte"), ensure=_is_summed_up)
SORT = Deed(
    permission=P.WORKSHOP_SUM_UP, label=N_("Sort the notes"), url=beneath("/sortering"), ensure=_is_being_sorted
)
WRITE_PARAGRAPH = Deed(
    permission=P.WORKSHOP_SUM_UP,
    label=N_("Write the paragraph"),
    url=beneath(""),
    ensure=lambda paragraph: _is_being_sorted(paragraph.workshop),
    scope=lambda paragraph: paragraph.workshop.committee,
)
REMOVE_HEADING = Deed(
    permission=P.WORKSHOP_SUM_UP,
    label=N_("Remove the heading"),
    url=beneath("/fjern"),
    ensure=lambda paragraph: _is_being_sorted(paragraph.workshop),
    scope=lambda paragraph: paragraph.workshop.committee,
    is_pressed=True,
    is_asked_twice=True,
)
SEND_READ_BACK = Deed(
    permission=P.WORKSHOP_SUM_UP,
    label=N_("Send the draft to those who came"),
    url=beneath("/udbytte/send"),
    ensure=_can_be_sent,
    is_asked_twice=True,
)
ANSWER_READ_BACK = Deed(
    permission=P.WORKSHOP_ANSWER_READ_BACK,
    label=N_("Read the draft of the outcome"),
    url=beneath("/tilbagelaesning"),
    ensure=_can_be_answered,
    is_whose=_has_been_asked,
)
CONFIRM_ANEW = Deed(  # of a draft that was changed since; the button stands where the first one stood
    permission=P.WORKSHOP_ANSWER_READ_BACK,
    label=N_("Read the draft of the outcome"),
    url=beneath("/tilbagelaesning"),
    ensure=_is_read_back,
    is_whose=_has_been_asked,
)
NOTE_CONFIRMATION = Deed(
    permission=P.WORKSHOP_SUM_UP,
    label=N_("Confirms it on the phone"),
    url=beneath("/udbytte"),
    ensure=_is_read_back,
)
CORRECT_PARAGRAPH = Deed(
    permission=P.WORKSHOP_SUM_UP,
    label=N_("Write down a correction"),
    url=beneath("/rettelse"),
    ensure=lambda paragraph: _is_read_back(paragraph.workshop),
    scope=lambda paragraph: paragraph.workshop.committee,
)
ANSWER_CORRECTION = Deed(
    permission=P.WORKSHOP_SUM_UP,
    label=N_("Answer"),
    url=beneath(""),
    ensure=_waits_for_an_answer,
    scope=lambda correction: correction.paragraph.workshop.committee,
)
WRITE_OUTCOME = Deed(
    permission=P.WORKSHOP_PLAN, label=N_("Keep the outcome"), url=beneath("/udbytte"), ensure=_is_one_text
)
CONFIRM_OUTCOME = Deed(
    permission=P.WORKSHOP_CONFIRM_OUTCOME,
    label=N_("Note that it has been read back"),
    url=beneath("/udbytte/bekraeft"),
    ensure=_is_one_text,
)
PUBLISH_OUTCOME = Deed(
    permission=P.WORKSHOP_PLAN,
    label=N_("Publish outcome and notes"),
    url=beneath("/udbytte/offentliggoer"),
    ensure=_can_be_published,
    is_pressed=True,
    is_asked_twice=True,
)
DISCUSS = discussing("udbytte", lambda workshop: workshop.outcome_published_at is not None, P.WORKSHOP_SUM_UP)
SIGN_UP = Deed(permission=P.WORKSHOP_SIGN_UP, label=N_("Sign up"), url=beneath(""), ensure=_takes_sign_ups)
SIGN_UP_AS_GUEST = Deed(  # offered to whoever has not signed in, though all may
    permission=P.WORKSHOP_SIGN_UP_AS_GUEST,
    label=N_("Sign up without an account"),
    url=beneath("/uden-konto"),
    ensure=_takes_sign_ups,
)
LIMIT = Deed(
    permission=P.WORKSHOP_PLAN, label=N_("Share out the places"), url=beneath("/fordeling"), ensure=ensure_ahead
)
TYPE_IN = Deed(
    permission=P.WORKSHOP_TYPE_IN, label=N_("Sign somebody up"), url=beneath("/deltagere/ny"), ensure=_takes_sign_ups
)
ADD_FILE = Deed(permission=P.WORKSHOP_NOTE, label=N_("Add a file"), url=add_file_to("moede"), ensure=_takes_files)
REMOVE_FILE = Deed(  # also what others added, and what everybody reads already; a button stands beside each file
    permission=P.WORKSHOP_PLAN, label=N_("Remove the file"), url=beneath("")
)
DEEDS = {
    "workshop": {
        "see_names": SEE_NAMES,
        "lay_tables": LAY_TABLES,
        "show_plan": SHOW_PLAN,
        "print": PRINT,
        "begin_round": BEGIN_ROUND,
        "type_in": TYPE_IN,
        "attend": ATTEND,
        "write_down": WRITE_DOWN,
        "change": CHANGE,
        "limit": LIMIT,
        "cancel": CANCEL,
        "note": NOTE,
        "type_dots": TYPE_DOTS,
        "open_dots": OPEN_DOTS,
        "close_dots": CLOSE_DOTS,
        "sort": SORT,
        "see_outcome": SEE_OUTCOME,
        "send_read_back": SEND_READ_BACK,
        "answer_read_back": ANSWER_READ_BACK,
        "note_confirmation": NOTE_CONFIRMATION,
        "write_outcome": WRITE_OUTCOME,
        "confirm_outcome": CONFIRM_OUTCOME,
        "publish_outcome": PUBLISH_OUTCOME,
        "discuss": DISCUSS,
        "sign_up": SIGN_UP,
        "add_file": ADD_FILE,
    },
    "outcome_paragraph": {"write": WRITE_PARAGRAPH, "remove": REMOVE_HEADING, "correct": CORRECT_PARAGRAPH},
    "outcome_correction": {"answer": ANSWER_CORRECTION},
}
