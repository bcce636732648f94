"""What people without an account meet: signing up, the link that confirms it, and the page of their own place."""

from collections.abc import Sequence

from flask import flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.accounts.limits import limit_submission
from portal.accounts.origin import origin_of_request
from portal.foundation.confirming import taken_in
from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm
from portal.foundation.i18n import gettext as _
from portal.workshops.actions.coming import leave_by_link, say_anew_by_link
from portal.workshops.actions.guests import ask_as_guest, confirm_guest_sign_up, place_of_guest
from portal.workshops.actions.places import Room
from portal.workshops.forms.coming import GuestSignUpForm, OwnPlaceForm
from portal.workshops.links import guest_sign_up_of, path_of_own, place_of_own
from portal.workshops.models import Workshop, WorkshopSignUp
from portal.workshops.queries import takes_sign_ups, workshop_or_404
from portal.workshops.queries.coming import attendance, number_in_line
from portal.workshops.queries.reading_back import reply_of
from portal.workshops.queries.tables import own_tables, tables_of
from portal.workshops.views.blueprint import workshops
from portal.workshops.views.reading import of_leaving, ways_to_tables

GONE = 410


@workshops.get("/moeder/<int:workshop_id>/uden-konto")
def new_guest(workshop_id: int) -> ResponseReturnValue:
    workshop, form = workshop_or_404(workshop_id), GuestSignUpForm()
    if current_person().is_authenticated or not takes_sign_ups(workshop):
        return redirect(workshop.path)
    form.offer()
    return _form_page(workshop, form)


@workshops.post("/moeder/<int:workshop_id>/uden-konto")
@limit_submission
def come_as_guest(workshop_id: int) -> ResponseReturnValue:
    workshop, form = workshop_or_404(workshop_id), GuestSignUpForm()
    form.offer()
    if not form.validate():
        return _form_page(workshop, form), 422
    try:
        ask_as_guest(current_person(), workshop, form.draft(), origin_of_request())
    except Refused as refusal:
        return _form_page(workshop, form, refusal.reasons), refusal.status
    return _about(workshop, "letter_sent", email=form.email.data)


def _form_page(workshop: Workshop, form: GuestSignUpForm, reasons: tuple[str, ...] = ()) -> str:
    return _about(workshop, "come_as_guest", form=form, reasons=reasons, attendance=attendance(workshop))


@workshops.get("/moeder/bekraeft/<token>")
def guest_confirmation(token: str) -> ResponseReturnValue:
    guest = guest_sign_up_of(token)
    place = place_of_guest(guest) if guest is not None and guest.confirmed_at is not None else None
    if guest is None or (guest.confirmed_at is not None and place is None):
        return dead_link()
    if place is not None:
        return _receipt(place)
    page = _about(guest.workshop, "guest_confirmation", guest=guest, form=PortalForm(),
                  attendance=attendance(guest.workshop),
                  has_place=Room(guest.workshop).has_for(guest.kind, None))  # fmt: skip
    return private(page)


@workshops.post("/moeder/bekraeft/<token>")
@limit_submission
def confirm_guest(token: str) -> ResponseReturnValue:
    if guest_sign_up_of(token) is None:
        return dead_link()
    confirm_guest_sign_up(token)
    return redirect(f"/moeder/bekraeft/{token}")


def _receipt(place: WorkshopSignUp) -> ResponseReturnValue:
    """The way on is the page of one's own for whoever has no account, else the ordinary one."""
    follow = path_of_own(place) if place.user is not None and place.user.is_guest else place.workshop.path
    number = number_in_line(place) if place.is_waiting else None
    return private(_about(place.workshop, "receipt", number=number, follow=follow))


@workshops.get("/moeder/uden-konto/<token>")
def guest_page(token: str) -> ResponseReturnValue:
    place = place_of_own(token)
    return dead_link() if place is None else private(_own_page(place, token, _own_form(place)))


def _own_form(place: WorkshopSignUp) -> OwnPlaceForm:
    form = OwnPlaceForm()
    form.offer(place)
    return form


def _own_page(place: WorkshopSignUp, token: str, form: OwnPlaceForm, reasons: Sequence[str] = ()) -> str:
    number = number_in_line(place) if place.is_waiting else None
    sits = own_tables(place.workshop, place)
    is_asked = place.workshop.read_back_sent_at is not None and reply_of(place) is not None
    ways = ways_to_tables(place.workshop, tables_of(place.workshop), sits) if sits else {}
    given: dict[str, object] = {"place": place, "number": number, "token": token, "is_asked": is_asked}
    given |= {"own_tables": sits, "table_paths": ways}
    return _about(place.workshop, "guest_page", form=form, reasons=reasons, **given)


@workshops.post("/moeder/uden-konto/<token>/behov")
@limit_submission
def guest_needs(token: str) -> ResponseReturnValue:
    place = place_of_own(token)
    if place is None:
        return dead_link()
    form = _own_form(place)
    return taken_in(
        form,
        lambda: say_anew_by_link(token, form.draft(place)),
        lambda reasons=(): _own_page(place, token, form, reasons),
        told=_("What you have said is changed."),
        then=f"/moeder/uden-konto/{token}",
    )


@workshops.post("/moeder/uden-konto/<token>/afmeld")
@limit_submission
def guest_stay_away(token: str) -> ResponseReturnValue:
    place = place_of_own(token)
    told = of_leaving(place)
    workshop = leave_by_link(token)
    if workshop is None:
        return dead_link()
    flash(told, "success")
    return redirect(workshop.path)


def _about(workshop: Workshop, template: str, **given: object) -> str:
    return render_template(f"workshops/{template}.html", workshop=workshop, committee=workshop.committee, **given)


def dead_link() -> ResponseReturnValue:
    return private(render_template("workshops/dead_link.html"), GONE)


def private(page: str, status: int = 200) -> ResponseReturnValue:
    """No page that is opened from here is told the address: whoever has it has the page."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
