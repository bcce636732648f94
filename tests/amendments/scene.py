"""A proposal of three passages in its solution, and amendments of it."""

from portal.amendments.actions.proposing import call_for_amendments, propose_amendment
from portal.amendments.changes import Place
from portal.amendments.forms import AmendmentDraft
from portal.amendments.models import (
    Amendment,
    AmendmentMessage,
    AmendmentPlace,
    AmendmentState,
    AmendmentText,
    AmendmentWording,
)
from portal.foundation import clock
from portal.foundation.db import db
from portal.foundation.text import render_markdown
from portal.proposals.actions import revise_proposal
from tests.factories import saved
from tests.proposals.scene import proposal_in, revised

FIRST = "Skolegade bliver cykelgade på skoledage. Bilerne sætter af ved hallen."
SECOND = "Stien langs bækken får lys. Lyset slukker om natten."
THIRD = "Store elever følger de små."
SOLUTION = "\n\n".join((FIRST, SECOND, THIRD))
CLOCK = FIRST.replace("på skoledage", "kl. 7.30–8.15 på skoledage")
LATER = FIRST.replace("på skoledage", "kl. 8–9 på skoledage")
POOL = FIRST.replace("ved hallen", "ved svømmehallen")
DARK = SECOND.replace("om natten", "kl. 23")
WHY = "Så kan alle forstå det."


def draft(text, **said):
    return AmendmentDraft(**{"text": text, "why": WHY} | said)


def passages(proposal):
    """The numbers of the passages of the solution, in order."""
    db.session.expire(proposal, ["versions"])
    return [one.block_id for one in proposal.versions[0].blocks_of("solution")]


def amended(actor, proposal, place, text, **said):
    """An amendment of the first, second or third passage of the solution."""
    return propose_amendment(actor, proposal, Place(passages(proposal)[place]), draft(text, **said))


def open_to_all(actor, proposal, until=None):
    call_for_amendments(actor, proposal, is_open_to_all=True, until=until)


def longer(committee, author, **said):
    """The public proposal."""
    proposal = proposal_in(committee, author, **said)
    revise_proposal(author, proposal, revised(solution=SOLUTION, what_changed="Tre afsnit."))
    db.session.expire_all()
    return proposal


def amendment_in(proposal, author, number, state=AmendmentState.OPEN, **said):
    """An amendment of the whole problem, in any state."""
    text = f"Hver {number}. elev bliver kørt. Vejen er farlig."
    row = Amendment(
        proposal=proposal,
        author=author,
        number=number,
        state=state,
        based_on=proposal.versions[0],
        why=WHY,
        edition=1,
        **said,
    )
    row.texts = [AmendmentText(part="problem", text=text, text_html=render_markdown(text))]
    row.places = [AmendmentPlace(block_id=proposal.versions[0].blocks_of("problem")[0].block_id)]
    return saved(row)


def amendments_in(proposal, author, other):
    """One in each state; the open one waits for its author's reply, and for an answer about other words."""
    decided = {"decided_at": clock.now(), "decided_by": other, "reason": "Det har vi talt om."}
    states = (
        (AmendmentState.OPEN, {}),
        (AmendmentState.OVERTAKEN, {}),
        (AmendmentState.ACCEPTED, decided | {"made": proposal.versions[0]}),
        (AmendmentState.REFUSED, decided),
        (AmendmentState.WITHDRAWN, {}),
    )
    rows = {
        state: amendment_in(proposal, author, number, state, **said) for number, (state, said) in enumerate(states, 1)
    }
    first = rows[AmendmentState.OPEN]
    wording = AmendmentWording(amendment=first, number=1, author=other, based_on_id=first.based_on_id, why="Kortere.")
    saved(wording, AmendmentMessage(amendment=first, author=other, is_question=True, text="Hvor mange er det?"))
    first.texts.append(
        AmendmentText(
            wording_id=wording.id, part="problem", text="Vejen er farlig.", text_html="<p>Vejen er farlig.</p>"
        )
    )
    db.session.commit()
    return rows
