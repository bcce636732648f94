"""The amendments of a proposal, and one of them."""

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.amendments.changes import changes_of, shown
from portal.amendments.deeds import PROPOSE, STAND
from portal.amendments.forms import AT_A_WORDING, forms_of, name_at
from portal.amendments.models import TAKEN_IN, Amendment, AmendmentState, AmendmentWording
from portal.amendments.queries import (
    KINDS,
    NOBODY,
    amendment_or_404,
    amendments_of,
    collisions_of,
    counts_and_call,
    passages_of,
    stances_of,
    stances_on,
)
from portal.amendments.views.blueprint import amendments
from portal.amendments.words import state_name
from portal.foundation.addresses import row_number
from portal.foundation.paging import paginate
from portal.moderation.queries import is_kept_from
from portal.proposals.queries import block_or_404, newest, readable_proposal_or_404
from portal.proposals.words import PARTS
from portal.trace.thread import thread_of

ALL = "alle"
A_PAGE = 10  # each with its changes and those that collide with it
amendments.add_app_template_filter(state_name, "amendment_state")


@amendments.get("/forslag/<int:proposal_id>/rettelser")
def index(proposal_id: int) -> ResponseReturnValue:
    """First what is still to be decided; `?vis=` shows others, `?afsnit=` those at a passage."""
    person = current_person()
    proposal = readable_proposal_or_404(proposal_id, person)
    kind = next((kind for kind in (*KINDS, ALL) if kind == request.args.get("vis")), next(iter(KINDS)))
    block_id = request.args.get("afsnit", 0, type=row_number) or None
    passage = block_or_404(proposal, block_id) if block_id else None
    counts, call = counts_and_call(proposal)
    page = paginate(amendments_of(proposal, kind, block_id), per_page=A_PAGE)
    return render_template(
        "amendments/index.html",
        proposal=proposal,
        committee=proposal.committee,
        page=page,
        kind=kind,
        counts=counts,
        passage=passage,
        call=call,
        may_propose=PROPOSE.is_offered(person, proposal),
        parts=PARTS,
        version=newest(proposal),
        **beside(page.items),
    )


def beside(listed: Sequence[Amendment]) -> dict[str, Any]:
    """What stands beside each amendment of a list: its changes, for and against, what collides, what was hidden."""
    person, collisions = current_person(), collisions_of(listed)
    everything = list(
        {one.id: one for one in (*listed, *(other for some in collisions.values() for other in some))}.values()
    )
    committee = listed[0].committee if listed else None
    return {
        "changes": {one.id: changes_of(one) for one in everything},
        "stances": stances_on(everything, committee) if committee else {},
        "nobody": NOBODY,
        "own": stances_of(person, everything),
        "may_stand": {one.id for one in everything if STAND.is_offered(person, one)},
        "collisions": collisions,
        "kept": {one.id for one in everything if is_kept_from(person, one, committee)} if committee else set(),
    }


@amendments.get("/rettelser/<int:amendment_id>")
def show(amendment_id: int) -> ResponseReturnValue:
    amendment = amendment_or_404(amendment_id, current_person())
    return page_of(amendment)


def page_of(amendment: Amendment, asked: str = "", form: Any = None, reasons: tuple[str, ...] = ()) -> str:
    """An amendment with all that can be done with it; `form` is the one that was sent to `asked`."""
    person = current_person()
    return render_template(
        "amendments/show.html",
        amendment=amendment,
        proposal=amendment.proposal,
        committee=amendment.committee,
        sees_text=not is_kept_from(person, amendment, amendment.committee),
        passages=passages_of(amendment),
        wordings=[(one, _changes(amendment, one)) for one in reversed(amendment.wordings)],
        is_open=amendment.state is AmendmentState.OPEN,
        asked=asked,
        form=form,
        reasons=reasons,
        asked_forms=forms_of(amendment),
        thread=thread_of(amendment) if amendment.state in TAKEN_IN else None,  # nothing comes of the others
        **beside([amendment]),
    )


def _changes(amendment: Amendment, wording: AmendmentWording) -> Any:
    html = {one.part: one.text_html for one in amendment.texts if one.wording_id == wording.id}
    base = next(one for one in amendment.proposal.versions if one.id == wording.based_on_id)
    return shown(base, html)


def worded(deed: str, amendment: Amendment) -> tuple[AmendmentWording, Any]:
    """The other words that were sent with the form of this deed, and the form. 404 where there are none."""
    number = request.form.get("wording", 0, type=row_number)
    wording = next((one for one in amendment.wordings if one.number == number), None)
    if wording is None:
        abort(404)
    return wording, AT_A_WORDING[deed](prefix=name_at(deed, wording))
