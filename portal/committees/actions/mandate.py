"""Writing a mandate, and the council's adoption of it. An adopted version never changes."""

from portal.accounts.models import User
from portal.committees.deeds import ADOPT_MANDATE, draft_to_adopt
from portal.committees.forms.mandate import Adoption, CopyDraft, MandateDraft
from portal.committees.models import Committee, Mandate, MandateQuestion
from portal.committees.numbering import Numbered, numbered, taken_numbers
from portal.committees.queries import (
    adopted_mandate,
    draft_mandate,
    earlier_mandate,
    last_mandate_number,
    text_to_write_on,
)
from portal.committees.states import DAYS, QUESTIONS, mark_of, missing_parts, part_of
from portal.committees.words import MANDATE_SECTIONS, PARTS_OF_MANDATE
from portal.events.record import record
from portal.events.types import EventType
from portal.files.actions import ensure_may_be_public
from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.db import db, transaction
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.edges import link
from portal.trace.models import TraceRelation

NAMES = tuple(name for name, _heading, _hint in MANDATE_SECTIONS)


def write_mandate(actor: User, committee: Committee, draft: MandateDraft, *, seen: str | None = None) -> Mandate:
    """A secretary writes some parts of the mandate that is not adopted yet, or begins a version after the adopted one.

    `seen` is the mark of those parts when the writing began; `Conflict` if somebody has changed them since.
    """
    with transaction():
        require(actor, Permission.MANDATE_WRITE, committee)
        hold(committee)
        mandate = _held_draft(committee)
        stands = mandate or text_to_write_on(committee)
        if seen not in {None, mark_of(stands, draft.names)} and not draft.is_said_by(stands):
            raise Conflict("these parts of the mandate have been changed")
        mandate = mandate or _new_version(committee)
        _write(mandate, draft)
        record(EventType.MANDATE_WRITTEN, mandate, actor=actor, number=mandate.number, parts=sorted(draft.names))
    return mandate


def copy_mandate(actor: User, committee: Committee, copy: CopyDraft) -> Mandate:
    """A secretary takes an earlier committee's adopted mandate over into the draft; what is written stays unless said.

    Raises `Refused` when that committee has no adopted mandate, or is this one.
    """
    with transaction():
        require(actor, Permission.MANDATE_WRITE, committee)
        hold(committee)
        source = earlier_mandate(copy.committee_id)
        if source is None or source.committee_id == committee.id:
            raise Refused(_("Choose where to take the text from"))
        mandate = _held_draft(committee) or _new_version(committee)
        _write(mandate, _taken_over(source, mandate, replaces=copy.replaces))
        link(TraceRelation.DERIVED_FROM, source, mandate)
        record(EventType.MANDATE_COPIED, mandate, actor=actor, number=mandate.number, source=source.committee.name)
    return mandate


def adopt_mandate(actor: User, committee: Committee, adoption: Adoption, *, seen: str | None = None) -> Mandate:
    """A secretary enters that the council adopted the mandate. The first adoption makes the committee public.

    From now on its days to answer hold; whoever has been promised others keeps those. The same form sent twice is one
    adoption.
    `seen` is the print of the text that stood on the page; `Conflict` when another stands there now.
    """
    with transaction():
        ADOPT_MANDATE.require_leave(actor, committee)
        hold(committee)
        mandate = draft_mandate(committee)
        if mandate is None and (adopted := _adopted_just_so(committee, adoption, seen)):
            return adopted
        if mandate is not None and seen not in {None, mark_of(mandate, PARTS_OF_MANDATE)}:
            raise Conflict("the mandate is not as the person saw it")
        if mandate is None and seen:
            raise Conflict("somebody else has entered the adoption")
        mandate = mandate or draft_to_adopt(committee)
        _refuse_half_finished(mandate)
        _refuse_impossible_day(committee, adoption)
        _refuse_moved_questions(mandate)
        ensure_may_be_public(mandate)
        mandate.adopted_by_id, mandate.adopted_on, mandate.adopted_item = adoption.body_id, adoption.on, adoption.item
        committee.published_at = committee.published_at or clock.now()
        for name in DAYS:
            setattr(committee, name, getattr(mandate, name))
        record(
            EventType.MANDATE_ADOPTED,
            mandate,
            actor=actor,
            number=mandate.number,
            title=committee.name,
            path=f"{committee.path}kommissorium",
        )
    return mandate


