"""Everything that anyone can do about pledges."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import db, transaction
from portal.foundation.locking import hold
from portal.foundation.once import ensure_same
from portal.foundation.personal_data import ensure_no_personal_data
from portal.pledges.deeds import PLEDGE, WITHDRAW
from portal.pledges.forms import PledgeDraft
from portal.pledges.models import Pledge
from portal.pledges.queries import sent_before
from portal.proposals.models import Proposal


def make_pledge(actor: User, proposal: Proposal, draft: PledgeDraft) -> Pledge:
    """Somebody says what they, or whoever they speak for, bring to a proposal."""
    with transaction():
        PLEDGE.require_leave(actor, proposal)
        hold(proposal, compares=False)
        PLEDGE.ensure(proposal)
        ensure_no_personal_data(draft.text, draft.on_behalf_of)
        known = sent_before(draft.submission_key) if draft.submission_key else None
        if known is not None and known.author_id == actor.id:
            ensure_same(
                (known.kind, known.text, known.on_behalf_of), (draft.kind, draft.text, draft.on_behalf_of),
                title=known.title, path=known.path,
            )  # fmt: skip
            return known
        pledge = Pledge(
            proposal=proposal,
            author_id=actor.id,
            kind=draft.kind,
            text=draft.text,
            on_behalf_of=draft.on_behalf_of,
            submission_key=draft.submission_key,
        )
        db.session.add(pledge)
        db.session.flush()  # its address is told
        record(EventType.PLEDGE_MADE, pledge, actor=actor, title=proposal.title, path=pledge.path)
    return pledge


def withdraw_pledge(actor: User, pledge: Pledge) -> None:
    """Its author does not bring it after all; it stays, as withdrawn."""
    with transaction():
        WITHDRAW.require(actor, pledge)
        pledge.withdrawn_at = clock.now()
        record(EventType.PLEDGE_WITHDRAWN, pledge, actor=actor, title=pledge.proposal.title, path=pledge.path)
