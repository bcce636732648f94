"""From minutes that were sent to minutes that are locked: objections, answers, signatures, additions."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.additions import said_last
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _, in_danish
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.foundation.text import render_markdown
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.rules.results import RESULTS
from portal.sittings.actions.minutes import missing_of, note_presences, what_is_missing
from portal.sittings.deeds import ADD_TO_MINUTES, ANSWER_OBJECTION, ENTER_CORRECTION, OBJECT, SIGN, WITHDRAW_SIGNATURE
from portal.sittings.forms.minutes import AnswerDraft
from portal.sittings.models import AgendaItem, ItemMinutes, MinutesAddition, MinutesObjection, MinutesSignature, Sitting
from portal.sittings.protocol import SIGNATURES
from portal.sittings.queries import reader_of, told_of
from portal.sittings.seal import draft_mark, seal
from portal.sittings.words import ATTENDING_LABELS


def object_to_minutes(actor: User, item: AgendaItem, text: str) -> MinutesObjection:
    """A member asks, until the last day, for a correction of what the minutes say of an item, and so does whoever reads
    the draft through; the secretary enters until they are approved what was seen, or written to them, later. The same
    words twice are one objection."""
    with transaction():
        enters = ENTER_CORRECTION.is_allowed(actor, item)
        if not enters:
            OBJECT.require_leave(actor, item)
        hold(item.sitting, compares=False)
        db.session.expire(item)
        (ENTER_CORRECTION if enters else OBJECT).ensure(item)
        known = next((one for one in item.objections if (one.author_id, one.text) == (actor.id, text)), None)
        if known is not None:
            return known
        objection = MinutesObjection(item=item, author_id=actor.id, text=text)
        db.session.add(objection)
        reader = reader_of(item.sitting, actor)
        if reader is not None and item.sitting.minutes_sent_at is None:
            reader.answered_at = clock.now()
        _record(EventType.SITTING_OBJECTED, objection, actor)
    return objection


def answer_objection(actor: User, objection: MinutesObjection, draft: AnswerDraft) -> None:
    """The secretary answers, and where the objection is right corrects the item; what stood there before is kept. Not
    of a draft, which may have been corrected already."""
    with transaction():
        ANSWER_OBJECTION.require_leave(actor, objection)
        item = objection.item
        hold(item.sitting, compares=False)
        hold(objection, compares=False)
        if objection.answered_at is not None:
            said = objection.answer, objection.is_accepted
            path = f"{item.sitting.path}/referat"
            ensure_same(said, (draft.answer, draft.is_accepted), title=item.title, path=path)
            return
        db.session.expire(item)
        hold(item.written)
        ANSWER_OBJECTION.ensure(objection)
        is_draft = item.sitting.minutes_sent_at is None
        _ensure_words_fit(item, draft, is_draft=is_draft)
        if draft.is_accepted:
            objection.stood_before = "" if is_draft else _in_words(item, draft)
            _correct(item, draft)
            _ensure_complete(item, is_draft=is_draft)
        objection.answer, objection.is_accepted = draft.answer, draft.is_accepted
        objection.answered_at, objection.answered_by_id = clock.now(), actor.id
        _record(EventType.SITTING_OBJECTION_ANSWERED, objection, actor)
        if draft.is_accepted:
            drop_signatures(objection, actor)


def _ensure_complete(item: AgendaItem, *, is_draft: bool) -> None:
    """What was put off and is said to be taken after all needs all that is asked before minutes are sent."""
    missing = [] if is_draft else list(missing_of(item, {one.id for one in told_of(item.sitting)}))
    if missing:
        raise Refused(*missing)


def drop_signatures(objection: MinutesObjection, actor: User) -> None:
    """Whoever has approved another text is asked anew. That they had stays, with the moment of the correction."""
    standing = objection.item.sitting.standing_signatures
    for one in standing:
        one.withdrawn_at = objection.answered_at
    if standing:
        _record(EventType.SITTING_SIGNED_MINUTES_CORRECTED, objection, actor)


def _correct(item: AgendaItem, draft: AnswerDraft) -> None:
    written = item.written
    written.result = draft.result
    written.account, written.account_html = draft.account, render_markdown(draft.account)
    written.decision, written.decision_html = draft.decision, render_markdown(draft.decision)
    if draft.voices is not None:
        written.voices = [dict(one) for one in draft.voices]
    note_presences(item, draft.presences or {})


def _in_words(item: AgendaItem, draft: AnswerDraft) -> str:
    """All that the minutes say of an item, before they are corrected; of those who were there, and of what was said in
    the conversation, what is changed."""
    written, states = item.written, draft.presences or {}
    result = in_danish(RESULTS[written.result]) if written.result else ""
    moved = [one for one in item.presences if states.get(one.membership_id, one.state) is not one.state]
    there = "\n".join(f"{one.membership.user.name}: {in_danish(ATTENDING_LABELS[one.state])}" for one in moved)
    heard = "\n".join(one["text"] for one in written.voices) if _hears_other(written, draft) else ""
    return "\n\n".join(part for part in (written.account, written.decision, result, there, heard) if part)


def _hears_other(written: ItemMinutes, draft: AnswerDraft) -> bool:
    return draft.voices is not None and [dict(one) for one in draft.voices] != written.voices


def _is_other(item: AgendaItem, draft: AnswerDraft) -> bool:
    """Whether the answer says something else of the item than the minutes do."""
    written, there = item.written, {one.membership_id: one.state for one in item.presences}
    words = (draft.account, draft.decision, draft.result) != (written.account, written.decision, written.result)
    moved = any(there.get(member) is not state for member, state in (draft.presences or {}).items())
    return words or moved or _hears_other(written, draft)


def _ensure_words_fit(item: AgendaItem, draft: AnswerDraft, *, is_draft: bool) -> None:
    """Who says yes has corrected something, and who says no has not."""
    is_changed = _is_other(item, draft)
    if draft.is_accepted and not is_changed and not is_draft:
        raise Refused(_("Correct the minutes below, or answer no."))
    if is_changed and not draft.is_accepted:
        raise Refused(_("You have changed the minutes below. Answer yes, or let them stand as they were."))


def _record(event_type: EventType, objection: MinutesObjection, actor: User) -> None:
    committee = objection.item.sitting.committee
    record(event_type, objection, actor=actor, committee=committee, title=objection.title, path=objection.path)


def sign_minutes(actor: User, sitting: Sitting, *, seen: str | None = None) -> None:
    """A member or the secretary approves the minutes. With the second signature they are locked. `seen` is the mark of
    what a page showed: where something else stands there now, they are told; none where no page was."""
    with transaction():
        require(actor, Permission.SITTING_SIGN, sitting.committee)
        hold(sitting, compares=False)
        db.session.expire_all()
        if any(one.user_id == actor.id for one in sitting.standing_signatures):
            return  # a second click
        SIGN.require_leave(actor, sitting)
        SIGN.ensure(sitting)
        if seen is not None and seen != draft_mark(sitting):
            raise Refused(_("The minutes have been corrected since you opened them. Read them again and approve then."))
        missing = list(what_is_missing(sitting))
        if missing:
            raise Refused(*missing)
        db.session.add(MinutesSignature(sitting=sitting, user_id=actor.id))
        record(EventType.SITTING_MINUTES_SIGNED, sitting, actor=actor)
        if len(sitting.standing_signatures) >= SIGNATURES:
            sitting.minutes_approved_at = clock.now()
            seal(sitting)
            record(EventType.SITTING_MINUTES_APPROVED, sitting, actor=actor, title=sitting.title, path=sitting.path)


def withdraw_signature(actor: User, sitting: Sitting) -> None:
    """Whoever has signed takes it back while the minutes are not locked. That it was given and taken back stays."""
    with transaction():
        require(actor, Permission.SITTING_SIGN, sitting.committee)
        hold(sitting, compares=False)
        db.session.expire(sitting, ["signatures"])
        own = next((one for one in sitting.standing_signatures if one.user_id == actor.id), None)
        if own is None and any(one.user_id == actor.id for one in sitting.signatures):
            return  # a second click
        WITHDRAW_SIGNATURE.require_leave(actor, sitting)
        WITHDRAW_SIGNATURE.ensure(sitting)
        assert own is not None  # noqa: S101 - it is whose
        own.withdrawn_at = clock.now()
        record(EventType.SITTING_SIGNATURE_WITHDRAWN, sitting, actor=actor)


def add_to_minutes(actor: User, item: AgendaItem, text: str) -> MinutesAddition:
    """The secretary adds to approved minutes, with the day; what stands there stays. A second click adds nothing."""
    with transaction():
        ADD_TO_MINUTES.require_leave(actor, item)
        hold(item.sitting, compares=False)
        db.session.expire(item, ["additions"])
        ADD_TO_MINUTES.ensure(item)
        last = said_last(item.additions, actor.id, text)
        if last is not None:
            return last
        addition = MinutesAddition(item=item, text=text, author_id=actor.id)
        db.session.add(addition)
        sitting = item.sitting
        record(EventType.SITTING_MINUTES_ADDED, sitting, actor=actor, title=sitting.title, path=sitting.path)
    return addition
