"""What can be done with a committee meeting: before it, at it, and after it."""

from typing import Any

from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _, ngettext
from portal.house.carriers import add_file_to
from portal.house.deeds import Deed, beneath
from portal.meetings.deeds import ensure_ahead, ensure_held
from portal.meetings.queries import has_begun, is_over, is_the_day
from portal.rules.permissions import Permission
from portal.sittings.deeds.papers import OF_EXTRACT, OF_PUBLICATION, OF_SITTING, ensure_locked
from portal.sittings.models import AgendaItem, MinutesObjection, MinutesReader, Sitting
from portal.sittings.protocol import RUNS_OVER, has_ended, is_correctable, was_taken
from portal.sittings.queries import reader_of, unanswered
from portal.sittings.readers import has_read_this, silent, standing_reading, was_told_today
from portal.sittings.signing import has_signed, may_sign


def _is_ahead(sitting: Sitting) -> None:
    ensure_ahead(sitting)
    if is_the_day(sitting) and sitting.turns:  # it can begin before its time
        raise Refused(_("The meeting has begun, so it can no longer be changed."))


def _has_items(sitting: Sitting) -> None:
    if not sitting.items:
        raise Refused(_("There is nothing on the agenda."))


def _can_be_sent(sitting: Sitting) -> None:
    _is_ahead(sitting)
    if not sitting.items:
        raise Refused(_("Put at least one item on the agenda before you send it."))


def _of_one_ahead(item: AgendaItem) -> None:
    """What was added at the meeting is written on until the minutes are sent."""
    (_is_being_minuted if item.added_at_meeting else _is_ahead)(item.sitting)


def _can_be_removed(item: AgendaItem) -> None:
    _of_one_ahead(item)
    if item.added_at_meeting and any(turn.item_id == item.id for turn in item.sitting.turns):
        raise Refused(_("The item has begun, so it stays on the agenda."))
    if is_the_day(item.sitting) and (was_taken(item) or item.presences):
        raise Refused(_("Minutes are written of the item, so it stays on the agenda."))


def _is_held(sitting: Sitting) -> None:
    ensure_held(sitting)
    if not is_the_day(sitting):
        raise Refused(_("Minutes are written from the day on which the meeting is held."))


def _is_being_minuted(sitting: Sitting) -> None:
    _is_held(sitting)
    if sitting.minutes_sent_at is not None:
        raise Refused(_("The minutes have been sent. They are changed by answering an objection."))


def _is_on(sitting: Sitting) -> None:
    _is_being_minuted(sitting)
    if not sitting.items:
        raise Refused(_("There is nothing on the agenda."))
    if has_ended(sitting):
        raise Refused(_("The meeting has ended."))
    if clock.now() > sitting.ends_at + RUNS_OVER:  # a press would say that it was held now
        raise Refused(_("The meeting has been held. Write the minutes item by item."))


def _has_turns(sitting: Sitting) -> None:
    _is_being_minuted(sitting)
    if not sitting.turns:
        raise Refused(_("Nothing has begun yet."))


def _is_minuted(sitting: Sitting) -> None:
    """It can end long before the planned hour: the press, or the typed hour, says so."""
    _is_being_minuted(sitting)
    if has_ended(sitting) and sitting.items:
        return
    if not has_begun(sitting) or not sitting.items:
        raise Refused(_("The meeting has not been held yet."))
    if not is_over(sitting):
        raise Refused(_("The meeting has not ended yet. Say that it ends, or type when it did."))


def _has_begun(sitting: Sitting) -> None:
    _is_being_minuted(sitting)
    if not sitting.turns and not has_begun(sitting):
        raise Refused(_("The meeting has not begun. Put it on the agenda instead."))


def _is_spoken_at(sitting: Sitting) -> None:
    _is_held(sitting)
    _is_not_approved(sitting)
    if not sitting.items or not (sitting.turns or has_begun(sitting)):
        raise Refused(_("The meeting has not been held yet."))


def _has_hours(sitting: Sitting) -> None:
    """They can be corrected until the minutes are approved; once they are sent, with an entry."""
    _is_held(sitting)
    _is_not_approved(sitting)
    if not sitting.items:
        raise Refused(_("There is nothing on the agenda."))
    if not sitting.turns and not has_begun(sitting):
        raise Refused(_("The meeting has not begun yet."))


def _is_not_locked(sitting: Sitting) -> None:
    if sitting.minutes_sent_at is None:
        raise Refused(_("The minutes have not been sent to the members yet."))
    _is_not_approved(sitting)


def _is_not_approved(sitting: Sitting) -> None:
    if sitting.minutes_approved_at is not None:
        raise Refused(_("The minutes are approved, so nothing is changed any more."))


def _can_be_reminded_of(sitting: Sitting) -> None:
    _is_minuted(sitting)
    if not sitting.readers:
        raise Refused(_("Nobody is asked to read the minutes through."))
    waits = silent(sitting)
    if not waits:
        raise Refused(_("Everybody has answered."))
    if all(was_told_today(one) for one in waits):
        raise Refused(_("Those who have not answered got a letter today."))


