"""The secretary's pages: the list without names, one application, inviting, and answering."""

from collections.abc import Callable, Sequence
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.accounts.models import User
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.addresses import row_number
from portal.foundation.confirming import Question, page_unless_sure, taken_in
from portal.foundation.dates import paragraphs
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.paging import paginate
from portal.municipalities.queries import bodies
from portal.recruitment.actions.choosing import (
    answer_applicants,
    appoint_applicant,
    end_invitation,
    invite_applicant,
    mark_application,
    move_up_reserve,
    reserve_application,
    shortlist_application,
    take_off_shortlist,
)
from portal.recruitment.deeds import MARK
from portal.recruitment.forms.handling import AnswerForm, InvitationForm, MarkForm
from portal.recruitment.models import Application, ApplicationState
from portal.recruitment.preparing import prepared_answer
from portal.recruitment.queries.applications import (
    Sought,
    application_or_404,
    applications as listed,
    applications_by_ids,
    count_applications,
    next_new,
    waiting_for_an_answer,
)
from portal.recruitment.queries.calls import latest_call
from portal.recruitment.queries.places import places, places_of
from portal.recruitment.states import LISTED, OWED_AN_ANSWER
from portal.recruitment.views.blueprint import recruitment
from portal.recruitment.words import MARK_LABELS
from portal.rules.permissions import Permission

BASE = "/udvalg/<slug>/ansoegninger"
ONE = f"{BASE}/<int:application_id>"


@recruitment.get(BASE)
def applications(slug: str) -> ResponseReturnValue:
    committee = _handled(slug)
    sought = asked()
    return render_template(
        "recruitment/applications.html",
        committee=committee,
        call=latest_call(committee),
        page=paginate(listed(committee, sought)),
        counts=count_applications(committee),
        places=places(committee),
        sought=sought,
        states=LISTED,
        marks=MARK_LABELS,
    )


def asked() -> Sought:
    """What the list was asked to show; anything odd is everything."""
    state = next((one for one in LISTED if one.value == request.args.get("status")), None)
    seat, mark = request.args.get("plads", ""), request.args.get("maerke", "")
    return Sought(
        state,
        row_number(seat) or None,
        next((one for one in MARK_LABELS if str(one) == mark), None),
    )


@recruitment.get(ONE)
def application(slug: str, application_id: int) -> ResponseReturnValue:
    found = _found(slug, application_id)
    own = next((one for one in found.marks if one.author_id == signed_in().id), None)
    form = MarkForm(data={"mark": str(own.mark), "note": own.note} if own else None)
    return _page(found, form)


@recruitment.post(f"{ONE}/maerk")
def mark(slug: str, application_id: int) -> ResponseReturnValue:
    found, form = _found(slug, application_id), MarkForm()
    return taken_in(
        form,
        lambda: mark_application(signed_in(), found, mark=int(form.mark.data), note=form.note.data or ""),
        partial(_page, found, form),
        told=_("Your mark is saved."),
        then=_path(found),
    )


@recruitment.post(f"{ONE}/kort-liste")
def shortlist(slug: str, application_id: int) -> ResponseReturnValue:
    return _done(slug, application_id, shortlist_application, _("The application is on the shortlist."))


@recruitment.post(f"{ONE}/af-kort-liste")
def off_shortlist(slug: str, application_id: int) -> ResponseReturnValue:
    return _done(slug, application_id, take_off_shortlist, _("The application is off the shortlist."))


@recruitment.post(f"{ONE}/reserve")
def reserve(slug: str, application_id: int) -> ResponseReturnValue:
    found, actor = _found(slug, application_id), signed_in()
    page = page_unless_sure(
        _reserving(found), lambda: reserve_application(actor, found), lambda: redirect(_path(found))
    )
    if page is not None:
        return page
    flash(_("The applicant is on the reserve list and is told so."), "success")
    return redirect(_path(found))


@recruitment.post(f"{ONE}/frem")
def move_up(slug: str, application_id: int) -> ResponseReturnValue:
    return _done(slug, application_id, move_up_reserve, _("The reserve list has a new order."))


@recruitment.post(f"{ONE}/luk-invitation")
def close_invitation(slug: str, application_id: int) -> ResponseReturnValue:
    return _done(slug, application_id, end_invitation, _("The invitation is closed, and the place is free."))


@recruitment.post(f"{ONE}/udpeg")
def appoint(slug: str, application_id: int) -> ResponseReturnValue:
    return _done(slug, application_id, appoint_applicant, _("The applicant has the seat."))


@recruitment.get(f"{ONE}/inviter")
def invitation(slug: str, application_id: int) -> ResponseReturnValue:
    found = _found(slug, application_id)
    return _invitation_page(found, _invitation_form(found))


