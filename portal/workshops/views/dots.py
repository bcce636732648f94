"""Dots on notes: the page of those who hold the meeting, and what a phone sends."""

from collections.abc import Sequence
from hashlib import sha256
from secrets import token_hex

from flask import render_template, session
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.confirming import once_more, taken_in
from portal.foundation.i18n import gettext as _
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.workshops.actions.dots import close_dots, open_dots, type_dots
from portal.workshops.asking import closing_dots
from portal.workshops.forms.dots import USUAL, OpenDotsForm, PaperDotsForm, paper_dots_form, paper_dots_of
from portal.workshops.models import Workshop
from portal.workshops.queries import notes_of, workshop_or_404
from portal.workshops.queries.dots import by_dots, dots_put
from portal.workshops.views.blueprint import workshops

OF_PHONE = "phone"


def phone_of(workshop: Workshop) -> str:
    """A name for this browser at this meeting, which tells nobody whose it is, or that it was at another."""
    key = session.setdefault(OF_PHONE, token_hex(16))
    return sha256(f"{key}\x1f{workshop.id}".encode()).hexdigest()


def _planned_by_me(workshop_id: int) -> Workshop:
    workshop = workshop_or_404(workshop_id)
    require(signed_in(), Permission.WORKSHOP_PLAN, workshop.committee)
    return workshop


@workshops.get("/moeder/<int:workshop_id>/prikker")
def dots(workshop_id: int) -> ResponseReturnValue:
    return _dots_page(_planned_by_me(workshop_id))


def _dots_page(
    workshop: Workshop,
    opening: OpenDotsForm | None = None,
    typing: PaperDotsForm | None = None,
    reasons: Sequence[str] = (),
) -> str:
    notes = notes_of(workshop)
    typing = typing or paper_dots_form(notes)(formdata=None, data=paper_dots_of(notes))
    opening = opening or OpenDotsForm(formdata=None, data={"each": workshop.dots_each or USUAL})
    return render_template(
        "workshops/dots.html",
        workshop=workshop,
        committee=workshop.committee,
        notes=by_dots(notes),
        put=dots_put(workshop),
        opening=opening,
        typing=typing,
        wrong=opening if opening.errors else typing,
        reasons=reasons,
    )


@workshops.post("/moeder/<int:workshop_id>/prikker/aabn")
def open_for_dots(workshop_id: int) -> ResponseReturnValue:
    workshop, actor, form = _planned_by_me(workshop_id), signed_in(), OpenDotsForm()
    return taken_in(
        form,
        lambda: open_dots(actor, workshop, form.each.data),
        lambda reasons=(): _dots_page(workshop, opening=form, reasons=reasons),
        told=_("The phones at the tables can put dots now."),
        then=f"{workshop.path}/prikker",
    )


@workshops.post("/moeder/<int:workshop_id>/prikker/luk")
def close_for_dots(workshop_id: int) -> ResponseReturnValue:
    workshop, actor = _planned_by_me(workshop_id), signed_in()
    return once_more(
        closing_dots(workshop),
        lambda: close_dots(actor, workshop),
        _("The dots are closed and counted."),
        f"{workshop.path}/prikker",
    )


@workshops.post("/moeder/<int:workshop_id>/prikker")
def type_paper_dots(workshop_id: int) -> ResponseReturnValue:
    workshop, actor = _planned_by_me(workshop_id), signed_in()
    form = paper_dots_form(notes_of(workshop))()
    return taken_in(
        form,
        lambda: type_dots(actor, workshop, form.draft()),
        lambda reasons=(): _dots_page(workshop, typing=form, reasons=reasons),
        told=_("The dots on paper are kept."),
        then=f"{workshop.path}/prikker",
    )