def _held_draft(committee: Committee) -> Mandate | None:
    """The version being written, as the last writer left it."""
    mandate = draft_mandate(committee)
    if mandate is not None:
        hold(mandate)
    return mandate


def _adopted_just_so(committee: Committee, adoption: Adoption, seen: str | None) -> Mandate | None:
    """The version that holds, when this is what was entered about the same text: a second click."""
    held = adopted_mandate(committee)
    if held is None or seen != mark_of(held, PARTS_OF_MANDATE):
        return None
    entered = held.adopted_by_id, held.adopted_on, held.adopted_item
    return held if entered == (adoption.body_id, adoption.on, adoption.item) else None


def _new_version(committee: Committee) -> Mandate:
    """A version that begins with the text and the days that hold now; without text for a committee that has none."""
    days = _days_of(committee)
    mandate = Mandate(committee_id=committee.id, number=last_mandate_number(committee) + 1, **days)
    db.session.add(mandate)
    db.session.flush()
    held = adopted_mandate(committee)
    if held is not None:
        asked = tuple(question.words for question in held.questions)
        _write(mandate, MandateDraft({name: part_of(held, name) for name in NAMES}, asked))
    return mandate


def _days_of(thing: Committee | Mandate) -> dict[str, int]:
    return {name: getattr(thing, name) for name in DAYS}


def _write(mandate: Mandate, draft: MandateDraft) -> None:
    for name, written in (draft.sections | draft.days).items():
        setattr(mandate, name, written)
    if draft.questions is None:
        return
    asked = numbered(draft.questions, taken_numbers(mandate.committee))
    if asked != _asked_by(mandate):
        mandate.questions.clear()
        db.session.flush()  # the old numbers are free before the new ones take them
        mandate.questions = [MandateQuestion(number=number, text=text) for number, text in asked]


def _asked_by(mandate: Mandate) -> Numbered:
    return [(question.number, question.text) for question in mandate.questions]


def _taken_over(source: Mandate, mandate: Mandate, *, replaces: bool) -> MandateDraft:
    names = [name for name in (*NAMES, QUESTIONS) if part_of(source, name) and (replaces or not part_of(mandate, name))]
    asked = tuple(question.words for question in source.questions) if QUESTIONS in names else None
    takes_days = replaces or _has_promised_nothing(mandate)
    days = _days_of(source) if takes_days else {}
    return MandateDraft({name: part_of(source, name) for name in names if name != QUESTIONS}, asked, days)


def _has_promised_nothing(mandate: Mandate) -> bool:
    """Neither in words nor by a number of days other than those it began with: that part is still empty."""
    return not mandate.promise and _days_of(mandate) == _days_of(mandate.committee)


def _refuse_half_finished(mandate: Mandate) -> None:
    reasons = {
        "purpose": _("Write the purpose before the task is adopted."),
        "questions": _("Write at least one question before the task is adopted."),
        "promise": _("Write what %(the_council)s promises before the task is adopted."),
    }
    if missing := missing_parts(mandate):
        raise Refused(*(reasons[name] for name in missing))


def _refuse_impossible_day(committee: Committee, adoption: Adoption) -> None:
    """A decision lies in the past; and a version replaces the one before it, so it cannot be the older decision."""
    if adoption.on > clock.today():
        raise Refused(_("Write the date of a meeting that has been held"))
    held = adopted_mandate(committee)
    if held is not None and held.adopted_on is not None and adoption.on < held.adopted_on:
        raise Refused(
            _(
                "Version %(number)s was adopted on %(day)s. Write the date of a meeting that was not held before.",
                number=held.number,
                day=day(held.adopted_on),
            )
        )


def _refuse_moved_questions(mandate: Mandate) -> None:
    """Something may have begun to point at a number since the questions were written."""
    asked = _asked_by(mandate)
    taken = taken_numbers(mandate.committee)
    known = {number: text for number, text in numbered([text for _number, text in asked], taken) if number in taken}
    moved = [number for number in taken if dict(asked).get(number) != known.get(number)]
    if moved:
        raise Refused(
            _(
                "Question %(numbers)s would mean something else to the ideas, workshops and proposals that are about"
                " it. Save the step “The questions” once more: then each question keeps its number, and the new ones"
                " stand last.",
                numbers=", ".join(map(str, moved)),
            )
        )