def _has_not_answered(reader: MinutesReader) -> None:
    _is_minuted(reader.sitting)
    if reader.answered_at is not None or reader.readings:
        raise Refused(_("Whoever has answered stays on the list."))


def _can_be_corrected(sitting: Sitting) -> None:
    if sitting.minutes_sent_at is None and sitting.readers:
        _is_minuted(sitting)
        return
    _is_not_locked(sitting)
    if not is_correctable(sitting):
        raise Refused(
            _(
                "Corrections could be asked for until %(day)s. Write to the secretary.",
                day=day(sitting.objections_until),
            )
        )


def _waits_for_an_answer(objection: MinutesObjection) -> None:
    _is_not_approved(objection.item.sitting)
    if objection.answered_at is not None:
        raise Refused(_("It has been answered."))


def _can_be_signed(sitting: Sitting) -> None:
    _is_not_locked(sitting)
    if is_correctable(sitting):
        raise Refused(_("Members can ask for corrections until %(day)s.", day=day(sitting.objections_until)))
    waiting = len(unanswered(sitting))
    if waiting:
        raise Refused(
            ngettext("%(count)s objection waits for an answer.", "%(count)s objections wait for an answer.", waiting)
        )


def _reads_draft(actor: Any, sitting: Sitting) -> bool:
    return reader_of(sitting, actor) is not None


def _has_not_read(actor: Any, sitting: Sitting) -> bool:
    reader = reader_of(sitting, actor)
    return reader is not None and not has_read_this(reader)


def _has_read(actor: Any, sitting: Sitting) -> bool:
    reader = reader_of(sitting, actor)
    return reader is not None and standing_reading(reader) is not None


