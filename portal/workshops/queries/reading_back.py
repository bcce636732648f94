"""Reading what those who came said to the draft of the outcome."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from portal.accounts.models import User, Visitor
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.questions import question
from portal.workshops.models import OutcomeCorrection, OutcomeParagraph, ReadBackReply, Workshop, WorkshopSignUp
from portal.workshops.queries.coming import who_signed_up

TIME_TO_CONFIRM_ANEW = timedelta(days=2)  # after a paragraph was changed


@dataclass(frozen=True)
class Answers:
    """How many were asked whether this is what was said, and how many of them said what."""

    asked: int
    confirmed: int
    overtaken: int  # confirmed before a paragraph was last changed
    corrections: int
    taken_in: int
    waiting: int = 0  # for an answer


def is_open(workshop: Workshop) -> bool:
    """Whether those who came can answer today."""
    return workshop.read_back_until is not None and clock.today() <= workshop.read_back_until


def who_came(workshop: Workshop) -> list[WorkshopSignUp]:
    """Everybody who was there and whose name is still known, in Danish order."""
    return [place for place in who_signed_up(workshop) if place.came]


def replies_of(workshop: Workshop) -> list[ReadBackReply]:
    """Everybody who was asked, in the order in which they were."""
    mine = select(ReadBackReply).join(ReadBackReply.sign_up).where(WorkshopSignUp.workshop_id == workshop.id)
    with_names = contains_eager(ReadBackReply.sign_up).joinedload(WorkshopSignUp.user)
    return all_of(mine.options(with_names).order_by(ReadBackReply.id))


def reply_of(place: WorkshopSignUp | None) -> ReadBackReply | None:
    """What this person has been asked, if they have been."""
    if place is None:
        return None
    return db.session.scalar(select(ReadBackReply).where(ReadBackReply.sign_up_id == place.id))


def reply_of_person(person: User | Visitor, workshop: Workshop) -> ReadBackReply | None:
    """The same, of somebody with an account. Nobody is looked for before the draft has been sent."""
    if person.id is None or workshop.read_back_sent_at is None:
        return None
    mine = WorkshopSignUp.workshop_id == workshop.id, WorkshopSignUp.user_id == person.id
    return db.session.scalar(select(ReadBackReply).join(ReadBackReply.sign_up).where(*mine))


def to_be_asked(workshop: Workshop) -> list[WorkshopSignUp]:
    """Those who came, are reached by letter and have not been asked yet."""
    asked = {reply.sign_up_id for reply in replies_of(workshop)}
    return [place for place in who_came(workshop) if place.mail and place.id not in asked]


def to_be_called(workshop: Workshop) -> list[WorkshopSignUp]:
    """Those who came, are reached by no letter, and of whom nobody has noted what they say."""
    asked = {reply.sign_up_id for reply in replies_of(workshop)}
    return [place for place in who_came(workshop) if not place.mail and place.id not in asked]


def nobody_can_be_asked(workshop: Workshop) -> bool:
    """Whether it is noted who came, and it is nobody whose name is known."""
    return workshop.attended_at is not None and workshop.read_back_sent_at is None and not who_came(workshop)


def corrections_of(workshop: Workshop) -> list[OutcomeCorrection]:
    """What those who came want corrected, in the order of the paragraphs."""
    mine = select(OutcomeCorrection).join(OutcomeCorrection.paragraph)
    options = (
        contains_eager(OutcomeCorrection.paragraph),
        joinedload(OutcomeCorrection.sign_up).joinedload(WorkshopSignUp.user),
        joinedload(OutcomeCorrection.written_by),
    )
    ordered = mine.where(OutcomeParagraph.workshop_id == workshop.id).options(*options)
    return all_of(ordered.order_by(OutcomeParagraph.position, OutcomeCorrection.id))


def corrections_by(place: WorkshopSignUp) -> list[OutcomeCorrection]:
    """What one of them has written, with the answers."""
    return all_of(_corrections_by(place.id))


@question
def _corrections_by(sign_up_id: int) -> Select[tuple[OutcomeCorrection]]:
    mine = select(OutcomeCorrection).where(OutcomeCorrection.sign_up_id == sign_up_id)
    return mine.options(joinedload(OutcomeCorrection.paragraph)).order_by(OutcomeCorrection.id)


def correction_or_404(workshop: Workshop, correction_id: int) -> OutcomeCorrection:
    mine = OutcomeCorrection.id == correction_id, OutcomeParagraph.workshop_id == workshop.id
    found = select(OutcomeCorrection).join(OutcomeCorrection.paragraph).where(*mine)
    return first_or_404(found.options(contains_eager(OutcomeCorrection.paragraph)))


def unanswered(workshop: Workshop) -> int:
    """How many corrections wait for an answer."""
    waits = OutcomeParagraph.workshop_id == workshop.id, OutcomeCorrection.answered_at.is_(None)
    counted = select(func.count()).select_from(OutcomeCorrection).join(OutcomeCorrection.paragraph)
    return db.session.scalar(counted.where(*waits)) or 0


def answers_to(workshop: Workshop) -> Answers:
    """Counted now; once the outcome is published, as it was then."""
    if workshop.read_back_asked is not None:
        return Answers(
            workshop.read_back_asked,
            workshop.read_back_confirmed or 0,
            workshop.read_back_overtaken or 0,
            workshop.read_back_corrections or 0,
            workshop.read_back_taken_in or 0,
        )
    replies, corrections = replies_of(workshop), corrections_of(workshop)
    changed = max((one.answered_at for one in corrections if one.is_taken_in and one.answered_at), default=None)
    confirmed = [reply.confirmed_at for reply in replies if reply.confirmed_at is not None]
    overtaken = sum(_is_before(when, changed) for when in confirmed)
    taken_in = sum(one.is_taken_in is True for one in corrections)
    waiting = sum(one.answered_at is None for one in corrections)
    return Answers(len(replies), len(confirmed), overtaken, len(corrections), taken_in, waiting)


def _is_before(when: datetime, changed: datetime | None) -> bool:
    return changed is not None and when < changed


def is_overtaken(reply: ReadBackReply | None) -> bool:
    """Whether somebody confirmed the draft, and a paragraph has been changed since."""
    if reply is None or reply.confirmed_at is None:
        return False
    return _is_before(reply.confirmed_at, _last_taken_in(reply.workshop))


def _last_taken_in(workshop: Workshop) -> datetime | None:
    """When a paragraph was last changed."""
    mine = OutcomeParagraph.workshop_id == workshop.id, OutcomeCorrection.is_taken_in.is_(True)
    last = select(func.max(OutcomeCorrection.answered_at)).join(OutcomeCorrection.paragraph).where(*mine)
    return db.session.scalar(last)


def anew_until(workshop: Workshop) -> datetime | None:
    """Until when at least those who had confirmed the draft can do so anew, where a paragraph has just been changed."""
    mine = WorkshopSignUp.workshop_id == workshop.id
    first = select(func.min(ReadBackReply.confirmed_at)).join(ReadBackReply.sign_up).where(mine)
    return anew_until_after(_last_taken_in(workshop), db.session.scalar(first))


def anew_until_after(changed: datetime | None, confirmed: datetime | None) -> datetime | None:
    """The same, of when a paragraph was last changed, and when the first of those who confirm the draft did so."""
    if changed is None or confirmed is None or confirmed >= changed:
        return None
    until = changed + TIME_TO_CONFIRM_ANEW
    return until if clock.now() < until else None