@recruitment.post(f"{ONE}/inviter")
def invite(slug: str, application_id: int) -> ResponseReturnValue:
    found = _found(slug, application_id)
    form = _invitation_form(found)
    return taken_in(
        form,
        lambda: invite_applicant(signed_in(), found, form.draft()),
        partial(_invitation_page, found, form),
        told=_("The invitation is sent. The place is kept until the answer comes."),
        then=_path(found),
    )


@recruitment.get(f"{BASE}/svar")
def answers(slug: str) -> ResponseReturnValue:
    committee = _handled(slug)
    form = _answer_form(committee)
    form.body.data = prepared_answer(committee)
    chosen = row_number(request.args.get("ansoegning"))
    form.application_ids.data = [chosen] if chosen else _to_read(committee)
    return _answers_page(committee, form)


@recruitment.post(f"{BASE}/svar")
def answer(slug: str) -> ResponseReturnValue:
    committee = _handled(slug)
    form = _answer_form(committee)
    chosen = partial(applications_by_ids, committee, form.application_ids.data or ())
    return taken_in(
        form,
        lambda: answer_applicants(signed_in(), committee, chosen(), form.body.data),
        partial(_answers_page, committee, form),
        question=lambda: _answering(committee, chosen(), form.body.data),
        told=lambda count: ngettext("%(count)s letter is sent.", "%(count)s letters are sent.", count),
        then=url_for("recruitment.applications", slug=slug),
    )


def _reserving(found: Application) -> Question:
    """Before an applicant is put on the reserve list."""
    return Question(
        title=_("Put applicant %(number)s on the reserve list?", number=found.number),
        button=_("Put on the reserve list"),
        crumbs=_crumbs(found.committee),
        follows=lambda: [
            _("The applicant is number %(place)s on the reserve list of the seat.", place=found.reserve_place),
            _("From there one can only be invited in turn, or be told that others were chosen."),
        ],
    )


def _answering(committee: Committee, chosen: Sequence[Application], body: str) -> Question:
    """Before those who were not chosen get their letter."""
    return Question(
        title=_("Send the letters?"),
        button=_("Send the letters"),
        crumbs=_crumbs(committee),
        follows=lambda: [
            ngettext(
                "%(count)s applicant is told that others were chosen. It is the last word from this call.",
                "%(count)s applicants are told that others were chosen. It is the last word from this call.",
                len(chosen),
            )
        ],
        shown=paragraphs(body),
    )  # fmt: skip


def _crumbs(committee: Committee) -> list[tuple[str, str]]:
    return [(committee.name, committee.path), (_("Applications"), f"{committee.path}ansoegninger")]


def _handled(slug: str) -> Committee:
    return committee_by_slug(slug, current_person(), Permission.APPLICATION_HANDLE)


def _found(slug: str, application_id: int) -> Application:
    return application_or_404(_handled(slug), application_id)


def _done(
    slug: str, application_id: int, deed: Callable[[User, Application], object], told: str
) -> ResponseReturnValue:
    found = _found(slug, application_id)
    deed(signed_in(), found)
    flash(told, "success")
    return redirect(_path(found))


def _path(found: Application) -> str:
    return url_for("recruitment.application", slug=found.committee.slug, application_id=found.id)


def _page(found: Application, form: MarkForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "recruitment/application.html",
        committee=found.committee,
        application=found,
        places=places_of(found.seat, but=found.id),
        next_application=next_new(found),
        is_read=MARK.is_open(found) or bool(reasons),  # what was written is given back
        form=form,
        reasons=reasons,
    )


def _invitation_form(found: Application) -> InvitationForm:
    form = InvitationForm()
    form.offer_bodies(bodies(found.committee.municipality))
    return form


def _invitation_page(found: Application, form: InvitationForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "recruitment/invitation.html",
        committee=found.committee,
        application=found,
        places=places_of(found.seat, but=found.id),
        form=form,
        reasons=reasons,
    )


def _answer_form(committee: Committee) -> AnswerForm:
    form = AnswerForm()
    form.offer_applications(waiting_for_an_answer(committee, OWED_AN_ANSWER))
    return form


def _answers_page(committee: Committee, form: AnswerForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template("recruitment/answers.html", committee=committee, form=form, reasons=reasons)


def _to_read(committee: Committee) -> list[int]:
    """Chosen beforehand: those that are neither on the shortlist nor on the reserve list; once it is closed, all."""
    chosen = OWED_AN_ANSWER if committee.is_closed else {ApplicationState.RECEIVED}
    return [one.id for one in waiting_for_an_answer(committee, chosen)]