P = Permission
ANSWER_INVITATION = Deed(
    permission=P.SITTING_TAKE_PART, label=N_("Say whether you come"), url=beneath("/svar"), ensure=_is_ahead
)
WRITE_AGENDA = Deed(
    permission=P.SITTING_PLAN, label=N_("Write the agenda"), url=beneath("/dagsorden"), ensure=_is_ahead
)
SEND_AGENDA = Deed(
    permission=P.SITTING_PLAN,
    label=N_("Send the agenda"),
    url=beneath("/dagsorden/send"),
    ensure=_can_be_sent,
    is_pressed=True,
    is_asked_twice=True,
)
KEEP_TEMPLATE = Deed(
    permission=P.SITTING_PLAN, label=N_("Keep an agenda"), url=beneath("/skabeloner"), ensure=_has_items
)
CHANGE = Deed(permission=P.SITTING_PLAN, label=N_("Change the meeting"), url=beneath("/ret"), ensure=_is_ahead)
CANCEL = Deed(
    permission=P.SITTING_PLAN,
    label=N_("Cancel the meeting"),
    url=beneath("/aflys"),
    ensure=_is_ahead,
    is_asked_twice=True,
)
COPY = Deed(permission=P.SITTING_PLAN, label=N_("Copy the meeting"), url=beneath("/kopier"))
CHANGE_ITEM = Deed(
    permission=P.SITTING_PLAN,
    label=N_("Change the item"),
    url=lambda item: f"{item.sitting.path}/dagsorden/{item.id}",
    ensure=_of_one_ahead,
)
REMOVE_ITEM = Deed(
    permission=P.SITTING_PLAN,
    label=N_("Take it off the agenda"),
    url=lambda item: f"{item.sitting.path}/dagsorden/{item.id}/slet",
    ensure=_can_be_removed,
    is_pressed=True,
    is_asked_twice=True,
)
ADD_ITEM_FILE = Deed(
    permission=P.SITTING_PLAN,
    label=N_("Add a file"),
    url=add_file_to("punkt"),
    ensure=_of_one_ahead,
)
ADD_MINUTES_FILE = Deed(
    permission=P.SITTING_MINUTE, label=N_("Add a file"), url=add_file_to("referat"), ensure=_is_being_minuted
)
RUN = Deed(permission=P.SITTING_MINUTE, label=N_("Run the meeting"), url=beneath("/forloeb"), ensure=_is_on)
UNDO_TURN = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Take the last press back"),
    url=beneath("/forloeb/fortryd"),
    ensure=_has_turns,
    is_pressed=True,
)
ADD_AT_MEETING = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Add an item outside the agenda"),
    url=beneath("/forloeb/nyt-punkt"),
    ensure=_has_begun,
)
WRITE_SPOKEN = Deed(
    permission=P.SITTING_MINUTE, label=N_("Write who spoke for how long"), url=beneath("/taletid"), ensure=_is_spoken_at
)
TYPE_HOURS = Deed(
    permission=P.SITTING_MINUTE, label=N_("Type the hours"), url=beneath("/forloeb/tider"), ensure=_has_hours
)
WRITE_MINUTES = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Write the minutes"),
    url=lambda item: f"{item.sitting.path}/punkter/{item.id}/referat",
    ensure=lambda item: _is_being_minuted(item.sitting),
)
SEND_MINUTES = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Send the minutes to the members"),
    url=beneath("/referat/send"),
    ensure=_is_minuted,
    is_asked_twice=True,
)
ASK_READERS = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Send to be read through"),
    url=beneath("/referat/gennemlaesning"),
    ensure=_is_minuted,
)
REMIND_READERS = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Remind those who have not answered"),
    url=beneath("/referat/gennemlaesning/paamind"),
    ensure=_can_be_reminded_of,
    is_pressed=True,
)
DROP_READER = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Take off the list"),
    url=lambda reader: f"{reader.sitting.path}/referat/gennemlaesning/{reader.id}/fjern",
    ensure=_has_not_answered,
    is_pressed=True,
)
APPROVE_READING = Deed(
    permission=P.SITTING_SIGN,
    label=N_("Read, nothing to correct"),
    url=beneath("/referat/laest"),
    ensure=_is_minuted,
    is_whose=_has_not_read,
    is_pressed=True,
)
WITHDRAW_READING = Deed(
    permission=P.SITTING_SIGN,
    label=N_("Take back your answer"),
    url=beneath("/referat/laest/fortryd"),
    ensure=_is_minuted,
    is_whose=_has_read,
    is_pressed=True,
)
OBJECT = Deed(
    permission=P.SITTING_TAKE_PART,
    label=N_("Ask for a correction"),
    url=lambda item: f"{item.sitting.path}/punkter/{item.id}/rettelse",
    ensure=lambda item: _can_be_corrected(item.sitting),
    is_whose=lambda actor, item: item.sitting.minutes_sent_at is not None or _reads_draft(actor, item.sitting),
)
ENTER_CORRECTION = Deed(
    permission=P.SITTING_MINUTE,  # the secretary's own slips, and what members have written too late
    label=N_("Enter a correction"),
    url=lambda item: f"{item.sitting.path}/punkter/{item.id}/rettelse",
    ensure=lambda item: _is_not_locked(item.sitting),
)
ANSWER_OBJECTION = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Answer"),
    url=lambda objection: f"{objection.item.sitting.path}/rettelser/{objection.id}",
    ensure=_waits_for_an_answer,
    scope=lambda objection: objection.item.sitting.committee,
)
SIGN = Deed(
    permission=P.SITTING_SIGN,
    label=N_("Approve the minutes"),
    url=beneath("/referat/godkend"),
    ensure=_can_be_signed,
    is_whose=lambda actor, sitting: not has_signed(actor, sitting) and may_sign(actor, sitting),
    is_pressed=True,
    is_asked_twice=True,
)
WITHDRAW_SIGNATURE = Deed(
    permission=P.SITTING_SIGN,
    label=N_("Take back your approval"),
    url=beneath("/referat/fortryd"),
    ensure=_is_not_locked,
    is_whose=has_signed,
    is_pressed=True,
)
ADD_TO_MINUTES = Deed(
    permission=P.SITTING_MINUTE,
    label=N_("Add to the minutes"),
    url=lambda item: f"{item.sitting.path}/punkter/{item.id}/tilfoej",
    ensure=lambda item: ensure_locked(item.sitting),
)
DEEDS = {
    "sitting": {
        "answer_invitation": ANSWER_INVITATION,
        "write_agenda": WRITE_AGENDA,
        "send_agenda": SEND_AGENDA,
        "keep_template": KEEP_TEMPLATE,
        "change": CHANGE,
        "copy": COPY,
        "cancel": CANCEL,
        "add_file": ADD_MINUTES_FILE,
        "run": RUN,
        "undo_turn": UNDO_TURN,
        "type_hours": TYPE_HOURS,
        "add_at_meeting": ADD_AT_MEETING,
        "write_spoken": WRITE_SPOKEN,
        "ask_readers": ASK_READERS,
        "remind_readers": REMIND_READERS,
        "approve_reading": APPROVE_READING,
        "withdraw_reading": WITHDRAW_READING,
        "send_minutes": SEND_MINUTES,
        "sign": SIGN,
        "withdraw_signature": WITHDRAW_SIGNATURE,
        **OF_SITTING,
    },
    "agenda_item": {
        "change": CHANGE_ITEM,
        "remove": REMOVE_ITEM,
        "add_file": ADD_ITEM_FILE,
        "write_minutes": WRITE_MINUTES,
        "object": OBJECT,
        "enter_correction": ENTER_CORRECTION,
        "add": ADD_TO_MINUTES,
    },
    "minutes_objection": {"answer": ANSWER_OBJECTION},
    "minutes_extract": OF_EXTRACT,
    "sitting_publication": OF_PUBLICATION,
    "minutes_reader": {"drop": DROP_READER},
}
