"""What secretaries meet: the queue, and handling one proposal until it stands before the council."""

from collections.abc import Callable, Mapping

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from portal.accounts.identity import signed_in
from portal.accounts.models import User
from portal.foundation.i18n import gettext as _
from portal.foundation.paging import paginate
from portal.initiatives.actions.answering import put_on_desk
from portal.initiatives.actions.screening import (
    personal_data_in,
    publish_initiative,
    refuse_initiative,
    return_initiative,
)
from portal.initiatives.asking import before_publishing, refusing
from portal.initiatives.forms import DeskForm, PublishInitiativeForm, RefuseInitiativeForm, ReturnInitiativeForm
from portal.initiatives.models import Initiative, InitiativeState
from portal.initiatives.queries import screening_queue, visible_initiative_or_404
from portal.initiatives.states import WAY
from portal.initiatives.views.blueprint import initiatives
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.screening.views import handled

PUBLISHED = InitiativeState.PUBLISHED
DEEDS: Mapping[str, tuple[type[FlaskForm], InitiativeState]] = {
    "publish": (PublishInitiativeForm, PUBLISHED),
    "return": (ReturnInitiativeForm, InitiativeState.RETURNED),
    "refuse": (RefuseInitiativeForm, InitiativeState.REFUSED),
    "desk": (DeskForm, InitiativeState.ON_DESK),
}  # what is sent, and the state that it leads to


@initiatives.get("/sortering")
def queue() -> ResponseReturnValue:
    require(signed_in(), Permission.INITIATIVE_SCREEN)
    return render_template("initiatives/queue.html", initiatives=paginate(screening_queue()))


@initiatives.get("/<int:initiative_id>/behandl")
def handle(initiative_id: int) -> ResponseReturnValue:
    return _page(_to_handle(initiative_id))


def _to_handle(initiative_id: int) -> Initiative:
    actor = signed_in()
    require(actor, Permission.INITIATIVE_SCREEN)
    return visible_initiative_or_404(actor, initiative_id)


def _page(initiative: Initiative, **sent: FlaskForm) -> str:
    """The proposal with a form for each thing that can be done; `sent` are those that come back with errors."""
    fresh = {name: form(formdata=None, prefix=name) for name, (form, _state) in DEEDS.items()}
    return render_template(
        "initiatives/handle.html",
        initiative=initiative,
        forms=fresh | sent,
        form=next(iter(sent.values()), None),
        found=personal_data_in(initiative),
        follows=before_publishing(signed_in(), initiative) if WAY.may_become(initiative, PUBLISHED) else (),
    )


@initiatives.post("/<int:initiative_id>/behandl/offentliggoer")
def publish(initiative_id: int) -> ResponseReturnValue:
    return _handled(
        initiative_id,
        "publish",
        lambda actor, initiative, form: publish_initiative(actor, initiative, reason=form.reason.data),
        _("The proposal is published, and gathers support."),
    )


@initiatives.post("/<int:initiative_id>/behandl/send-tilbage")
def send_back(initiative_id: int) -> ResponseReturnValue:
    return _handled(
        initiative_id,
        "return",
        lambda actor, initiative, form: return_initiative(actor, initiative, form.reason.data),
        _("The proposal is sent back to its author."),
    )


@initiatives.post("/<int:initiative_id>/behandl/afvis")
def refuse(initiative_id: int) -> ResponseReturnValue:
    return _handled(
        initiative_id,
        "refuse",
        lambda actor, initiative, form: refuse_initiative(actor, initiative, form.refusal_code(), form.reason.data),
        _("The proposal is not published. The author can read why."),
    )


@initiatives.post("/<int:initiative_id>/behandl/paa-dagsordenen")
def to_the_council(initiative_id: int) -> ResponseReturnValue:
    return _handled(
        initiative_id,
        "desk",
        lambda actor, initiative, form: put_on_desk(actor, initiative, form.meets_on.data, form.reason.data),
        _("The proposal is put before %(the_council)s."),
    )


def _handled(
    initiative_id: int, name: str, deed: Callable[[User, Initiative, FlaskForm], object], told: str
) -> ResponseReturnValue:
    initiative, (kind, state), actor = _to_handle(initiative_id), DEEDS[name], signed_in()
    form = kind(prefix=name)
    return handled(
        initiative,
        form,
        lambda: deed(actor, initiative, form),
        lambda: _page(initiative, **{name: form}),
        way=WAY,
        state=state,
        told=told,
        then=url_for("initiatives.handle", initiative_id=initiative_id),
        question=(lambda: refusing(initiative, form)) if name == "refuse" else None,
    )
