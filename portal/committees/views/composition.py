"""Is the table in balance? The matrix of needs for everybody, its writing and review, and members' leader roles."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.actions.composition import choose_leader_roles, describe_composition, review_composition
from portal.committees.balance import Balance, balance, mark_of_needs
from portal.committees.forms.composition import CompositionForm, LeaderRolesForm, ReviewForm, composition_as_sent
from portal.committees.models import Committee, Seat
from portal.committees.queries import (
    committee_by_slug,
    composition_of,
    composition_reviews,
    last_review,
    leader_roles_at,
    leader_roles_of,
    own_seat_or_404,
    seats,
)
from portal.committees.views.blueprint import committees
from portal.committees.words import CATEGORIES, CRITERIA, LEADER_ROLES
from portal.foundation import clock
from portal.foundation.errors import Conflict, Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.rules.permissions import Permission


@committees.app_template_global("balance_of")
def balance_of(committee: Committee, seats_there: list[Seat], day: date | None = None) -> Balance:
    """The table with these seats held against its needs, today or on a day."""
    on = day or clock.today()
    return balance(seats_there, composition_of(committee), leader_roles_at(committee, on), on)


@committees.get("/udvalg/<slug>/sammensaetning")
def composition(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person())
    needs = composition_of(committee)
    return render_template(
        "committees/composition.html",
        committee=committee,
        seats=seats(committee),
        reviews=paginate(composition_reviews(committee)),
        needs_mark=mark_of_needs(needs),  # `mark` is the committee's drawing in every page of its own
        criteria=CRITERIA,
        categories=CATEGORIES,
        leader_roles=LEADER_ROLES,
    )


@committees.get("/udvalg/<slug>/sammensaetning/ret")
def describe(slug: str) -> ResponseReturnValue:
    committee = _describable(slug)
    form = CompositionForm(data=composition_as_sent(composition_of(committee), seats(committee)))
    return _matrix_page(committee, form)


@committees.post("/udvalg/<slug>/sammensaetning/ret")
def save_composition(slug: str) -> ResponseReturnValue:
    committee, form = _describable(slug), CompositionForm()
    form.seats_as = {seat.id: request.form.get(f"seat_{seat.id}", "") for seat in seats(committee)}
    if not form.validate():
        return _matrix_page(committee, form), 422
    try:
        describe_composition(signed_in(), committee, form.draft(), seen=form.seen.data or None)
    except Conflict:
        return _overtaken_page(slug, form), 409
    flash(_("The needs are saved. Review the composition against them when the seats are taken."), "success")
    return redirect(url_for("committees.composition", slug=slug))


@committees.get("/udvalg/<slug>/sammensaetning/gennemgang")
def review(slug: str) -> ResponseReturnValue:
    committee, form = _reviewable(slug), ReviewForm()
    form.show(last_review(committee))
    form.seen.data = mark_of_needs(composition_of(committee))
    return _review_page(committee, form)


@committees.post("/udvalg/<slug>/sammensaetning/gennemgang")
def save_review(slug: str) -> ResponseReturnValue:
    committee, form = _reviewable(slug), ReviewForm()
    if not form.validate():
        return _review_page(committee, form), 422
    try:
        review_composition(signed_in(), committee, form.draft(), seen=form.seen.data or None)
    except Refused as refusal:
        return _review_page(committee, form, refusal.reasons), refusal.status
    except Conflict:
        return _outdated_review_page(slug, form), 409
    flash(_("The review is entered. Everybody can read it."), "success")
    return redirect(url_for("committees.composition", slug=slug))


@committees.get("/udvalg/<slug>/lederroller")
def leader_roles(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person(), Permission.LEADER_ROLE_CHOOSE)
    membership = own_seat_or_404(committee, current_person().id)
    form = LeaderRolesForm(data={"roles": [chosen.role.value for chosen in leader_roles_of(membership)]})
    form.offer()
    return render_template("committees/leader_roles.html", committee=committee, form=form)


@committees.post("/udvalg/<slug>/lederroller")
def choose_roles(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person(), Permission.LEADER_ROLE_CHOOSE)
    membership = own_seat_or_404(committee, current_person().id)
    form = LeaderRolesForm()
    form.offer()
    if not form.validate():
        return render_template("committees/leader_roles.html", committee=committee, form=form), 422
    choose_leader_roles(signed_in(), membership, form.draft())
    flash(_("Your leader roles are saved."), "success")
    return redirect(url_for("committees.composition", slug=slug))


def _describable(slug: str) -> Committee:
    return committee_by_slug(slug, current_person(), Permission.COMPOSITION_DESCRIBE)


def _reviewable(slug: str) -> Committee:
    return committee_by_slug(slug, current_person(), Permission.COMPOSITION_REVIEW)


def _matrix_page(committee: Committee, form: CompositionForm, *, overtaken: bool = False) -> str:
    return render_template(
        "committees/describe.html",
        committee=committee,
        form=form,
        criteria=CRITERIA,
        categories=CATEGORIES,
        rows=composition_of(committee),
        seats=seats(committee),
        sent=request.form,
        overtaken=overtaken,
    )


def _overtaken_page(slug: str, form: CompositionForm) -> str:
    """Somebody saved first: what was written stays in the form, and can be saved over the other's knowingly."""
    committee = _describable(slug)
    form.seen.data = mark_of_needs(composition_of(committee), seats(committee))
    return _matrix_page(committee, form, overtaken=True)


def _outdated_review_page(slug: str, form: ReviewForm) -> str:
    """The needs are others than those that were reviewed: what was written stays, beside how the table stands now."""
    committee = _reviewable(slug)
    form.seen.data = mark_of_needs(composition_of(committee))
    return _review_page(committee, form, overtaken=True)


def _review_page(
    committee: Committee, form: ReviewForm, reasons: tuple[str, ...] = (), *, overtaken: bool = False
) -> str:
    return render_template(
        "committees/review.html",
        committee=committee,
        form=form,
        reasons=reasons,
        overtaken=overtaken,
        seats=seats(committee),
    )
