"""Everything that anyone can do to a citizens' proposal."""

from portal.initiatives.actions.answering import answer_initiative, link_committee, put_on_desk, set_up_committee
from portal.initiatives.actions.backing import (
    end_initiative_sponsorship,
    end_initiative_support,
    sponsor_initiative,
    support_initiative,
)
from portal.initiatives.actions.proposing import resubmit_initiative, submit_initiative, withdraw_initiative
from portal.initiatives.actions.screening import publish_initiative, refuse_initiative, return_initiative

__all__ = [
    "answer_initiative",
    "end_initiative_sponsorship",
    "end_initiative_support",
    "link_committee",
    "publish_initiative",
    "put_on_desk",
    "refuse_initiative",
    "resubmit_initiative",
    "return_initiative",
    "set_up_committee",
    "sponsor_initiative",
    "submit_initiative",
    "support_initiative",
    "withdraw_initiative",
]
