"""For and against, and what whoever decides does to an amendment. Nobody decides about their own."""

from collections.abc import Mapping

from portal.accounts.models import User
from portal.amendments.changes import carried_over, says_something, taken_back
from portal.amendments.deeds import ACCEPT, ACCEPT_WORDING, ASK, REFUSE, REOPEN, STAND, WORD, ensure_current
from portal.amendments.following import carry_over, carry_wording, look_around, say
from portal.amendments.models import (
    TAKEN_IN,
    Amendment,
    AmendmentMessage,
    AmendmentStance,
    AmendmentState,
    AmendmentWording,
)
from portal.amendments.queries import said_last, stance_of
from portal.amendments.words import told_of
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _, speaking
from portal.foundation.locking import hold
from portal.foundation.personal_data import ensure_no_personal_data
from portal.foundation.seen import ensure_as_seen
from portal.proposals.forms import ProposalDraft
from portal.proposals.models import PART_LENGTH, ProposalVersion
from portal.proposals.queries import newest
from portal.proposals.versioning import add_version, ask_sponsors, cut
from portal.proposals.words import PARTS
from portal.trace.edges import link
from portal.trace.models import TraceRelation

S = AmendmentState


def take_stance(actor: User, amendment: Amendment, *, is_for: bool | None) -> None:
    """Somebody is for an amendment, against it, or neither any more."""
    with transaction():
        STAND.require(actor, amendment)
        stance = stance_of(actor, amendment)
        if is_for is None and stance is not None:
            db.session.delete(stance)
        elif is_for is not None and stance is None:
            said = AmendmentStance(
                amendment_id=amendment.id, user_id=actor.id, is_for=is_for, edition=amendment.edition
            )
            db.session.add(said)
        elif is_for is not None and stance is not None:
            stance.is_for, stance.edition = is_for, amendment.edition
        record(EventType.AMENDMENT_STANCE_TAKEN, amendment, actor=actor)


def ask_author(actor: User, amendment: Amendment, message: str) -> None:
    """A secretary or chair asks the author something, before everybody's eyes."""
    with transaction():
        ASK.require_leave(actor, amendment)
        hold(amendment, compares=False)
        if said_last(actor, amendment, message):
            return
        ensure_as_seen(amendment)
        ASK.ensure(amendment)
        ensure_no_personal_data(message)
        db.session.add(AmendmentMessage(amendment=amendment, author_id=actor.id, is_question=True, text=message))
        record(EventType.AMENDMENT_ASKED, amendment, actor=actor, **told_of(amendment))


def propose_wording(actor: User, amendment: Amendment, texts: Mapping[str, str], why: str) -> AmendmentWording:
    """An amendment to the amendment: somebody at the table proposes other words, and the author is asked."""
    with transaction():
        WORD.require(actor, amendment)
        ensure_no_personal_data(why, *texts.values())
        if not says_something(texts, amendment.based_on):
            raise Refused(_("That is what the proposal says already."))
        if all(text.split() == amendment.own_texts.get(part, "").split() for part, text in texts.items()):
            raise Refused(_("Those are the words of the amendment. Change them, or say that you are for it."))
        wording = AmendmentWording(
            amendment=amendment,
            number=len(amendment.wordings) + 1,
            author_id=actor.id,
            based_on_id=amendment.based_on_id,
            why=why,
        )
        db.session.add(wording)
        db.session.flush()
        say(amendment, texts, wording)
        record(EventType.AMENDMENT_WORDED, amendment, actor=actor, **told_of(amendment))
    return wording


def accept_amendment(actor: User, amendment: Amendment, reason: str = "") -> ProposalVersion:
    """A secretary or chair takes an amendment in: the proposal gets a version with its words, and the other open
    amendments are carried over to it."""
    with transaction():
        ACCEPT.require(actor, amendment)
        ensure_no_personal_data(reason)
        version = _take_in(actor, amendment, amendment.own_texts)
        _decide(actor, amendment, S.ACCEPTED, reason, version)
        record(EventType.AMENDMENT_ACCEPTED, amendment, actor=actor, **told_of(amendment))
    return version


def accept_wording(actor: User, amendment: Amendment, wording: AmendmentWording, reason: str = "") -> ProposalVersion:
    """As `accept_amendment`, with other words that somebody proposed, whether its author welcomes them or not."""
    with transaction():
        ACCEPT_WORDING.require(actor, amendment)
        ensure_no_personal_data(reason)
        ensure_current(wording)
        version = _take_in(actor, amendment, wording.texts, wording)
        wording.is_taken = True
        _decide(actor, amendment, S.REWORDED, reason, version)
        record(EventType.AMENDMENT_ACCEPTED, amendment, actor=actor, **told_of(amendment))
    return version


