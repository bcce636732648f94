"""The pages of pledges: what people bring to a proposal."""

from functools import partial
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.foundation.confirming import once_more, taken_in
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.moderation.queries import is_kept_from
from portal.pledges.actions import make_pledge, withdraw_pledge
from portal.pledges.asking import withdrawing
from portal.pledges.deeds import PLEDGE
from portal.pledges.forms import PledgeForm
from portal.pledges.queries import pledge_or_404, pledges_of
from portal.pledges.words import kind_name
from portal.proposals.models import Proposal
from portal.proposals.queries import readable_proposal_or_404

pledges = Blueprint("pledges", __name__)
pledges.add_app_template_filter(kind_name, "pledge_kind")


@pledges.get("/forslag/<int:proposal_id>/bidrag")
def index(proposal_id: int) -> ResponseReturnValue:
    """What people bring, and the form of whoever brings something too."""
    return _page(readable_proposal_or_404(proposal_id, current_person()), PledgeForm())


@pledges.get("/forslag/<int:proposal_id>/bidrag/nyt")
def new(proposal_id: int) -> ResponseReturnValue:
    """The same page for whoever comes to offer something."""
    proposal = readable_proposal_or_404(proposal_id, current_person())
    PLEDGE.require_leave(current_person(), proposal)
    return _page(proposal, PledgeForm())


@pledges.post("/forslag/<int:proposal_id>/bidrag/nyt")
def make(proposal_id: int) -> ResponseReturnValue:
    proposal, form = readable_proposal_or_404(proposal_id, current_person()), PledgeForm()
    PLEDGE.require_leave(current_person(), proposal)
    return taken_in(
        form,
        lambda: make_pledge(signed_in(), proposal, form.draft()),
        partial(_page, proposal, form),
        told=_("Thank you. Everybody can read what you bring."),
        then=lambda pledge: f"{proposal.path}/bidrag#bidrag-{pledge.id}",
        reasons_at="text",
    )


def _page(proposal: Proposal, form: PledgeForm, reasons: tuple[str, ...] = ()) -> str:
    person = current_person()
    page = paginate(pledges_of(proposal))
    return render_template(
        "pledges/index.html",
        proposal=proposal,
        committee=proposal.committee,
        page=page,
        may_pledge=PLEDGE.is_offered(person, proposal),
        kept=_kept(person, page.items, proposal),
        form=form,
        reasons=reasons,
    )


def _kept(person: Any, listed: Any, proposal: Proposal) -> set[int]:
    return {one.id for one in listed if is_kept_from(person, one, proposal.committee)}


@pledges.get("/bidrag/<int:pledge_id>")
def show(pledge_id: int) -> ResponseReturnValue:
    pledge = pledge_or_404(pledge_id, current_person())
    return render_template(
        "pledges/show.html",
        pledge=pledge,
        proposal=pledge.proposal,
        committee=pledge.committee,
        kept=_kept(current_person(), [pledge], pledge.proposal),
    )


@pledges.post("/bidrag/<int:pledge_id>/traek-tilbage")
def withdraw(pledge_id: int) -> ResponseReturnValue:
    pledge = pledge_or_404(pledge_id, current_person())
    return once_more(
        withdrawing(pledge),
        lambda: withdraw_pledge(signed_in(), pledge),
        _("It is withdrawn."),
        f"{pledge.proposal.path}/bidrag#bidrag-{pledge.id}",
    )
