"""Proposing the changes of a document."""

from collections.abc import Sequence

from portal.accounts.models import User
from portal.amendments.actions.proposing import put_down
from portal.amendments.deeds import PROPOSE
from portal.amendments.forms import RedlineDraft
from portal.amendments.models import Amendment
from portal.amendments.queries import sent_before
from portal.amendments.words import told_of
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.locking import hold
from portal.foundation.personal_data import ensure_no_personal_data
from portal.proposals.models import Proposal, ProposalVersion


def propose_from_word(
    actor: User, proposal: Proposal, read: ProposalVersion, drafts: Sequence[RedlineDraft]
) -> list[Amendment]:
    """Somebody proposes changes of a document to the version it builds on: each is an amendment, all of them or none.
    Those that the same form has proposed before are left."""
    made = list[Amendment]()
    with transaction():
        PROPOSE.require_leave(actor, proposal)
        hold(proposal, compares=False)
        PROPOSE.ensure(proposal)
        if not drafts:
            raise Refused(_("Tick the changes that you want to propose."))
        for draft in drafts:
            ensure_no_personal_data(draft.why, draft.after)
            if sent_before(draft.submission_key) is None:
                made.append(put_down(actor, proposal, read, draft.texts, draft))
        for amendment in made:
            record(EventType.AMENDMENT_PROPOSED, amendment, actor=actor, **told_of(amendment))
    return made
