"""Stepping down, as the member says it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.actions.leaving import ask_to_leave, stay
from portal.committees.deeds import ASK_TO_LEAVE
from portal.committees.forms.members import LeavingForm
from portal.committees.models import Membership
from portal.committees.queries import committee_by_slug, membership_or_404
from portal.committees.views.blueprint import committees
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _


def _own(slug: str, membership_id: int) -> Membership:
    membership = membership_or_404(committee_by_slug(slug, current_person()), membership_id)
    ASK_TO_LEAVE.require_leave(signed_in(), membership)
    return membership


@committees.get("/udvalg/<slug>/medlemmer/<int:membership_id>/traed-ud")
def leaving(slug: str, membership_id: int) -> ResponseReturnValue:
    membership = _own(slug, membership_id)
    return _page(membership, LeavingForm(obj=membership, data={"reason": membership.leaving_reason}))


@committees.post("/udvalg/<slug>/medlemmer/<int:membership_id>/traed-ud")
def leave(slug: str, membership_id: int) -> ResponseReturnValue:
    membership, form = _own(slug, membership_id), LeavingForm()
    return taken_in(
        form,
        lambda: ask_to_leave(signed_in(), membership, form.reason.data or ""),
        lambda reasons=(): _page(membership, form, reasons),
        told=_(
            "The secretary has been told, and writes to you. You have your seat until the two of you agree on a day."
        ),
        then=f"{membership.committee.path}fremmoede",
    )


@committees.post("/udvalg/<slug>/medlemmer/<int:membership_id>/bliv")
def stay_on(slug: str, membership_id: int) -> ResponseReturnValue:
    membership = _own(slug, membership_id)
    stay(signed_in(), membership)
    flash(_("Good that you stay. What you wrote is deleted, and the secretary has been told."), "success")
    return redirect(f"{membership.committee.path}fremmoede")


def _page(membership: Membership, form: LeavingForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "committees/leaving.html", membership=membership, committee=membership.committee, form=form, reasons=reasons
    )
