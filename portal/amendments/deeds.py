"""What can be done with an amendment, and with a proposal that can be amended."""

from typing import Any

from portal.amendments.models import MOST_WORDINGS, TAKEN_IN, UNDECIDED, Amendment, AmendmentState, AmendmentWording
from portal.amendments.queries import call_for, is_open_to
from portal.foundation.errors import Refused
from portal.foundation.i18n import N_, gettext as _
from portal.house.deeds import Deed, beneath
from portal.house.discussed import discussing
from portal.proposals.models import Proposal
from portal.rules.permissions import Permission

S = AmendmentState


def _is_public(proposal: Proposal) -> None:
    if not proposal.is_public or proposal.is_hidden:
        raise Refused(_("Amendments are proposed to a proposal that everybody can read."))


def _can_be_amended(proposal: Proposal) -> None:
    _is_public(proposal)
    call = call_for(proposal.id)
    if call is not None and not call.runs:
        raise Refused(_("The last day for amendments is over."))


def _is_asked(actor: Any, proposal: Proposal) -> bool:
    """Members always, others where the committee asks everybody."""
    return is_open_to(actor, proposal)


def _is_authors(actor: Any, amendment: Amendment) -> bool:
    return bool(amendment.author_id == actor.id)


def _is_anothers(actor: Any, amendment: Amendment) -> bool:
    """Nobody decides about their own."""
    return bool(amendment.author_id != actor.id)


def _is_shown(amendment: Amendment) -> None:
    _is_public(amendment.proposal)
    if amendment.is_hidden:
        raise Refused(_("The amendment is hidden by moderation."))


def _is_undecided(amendment: Amendment) -> None:
    _is_shown(amendment)
    if amendment.state not in UNDECIDED:
        raise Refused(_("The amendment is decided, or withdrawn, already."))


def _is_open(amendment: Amendment) -> None:
    _is_undecided(amendment)
    if amendment.state is S.OVERTAKEN:
        raise Refused(_("The text has changed in the same place. The author must look at it first."))


def _is_overtaken(amendment: Amendment) -> None:
    _is_shown(amendment)
    if amendment.state is not S.OVERTAKEN:
        raise Refused(_("The amendment fits the text as it is now."))


def _waits_for_reply(amendment: Amendment) -> None:
    _is_undecided(amendment)
    if not amendment.messages or not amendment.messages[-1].is_question:
        raise Refused(_("No question waits for a reply."))


def _has_wording(amendment: Amendment) -> None:
    _is_open(amendment)
    if not amendment.current_wordings:
        raise Refused(_("No other words have been proposed for the text as it stands."))


def _wording_waits(amendment: Amendment) -> None:
    _has_wording(amendment)
    if all(one.answered_at is not None for one in amendment.current_wordings):
        raise Refused(_("You have answered these words."))


def ensure_current(wording: AmendmentWording) -> None:
    """Raise `Refused` where the text has changed under other words."""
    if not wording.is_current:
        raise Refused(_("The text has changed since these words were proposed."))


def _has_room(amendment: Amendment) -> None:
    _is_open(amendment)
    if len(amendment.wordings) >= MOST_WORDINGS:
        raise Refused(
            _(
                "There are %(most)s other wordings already. Say for or against, or write in the discussion.",
                most=MOST_WORDINGS,
            )
        )


def _is_decided(amendment: Amendment) -> None:
    _is_shown(amendment)
    if amendment.state not in {*TAKEN_IN, S.REFUSED}:
        raise Refused(_("The amendment is open already, or withdrawn."))


PROPOSE = Deed(
    permission=Permission.AMENDMENT_PROPOSE,
    label=N_("Propose an amendment"),
    url=beneath("/rettelser/ny"),
    ensure=_can_be_amended,
    is_whose=_is_asked,
)
CALL = Deed(
    permission=Permission.AMENDMENT_DECIDE,
    label=N_("Choose who may propose amendments"),
    url=beneath("/rettelser/hvem"),
    ensure=_is_public,
)
STAND = Deed(  # for, against, or neither any more
    permission=Permission.AMENDMENT_SUPPORT,
    label=N_("Say for or against"),
    url=beneath("/holdning"),
    ensure=_is_open,
    is_whose=_is_anothers,
    is_pressed=True,
)
WITHDRAW = Deed(
    permission=Permission.AMENDMENT_PROPOSE,
    label=N_("Withdraw the amendment"),
    url=beneath("/traek-tilbage"),
    ensure=_is_undecided,
    is_whose=_is_authors,
    is_pressed=True,
    is_asked_twice=True,
)
REWRITE = Deed(
    permission=Permission.AMENDMENT_PROPOSE,
    label=N_("Fit it to the text as it is now"),
    url=beneath("/ret"),
    ensure=_is_overtaken,
    is_whose=_is_authors,
)
REPLY = Deed(
    permission=Permission.AMENDMENT_PROPOSE,
    label=N_("Reply"),
    url=beneath("/svar"),
    ensure=_waits_for_reply,
    is_whose=_is_authors,
)
ANSWER_WORDING = Deed(
    permission=Permission.AMENDMENT_PROPOSE,
    label=N_("Say yes or no to the other words"),
    url=beneath("/ordlyd/svar"),
    ensure=_wording_waits,
    is_whose=_is_authors,
)
ASK = Deed(
    permission=Permission.AMENDMENT_DECIDE,
    label=N_("Ask the author"),
    url=beneath("/spoerg"),
    ensure=_is_undecided,
    is_whose=_is_anothers,
)
WORD = Deed(  # by those who write at the table; their words are public, as those of the amendment
    permission=Permission.PROPOSAL_WRITE,
    label=N_("Propose other words"),
    url=beneath("/ordlyd"),
    ensure=_has_room,
    is_whose=_is_anothers,
)
ACCEPT = Deed(
    permission=Permission.AMENDMENT_DECIDE,
    label=N_("Accept the amendment"),
    url=beneath("/godkend"),
    ensure=_is_open,
    is_whose=_is_anothers,
    is_asked_twice=True,
)
ACCEPT_WORDING = Deed(
    permission=Permission.AMENDMENT_DECIDE,
    label=N_("Accept it with the other words"),
    url=beneath("/godkend-ordlyd"),
    ensure=_has_wording,
    is_whose=_is_anothers,
    is_asked_twice=True,
)
REFUSE = Deed(
    permission=Permission.AMENDMENT_DECIDE,
    label=N_("Do not accept it"),
    url=beneath("/afvis"),
    ensure=_is_undecided,
    is_whose=_is_anothers,
)
REOPEN = Deed(
    permission=Permission.AMENDMENT_DECIDE,
    label=N_("Open it again"),
    url=beneath("/genaabn"),
    ensure=_is_decided,
    is_whose=_is_anothers,
    is_asked_twice=True,
)
DISCUSS = discussing(
    "rettelser",
    lambda amendment: amendment.proposal.is_public and not amendment.proposal.is_hidden and not amendment.is_hidden,
    Permission.PROPOSAL_WRITE,
)
DEEDS = {
    "proposal": {"call_for_amendments": CALL},  # proposing is offered at each passage, by one question for the page
    "amendment": {
        "stand": STAND,
        "reply": REPLY,
        "answer_wording": ANSWER_WORDING,
        "rewrite": REWRITE,
        "accept": ACCEPT,
        "accept_wording": ACCEPT_WORDING,
        "word": WORD,
        "ask": ASK,
        "refuse": REFUSE,
        "reopen": REOPEN,
        "withdraw": WITHDRAW,
        "discuss": DISCUSS,
    },
}