def refuse_amendment(actor: User, amendment: Amendment, reason: str) -> None:
    """A secretary or chair does not take an amendment in, and says why."""
    with transaction():
        REFUSE.require(actor, amendment)
        ensure_no_personal_data(reason)
        _decide(actor, amendment, S.REFUSED, reason, None)
        record(EventType.AMENDMENT_REFUSED, amendment, actor=actor, **told_of(amendment))


def reopen_amendment(actor: User, amendment: Amendment, reason: str) -> None:
    """A secretary or chair takes a decision back. What was taken in is taken out of the text, where nobody has changed
    the same words since; what does not fit the text any more waits for its author."""
    with transaction():
        REOPEN.require(actor, amendment)
        ensure_no_personal_data(reason)
        made, amendment.made = amendment.made, None
        was_taken_in = amendment.state in TAKEN_IN
        amendment.state, amendment.decided_at, amendment.decided_by, amendment.reason = S.OPEN, None, None, reason
        for wording in amendment.wordings:
            wording.is_taken = False
        db.session.flush()
        if was_taken_in and made is not None:
            _take_out(actor, amendment, made)
        _fit(amendment)
        record(EventType.AMENDMENT_REOPENED, amendment, actor=actor, **told_of(amendment))


def _take_in(
    actor: User, amendment: Amendment, texts: Mapping[str, str], wording: AmendmentWording | None = None
) -> ProposalVersion:
    """One more version of the proposal, with these parts."""
    _refuse_long(texts)
    # only its number stands in the list of versions: why is told from the amendment, which may be hidden one day
    with speaking("da"):
        said = (
            _("Amendment %(number)s", number=amendment.number)
            if wording is None
            else _("Amendment %(number)s, in other words", number=amendment.number)
        )
    version = _add(actor, amendment, texts, said)
    link(TraceRelation.DERIVED_FROM, amendment, version)
    return version


def _add(actor: User, amendment: Amendment, texts: Mapping[str, str], said: str) -> ProposalVersion:
    proposal, before = amendment.proposal, newest(amendment.proposal)
    parts = {name: texts.get(name, getattr(before, name)) for name in PARTS}
    draft = ProposalDraft(proposal.title, parts["problem"], parts["solution"], parts["mobilisation"], said)
    version = add_version(actor, proposal, before.number + 1, draft)
    db.session.flush()
    cut(version, before)
    ask_sponsors(before, version)
    db.session.expire(proposal, ["versions"])
    amendment.state = S.ACCEPTED  # so that it is not carried over to what it made
    db.session.flush()
    carry_over(before, version)
    return version


def _take_out(actor: User, amendment: Amendment, made: ProposalVersion) -> None:
    """A version without what the amendment did."""
    before = next(one for one in amendment.proposal.versions if one.number == made.number - 1)
    parts = [name for name in PARTS if getattr(made, name) != getattr(before, name)]
    texts = taken_back(parts, made, before, newest(amendment.proposal))
    if texts is None:
        raise Refused(_("Its words have been changed in the proposal since. Write the next version by hand instead."))
    with speaking("da"):
        said = _("Amendment %(number)s is opened again, and taken out.", number=amendment.number)
    _add(actor, amendment, texts, said)
    amendment.state = S.OPEN


def _fit(amendment: Amendment) -> None:
    """Carry an amendment from the version that it was about to the newest one."""
    version = newest(amendment.proposal)
    texts = (
        dict(amendment.own_texts)
        if amendment.based_on is version
        else carried_over(amendment.own_texts, amendment.based_on, version)
    )
    if texts is None or not says_something(texts, version):
        amendment.state = S.OVERTAKEN
        return
    for wording in amendment.current_wordings:
        carry_wording(wording, amendment.based_on, version)
    amendment.based_on = version
    say(amendment, texts)
    look_around(amendment)


def _decide(
    actor: User, amendment: Amendment, state: AmendmentState, reason: str, version: ProposalVersion | None
) -> None:
    amendment.state, amendment.reason, amendment.made = state, reason, version
    amendment.decided_at, amendment.decided_by = clock.now(), actor


def _refuse_long(texts: Mapping[str, str]) -> None:
    if any(len(text) > PART_LENGTH for text in texts.values()):
        raise Refused(_("With these words, the part is more than %(most)s characters.", most=PART_LENGTH))
