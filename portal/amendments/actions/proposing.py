"""What its author does to an amendment, and who may propose any."""

from collections.abc import Mapping
from datetime import date

from portal.accounts.models import User
from portal.amendments.changes import Place, carried_over, says_something
from portal.amendments.deeds import ANSWER_WORDING, CALL, PROPOSE, REPLY, REWRITE, WITHDRAW, ensure_current
from portal.amendments.following import look_around, say
from portal.amendments.forms import AmendmentDraft, RedlineDraft
from portal.amendments.models import Amendment, AmendmentCall, AmendmentMessage, AmendmentState, AmendmentWording
from portal.amendments.queries import call_for, next_amendment_number, said_last, sent_before
from portal.amendments.words import told_of
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.foundation.personal_data import ensure_no_personal_data
from portal.foundation.seen import ensure_as_seen
from portal.proposals.models import PART_LENGTH, Proposal, ProposalVersion
from portal.proposals.queries import newest


def propose_amendment(actor: User, proposal: Proposal, place: Place, draft: AmendmentDraft) -> Amendment:
    """Somebody proposes other words for a passage or none, a new passage behind another, or another text of a part."""
    with transaction():
        PROPOSE.require_leave(actor, proposal)
        hold(proposal, compares=False)
        PROPOSE.ensure(proposal)
        ensure_no_personal_data(draft.why, draft.text)
        read = next((one for one in proposal.versions if one.number == draft.based_on), newest(proposal))
        texts = place.texts(read, draft.text)
        if texts is None:
            raise Refused(_("The passage does not stand in the proposal any more."))
        known = sent_before(draft.submission_key) if draft.submission_key else None
        if known is not None and known.author_id == actor.id:
            ensure_same(_said_in(known), _said_by(texts, draft, read, known), title=known.title, path=known.path)
            return known
        amendment = put_down(actor, proposal, read, texts, draft)
        record(EventType.AMENDMENT_PROPOSED, amendment, actor=actor, **told_of(amendment))
    return amendment


def _said_in(amendment: Amendment) -> tuple[object, ...]:
    return amendment.why, amendment.own_texts


def _said_by(
    texts: Mapping[str, str], draft: AmendmentDraft, read: ProposalVersion, known: Amendment
) -> tuple[object, ...]:
    """What the same form says now, of the version that the amendment is about by now."""
    return draft.why, texts if known.based_on is read else carried_over(texts, read, known.based_on)


def rewrite_amendment(actor: User, amendment: Amendment, texts: Mapping[str, str], why: str) -> None:
    """Its author fits an amendment to the text that was changed under it. Whoever was for or against is asked anew."""
    with transaction():
        REWRITE.require(actor, amendment)
        ensure_no_personal_data(why, *texts.values())
        version = newest(amendment.proposal)
        _ensure_new(texts, version)
        amendment.based_on, amendment.why, amendment.state = version, why, AmendmentState.OPEN
        amendment.edition += 1
        say(amendment, texts)
        look_around(amendment)
        record(EventType.AMENDMENT_REWRITTEN, amendment, actor=actor, **told_of(amendment))


def withdraw_amendment(actor: User, amendment: Amendment) -> None:
    """Its author takes an amendment back; it stays, as withdrawn."""
    with transaction():
        WITHDRAW.require(actor, amendment)
        amendment.state, amendment.reason = AmendmentState.WITHDRAWN, ""  # that of a decision is none of its author's
        record(EventType.AMENDMENT_WITHDRAWN, amendment, actor=actor, **told_of(amendment))


def reply(actor: User, amendment: Amendment, message: str) -> None:
    """Its author replies to a question."""
    with transaction():
        REPLY.require_leave(actor, amendment)
        hold(amendment, compares=False)
        if said_last(actor, amendment, message):
            return
        ensure_as_seen(amendment)
        REPLY.ensure(amendment)
        ensure_no_personal_data(message)
        db.session.add(AmendmentMessage(amendment=amendment, author_id=actor.id, is_question=False, text=message))
        record(EventType.AMENDMENT_REPLIED, amendment, actor=actor, **told_of(amendment))


def answer_wording(
    actor: User, amendment: Amendment, wording: AmendmentWording, *, is_welcome: bool, answer: str
) -> None:
    """Its author welcomes other words, or says why not."""
    with transaction():
        ANSWER_WORDING.require(actor, amendment)
        ensure_no_personal_data(answer)
        if not is_welcome and not answer:
            raise Refused(_("Write why not"))
        ensure_current(wording)
        if wording.answered_at is not None:
            raise Refused(_("You have answered these words."))
        wording.is_welcome, wording.answer, wording.answered_at = is_welcome, answer, clock.now()
        record(EventType.AMENDMENT_WORDING_ANSWERED, amendment, actor=actor, **told_of(amendment))


def call_for_amendments(actor: User, proposal: Proposal, *, is_open_to_all: bool, until: date | None) -> None:
    """A secretary or chair chooses who may propose amendments, and until when."""
    with transaction():
        CALL.require(actor, proposal)
        call = call_for(proposal.id) or AmendmentCall(proposal_id=proposal.id)
        call.is_open_to_all, call.until = is_open_to_all, until
        db.session.add(call)
        record(
            EventType.AMENDMENTS_CALLED_FOR, proposal, actor=actor, title=proposal.title, path=proposal.path,
            open_to_all=is_open_to_all, until=until.isoformat() if until else "",
        )  # fmt: skip


def put_down(
    actor: User,
    proposal: Proposal,
    read: ProposalVersion,
    texts: Mapping[str, str],
    draft: AmendmentDraft | RedlineDraft,
) -> Amendment:
    """The amendment, of the newest version: what was read may have been changed elsewhere meanwhile."""
    _ensure_new(texts, read)
    version = newest(proposal)
    carried = dict(texts) if version is read else carried_over(texts, read, version)
    if carried is None:
        told = N_(
            "The same words have been changed while you wrote. Read them in another window, and fit yours to them."
        )
        raise Refused(_(told))
    amendment = Amendment(
        proposal=proposal,
        number=next_amendment_number(proposal),
        author=actor,
        based_on=version,
        why=draft.why,
        submission_key=draft.submission_key,
    )
    db.session.add(amendment)
    db.session.flush()
    say(amendment, carried)
    look_around(amendment)
    return amendment


def _ensure_new(texts: Mapping[str, str], version: ProposalVersion) -> None:
    """Raise `Refused` where nothing is changed, or where a part would be too long, or empty."""
    if not says_something(texts, version):
        raise Refused(_("You have not changed anything yet."))
    if any(len(text) > PART_LENGTH for text in texts.values()):
        raise Refused(_("With your words, the part is more than %(most)s characters.", most=PART_LENGTH))
    if not all(text.strip() for text in texts.values()):
        raise Refused(_("Nothing would be left of this part. Write what should stand there instead."))
