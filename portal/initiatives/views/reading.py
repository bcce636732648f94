"""The list of citizens' proposals, one of them, and standing behind it."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.models import User
from portal.foundation import clock
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.initiatives.actions.backing import (
    end_initiative_sponsorship,
    end_initiative_support,
    sponsor_initiative,
    support_initiative,
)
from portal.initiatives.deeds import SPONSOR, SUPPORT
from portal.initiatives.forms import SponsorForm
from portal.initiatives.models import Initiative
from portal.initiatives.queries import (
    KINDS,
    ORDERS,
    backing_of,
    count_initiatives,
    days_left,
    days_waiting,
    latest_party_of,
    public_initiative_or_404,
    public_initiatives,
    public_steps,
    sponsor_of,
    support_of,
    visible_initiative_or_404,
)
from portal.initiatives.views.blueprint import initiatives
from portal.moderation.queries import is_kept_from
from portal.municipalities.queries import our_municipality, our_party_or_404, parties
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.trace.thread import thread_of


@initiatives.get("/")
def index() -> ResponseReturnValue:
    kind = next((kind for kind in KINDS if kind == request.args.get("vis")), None)
    asked = request.args.get("sorter", "")
    order = asked if asked in ORDERS else next(iter(ORDERS))
    return render_template(
        "initiatives/index.html",
        initiatives=paginate(public_initiatives(kind, order)),
        counts=count_initiatives(),
        kind=kind,
        order=order,
        rules=our_municipality(),
    )


@initiatives.get("/<int:initiative_id>")
def show(initiative_id: int) -> ResponseReturnValue:
    person = current_person()
    initiative = visible_initiative_or_404(person, initiative_id)
    return _page(initiative, _sponsor_form(initiative) if SPONSOR.is_offered(person, initiative) else None)


def _page(initiative: Initiative, sponsor_form: SponsorForm | None) -> str:
    person = current_person()
    return render_template(
        "initiatives/show.html",
        initiative=initiative,
        steps=public_steps(initiative),
        backing=backing_of(initiative),
        days_left=days_left(initiative),
        days_waiting=days_waiting(initiative),
        supports=support_of(person, initiative) is not None,
        sponsors=sponsor_of(person, initiative) is not None,
        sponsor_form=sponsor_form,
        can_be_supported=SUPPORT.is_open(initiative),
        sees_text=not is_kept_from(person, initiative),
        thread=thread_of(initiative),
    )


def _sponsor_form(initiative: Initiative) -> SponsorForm:
    person = signed_in()
    form = SponsorForm(data={"party_id": _party_of(person, initiative)})
    form.offer(parties(initiative.municipality, clock.today()))
    return form


def _party_of(person: User, initiative: Initiative) -> int | None:
    sponsor = sponsor_of(person, initiative)
    return sponsor.party_id if sponsor else latest_party_of(person)


@initiatives.post("/<int:initiative_id>/stoet")
def support(initiative_id: int) -> ResponseReturnValue:
    initiative = public_initiative_or_404(initiative_id)
    support_initiative(signed_in(), initiative)
    flash(_("You support the proposal. Nobody else can see that you do."), "success")
    return redirect(initiative.path)


@initiatives.post("/<int:initiative_id>/stop-stoette")
def withdraw_support(initiative_id: int) -> ResponseReturnValue:
    initiative = public_initiative_or_404(initiative_id)
    end_initiative_support(signed_in(), initiative)
    flash(_("You no longer support the proposal."), "success")
    return redirect(initiative.path)


@initiatives.post("/<int:initiative_id>/medforslagsstil")
def sponsor(initiative_id: int) -> ResponseReturnValue:
    actor = signed_in()
    require(actor, Permission.INITIATIVE_SPONSOR)
    initiative = public_initiative_or_404(initiative_id)
    form = _sponsor_form(initiative)
    if not form.validate():
        return _page(initiative, form), 422
    sponsor_initiative(actor, initiative, our_party_or_404(form.party_id.data))
    flash(_("You stand behind the proposal. Everybody can see your name and your party."), "success")
    return redirect(initiative.path)


@initiatives.post("/<int:initiative_id>/stop-medforslag")
def withdraw_sponsorship(initiative_id: int) -> ResponseReturnValue:
    actor = signed_in()
    require(actor, Permission.INITIATIVE_SPONSOR)
    initiative = public_initiative_or_404(initiative_id)
    end_initiative_sponsorship(actor, initiative)
    flash(_("You no longer stand behind the proposal."), "success")
    return redirect(initiative.path)
