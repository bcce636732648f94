"""The list of a committee's meetings, one meeting, and coming to it."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_submission
from portal.accounts.models import User, Visitor
from portal.committees.queries import committee_by_slug
from portal.files.queries import shown_files
from portal.foundation import clock
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.meetings.queries import meetings_of
from portal.municipalities.queries import parties
from portal.trace.thread import thread_of
from portal.workshops.actions.coming import sign_off, sign_up
from portal.workshops.deeds import NOTE_AT_TABLE
from portal.workshops.forms.coming import SignUpForm
from portal.workshops.links import address_of_page, path_of_table
from portal.workshops.models import Workshop, WorkshopSignUp, WorkshopTable
from portal.workshops.queries import notes_of, reads_notes, takes_sign_ups, workshop_or_404
from portal.workshops.queries.coming import (
    attendance,
    is_politician,
    kept_of,
    limits_of_all,
    number_in_line,
    own_seat,
    places_taken,
    sign_up_of,
)
from portal.workshops.queries.outcome import by_paragraph, paragraphs_of
from portal.workshops.queries.programme import programme
from portal.workshops.queries.reading_back import answers_to
from portal.workshops.queries.tables import own_tables, tables_of
from portal.workshops.views.blueprint import workshops


@workshops.get("/udvalg/<slug>/moeder/")
def index(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    page = paginate(meetings_of(committee))
    open_ones = [meeting for meeting in page.items if isinstance(meeting, Workshop)]
    taken, limits = places_taken(open_ones), limits_of_all(open_ones)
    kept = {one.id: kept_of(one.capacity - taken.get(one.id, 0), limits[one.id]) for one in open_ones}
    return render_template("workshops/index.html", committee=committee, page=page, taken=taken, kept=kept)


@workshops.get("/moeder/<int:workshop_id>")
def show(workshop_id: int) -> ResponseReturnValue:
    workshop = workshop_or_404(workshop_id)
    place = sign_up_of(current_person(), workshop)
    return workshop_page(workshop, place, sign_up_form(current_person(), workshop, place))


def workshop_page(workshop: Workshop, place: WorkshopSignUp | None, form: SignUpForm | None) -> str:
    person = current_person()
    notes = notes_of(workshop) if workshop.outcome_published_at else []
    seen, tables, sits = attendance(workshop), tables_of(workshop), own_tables(workshop, place)
    return render_template(
        "workshops/show.html",
        workshop=workshop,
        committee=workshop.committee,
        form=form,
        place=place,
        number=number_in_line(place) if place and place.is_waiting else None,
        attendance=seen,
        limits=seen.limits,
        notes=notes,
        under=by_paragraph(notes),
        reads_notes=reads_notes(person, workshop),
        tables=tables,
        own_tables=sits,
        table_paths=ways_to_tables(workshop, tables, sits),
        paragraphs=paragraphs_of(workshop) if workshop.read_back_asked is not None else [],
        answers=answers_to(workshop) if workshop.read_back_asked is not None else None,
        files=shown_files(person, workshop),
        thread=thread_of(workshop),
    )


def ways_to_tables(
    workshop: Workshop, tables: Sequence[WorkshopTable], sits: Sequence[tuple[int, int]]
) -> dict[int, str]:
    """By number the pages of the tables at which somebody sits, from the day on which notes are taken there."""
    own = {number for _turn, number in sits}
    mine = [table for table in tables if table.number in own]
    return {table.number: path_of_table(table) for table in mine} if mine and NOTE_AT_TABLE.is_open(workshop) else {}


def sign_up_form(person: User | Visitor, workshop: Workshop, place: WorkshopSignUp | None) -> SignUpForm | None:
    """The form with what this person may choose, and has said so far; none for visitors, and where there is nothing to
    sign up for."""
    if not isinstance(person, User) or not takes_sign_ups(workshop):
        return None
    form, seat = SignUpForm(), own_seat(person.id)
    form.offer(
        is_politician=seat is not None or is_politician(person),
        parties=parties(workshop.committee.municipality, clock.today()),
        own_party_id=seat.party_id if seat else None,
        place=place,
    )
    return form


@workshops.post("/moeder/<int:workshop_id>")
@limit_submission
def come(workshop_id: int) -> ResponseReturnValue:
    workshop, person = workshop_or_404(workshop_id), signed_in()
    place = sign_up_of(person, workshop)
    form = sign_up_form(person, workshop, place)
    if form is None:
        raise Refused(_("The meeting has begun or been cancelled, so you can no longer sign up."))
    if not form.validate():
        return workshop_page(workshop, place, form), 422
    try:
        sign_up(person, workshop, form.draft())
    except Refused as refusal:
        form.kind.errors = refusal.reasons
        return workshop_page(workshop, place, form), 422
    if place is None:
        return redirect(url_for("workshops.receipt", workshop_id=workshop_id))
    flash(_("What you have said is changed."), "success")
    return redirect(workshop.path)


@workshops.get("/moeder/<int:workshop_id>/kvittering")
def receipt(workshop_id: int) -> ResponseReturnValue:
    workshop = workshop_or_404(workshop_id)
    place = sign_up_of(signed_in(), workshop)
    if place is None:
        return redirect(workshop.path)
    number = number_in_line(place) if place.is_waiting else None
    return render_template(
        "workshops/receipt.html", workshop=workshop, committee=workshop.committee, number=number, follow=workshop.path
    )


@workshops.post("/moeder/<int:workshop_id>/afmeld")
def stay_away(workshop_id: int) -> ResponseReturnValue:
    workshop = workshop_or_404(workshop_id)
    told = of_leaving(sign_up_of(signed_in(), workshop))
    sign_off(signed_in(), workshop)
    flash(told, "success")
    return redirect(workshop.path)


def of_leaving(place: WorkshopSignUp | None) -> str:
    """What whoever signs off is told, by what they have before."""
    if place is not None and place.is_waiting:
        return _("You are no longer on the waiting list.")
    return _("You are signed off. Somebody else can have the place.")


@workshops.get("/moeder/<int:workshop_id>/program")
def programme_on_paper(workshop_id: int) -> ResponseReturnValue:
    """What somebody who comes needs to know, on one sheet."""
    workshop = workshop_or_404(workshop_id)
    return render_template(
        "workshops/programme.html",
        workshop=workshop,
        committee=workshop.committee,
        tables=tables_of(workshop),
        steps=programme(workshop),
        page_address=address_of_page(workshop),
    )


@workshops.get("/moeder/<int:workshop_id>/udbytte/udskrift")
def outcome_on_paper(workshop_id: int) -> ResponseReturnValue:
    """The published outcome with all that it stands on, unfolded."""
    workshop = workshop_or_404(workshop_id)
    if workshop.read_back_asked is None:
        abort(404)
    return render_template(
        "workshops/outcome_on_paper.html",
        workshop=workshop,
        committee=workshop.committee,
        paragraphs=paragraphs_of(workshop),
        under=by_paragraph(notes_of(workshop)),
        answers=answers_to(workshop),
    )
