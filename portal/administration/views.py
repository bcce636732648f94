"""HTTP in, HTTP out."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.actions import codes, people
from portal.accounts.forms import InvitationForm, ResetForm, RoleEndForm, RoleForm
from portal.accounts.identity import signed_in
from portal.accounts.links import invitation_ends
from portal.accounts.models import User
from portal.accounts.queries import grant_or_404, lacks_demanded_code, people_by_name, person_or_404
from portal.administration import asking
from portal.administration.queries import committee_choices, message_or_404, trail_page
from portal.administration.words import EVENT_LABELS, KIND_LABELS, OF_NO_KIND, SUBSCRIBER_LABELS
from portal.events.actions import retry_message
from portal.events.queries import count_waiting, parked_messages
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.addresses import row_number
from portal.foundation.confirming import page_unless_sure
from portal.foundation.dates import daytime
from portal.foundation.errors import Refused
from portal.foundation.forms import PortalForm, trimmed
from portal.foundation.i18n import gettext as _, words_of
from portal.foundation.paging import paginate
from portal.foundation.text import danish_order
from portal.notifications.queries import letters_in_doubt, letters_not_taken
from portal.rules.access import can, require
from portal.rules.permissions import Permission

LETTERS_SHOWN = timedelta(days=7)
administration = Blueprint("administration", __name__, url_prefix="/administration")
ENTRANCES = (Permission.AUDIT_READ, Permission.PERSON_MANAGE, Permission.MUNICIPALITY_MANAGE)


@administration.app_template_filter("event_name")
def event_name(event_type: str) -> str:
    """What happened, in words."""
    label = EVENT_LABELS.get(event_type)
    return _(label) if label else event_type


@administration.app_template_filter("subject_kind")
def subject_kind(kind: str) -> str:
    """What a kind of record is called."""
    return _(KIND_LABELS.get(kind, OF_NO_KIND))


administration.add_app_template_filter(words_of(SUBSCRIBER_LABELS), "subscriber_name")


@administration.app_template_global()
def invitation_state(person: User) -> str:
    """Until when an invitation works, or that it no longer does."""
    ends = invitation_ends(person)
    if ends is None:
        return ""
    if ends > clock.now():
        return _("The link works until %(time)s.", time=daytime(ends))
    return _("The link stopped working %(time)s. Send the invitation again.", time=daytime(ends))


@administration.get("/")
def index() -> ResponseReturnValue:
    person = signed_in()
    if not any(can(person, permission) for permission in ENTRANCES):
        require(person, Permission.PERSON_MANAGE)
    return render_template("administration/index.html")


@administration.get("/personer")
def persons() -> ResponseReturnValue:
    require(signed_in(), Permission.PERSON_MANAGE)
    text, only_invited = trimmed(request.args.get("q", "")[:120]), request.args.get("inviteret") == "1"
    page = people_by_name(text, only_invited=only_invited)
    shown = {"page": page, "text": text, "only_invited": only_invited, "today": clock.today()}
    return render_template("administration/persons.html", **shown)


@administration.route("/personer/ny", methods=["GET", "POST"])
def invite() -> ResponseReturnValue:
    actor = signed_in()
    require(actor, Permission.PERSON_MANAGE)
    form = InvitationForm()
    if form.validate_on_submit():
        try:
            person = people.invite_person(actor, form.draft())
        except Refused as refusal:
            form.email.errors = refusal.reasons
        else:
            flash(_("The invitation is on its way"))
            return redirect(person.path)
    return render_template("administration/invite.html", form=form), 422 if form.errors else 200


@administration.get("/personer/<int:person_id>")
def person(person_id: int) -> ResponseReturnValue:
    require(signed_in(), Permission.PERSON_MANAGE)
    return _person_page(person_id, _role_form(starts_on=clock.today()))


@administration.post("/personer/<int:person_id>/roller")
def give_role(person_id: int) -> ResponseReturnValue:
    actor = signed_in()
    require(actor, Permission.PERSON_MANAGE)
    form = _role_form()
    someone = person_or_404(person_id)
    if form.validate_on_submit():
        try:
            people.give_role(actor, someone, form.draft())
        except Refused as refusal:
            form.committee_id.errors = refusal.reasons
        else:
            flash(_("The role is given"))
            return redirect(someone.path)
    return _person_page(person_id, form)


@administration.route("/roller/<int:grant_id>", methods=["GET", "POST"])
def change_role(grant_id: int) -> ResponseReturnValue:
    actor = signed_in()
    require(actor, Permission.PERSON_MANAGE)  # before anybody learns which numbers there are
    grant = grant_or_404(grant_id)
    form = RoleEndForm(obj=grant)
    if form.validate_on_submit():
        try:
            people.change_role_end(actor, grant, form.ends_on.data)
        except Refused as refusal:
            form.ends_on.errors = refusal.reasons
        else:
            flash(_("The last day of the role is saved"))
            return redirect(grant.user.path)
    page = render_template("administration/role.html", form=form, grant=grant, today=clock.today())
    return page, 422 if form.errors else 200


@administration.post("/roller/<int:grant_id>/slut")
def end_role(grant_id: int) -> ResponseReturnValue:
    require(signed_in(), Permission.PERSON_MANAGE)  # before anybody learns which numbers there are
    actor, grant = signed_in(), grant_or_404(grant_id)
    someone = grant.user
    page = page_unless_sure(
        asking.ending_of(grant), lambda: people.end_role(actor, grant), lambda: redirect(someone.path)
    )
    if page is not None:
        return page
    flash(_("The role has ended"))
    return redirect(grant.user.path)


@administration.post("/personer/<int:person_id>/invitation")
def invite_again(person_id: int) -> ResponseReturnValue:
    require(signed_in(), Permission.PERSON_MANAGE)
    someone = person_or_404(person_id)
    people.invite_again(signed_in(), someone)
    flash(_("The invitation is on its way"))
    return redirect(someone.path)


@administration.route("/personer/<int:person_id>/kode", methods=["GET", "POST"])
def reset_code(person_id: int) -> ResponseReturnValue:
    actor = signed_in()
    require(actor, Permission.PERSON_MANAGE)
    someone = person_or_404(person_id)
    form = ResetForm()
    if form.validate_on_submit():
        codes.reset_code(actor, someone, form.draft())
        flash(_("The one-time code is taken away, and the person is told by mail"))
        return redirect(someone.path)
    return render_template("administration/reset_code.html", form=form, someone=someone), 422 if form.errors else 200


@administration.post("/personer/<int:person_id>/luk")
def deactivate(person_id: int) -> ResponseReturnValue:
    require(signed_in(), Permission.PERSON_MANAGE)
    actor, someone = signed_in(), person_or_404(person_id)
    page = page_unless_sure(
        asking.closing_of(someone), lambda: people.deactivate_person(actor, someone), lambda: redirect(someone.path)
    )
    if page is not None:
        return page
    flash(_("The account is closed"))
    return redirect(someone.path)


@administration.post("/personer/<int:person_id>/aabn")
def reactivate(person_id: int) -> ResponseReturnValue:
    require(signed_in(), Permission.PERSON_MANAGE)
    someone = person_or_404(person_id)
    people.reactivate_person(signed_in(), someone)
    flash(_("The account is open again"))
    return redirect(someone.path)


@administration.get("/spor")
def trail() -> ResponseReturnValue:
    require(signed_in(), Permission.AUDIT_READ)
    sent = request.args.get("type", "")
    event_type = EventType(sent) if sent in set(EventType) else None
    lines = trail_page(event_type, row_number(request.args.get("person")) or None)
    types = sorted(EVENT_LABELS, key=lambda kind: danish_order(event_name(kind)))
    return render_template("administration/trail.html", lines=lines, page=lines.page, types=types, chosen=event_type)


@administration.get("/udbakke")
def outbox() -> ResponseReturnValue:
    require(signed_in(), Permission.OUTBOX_RETRY)
    page = paginate(parked_messages())
    since = clock.today() - LETTERS_SHOWN
    return render_template(
        "administration/outbox.html",
        page=page,
        waiting=count_waiting(),
        failed=letters_not_taken(since),
        in_doubt=letters_in_doubt(since),
        form=PortalForm(),
    )


@administration.post("/udbakke/<int:message_id>/igen")
def retry(message_id: int) -> ResponseReturnValue:
    require(signed_in(), Permission.OUTBOX_RETRY)
    retry_message(signed_in(), message_or_404(message_id))
    flash(_("The message is on its way again"))
    return redirect("/administration/udbakke")


def _role_form(**values: object) -> RoleForm:
    return RoleForm(roles=people.GIVEN_BY_HAND, committees=committee_choices(), data=values)


def _person_page(person_id: int, form: RoleForm) -> ResponseReturnValue:
    someone = person_or_404(person_id)
    lacks_code = lacks_demanded_code(someone)
    shown = {"someone": someone, "form": form, "today": clock.today(), "lacks_code": lacks_code}
    page = render_template("administration/person.html", **shown)
    return page, 422 if form.errors else 200
