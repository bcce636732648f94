"""Notes of the evening for those who hold the meeting: paper typed in, notes hidden, tables given another address."""

from functools import partial

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.confirming import Question, once_more, taken_in
from portal.foundation.i18n import gettext as _, ngettext
from portal.meetings.forms import RenewForm
from portal.workshops.actions.noting import hide_note, renew_table, show_note, type_in_notes
from portal.workshops.deeds import HIDE_NOTE, NOTE, RENEW_TABLE
from portal.workshops.forms.at_table import PaperForm
from portal.workshops.models import Workshop
from portal.workshops.queries import note_or_404, workshop_or_404
from portal.workshops.queries.tables import table_or_404
from portal.workshops.views.blueprint import workshops


@workshops.get("/moeder/<int:workshop_id>/noter/papir")
def paper(workshop_id: int) -> ResponseReturnValue:
    workshop = workshop_or_404(workshop_id)
    NOTE.require_leave(signed_in(), workshop)
    NOTE.ensure(workshop)
    return _paper_page(workshop, PaperForm(formdata=None))


def _paper_page(workshop: Workshop, form: PaperForm, reasons: tuple[str, ...] = ()) -> str:
    return render_template(
        "workshops/paper.html", workshop=workshop, committee=workshop.committee, form=form, reasons=reasons
    )


@workshops.post("/moeder/<int:workshop_id>/noter/papir")
def type_paper(workshop_id: int) -> ResponseReturnValue:
    workshop, form = workshop_or_404(workshop_id), PaperForm()
    NOTE.require_leave(signed_in(), workshop)
    return taken_in(
        form,
        lambda: type_in_notes(signed_in(), workshop, form.draft()),
        lambda reasons=(): _paper_page(workshop, form, reasons),
        told=lambda new: ngettext("%(count)s note is kept.", "%(count)s notes are kept.", new),
        then=url_for("workshops.notes", workshop_id=workshop_id),
    )


@workshops.post("/moeder/<int:workshop_id>/noter/<int:note_id>/skjul")
def hide(workshop_id: int, note_id: int) -> ResponseReturnValue:
    workshop = workshop_or_404(workshop_id)
    HIDE_NOTE.require_leave(signed_in(), workshop)
    hide_note(signed_in(), workshop, note_or_404(workshop, note_id))
    return redirect(url_for("workshops.notes", workshop_id=workshop_id))


@workshops.post("/moeder/<int:workshop_id>/noter/<int:note_id>/vis")
def show_again(workshop_id: int, note_id: int) -> ResponseReturnValue:
    workshop = workshop_or_404(workshop_id)
    HIDE_NOTE.require_leave(signed_in(), workshop)
    show_note(signed_in(), workshop, note_or_404(workshop, note_id))
    return redirect(url_for("workshops.notes", workshop_id=workshop_id))


@workshops.post("/moeder/<int:workshop_id>/borde/<int:number>/adresse")
def renew_address(workshop_id: int, number: int) -> ResponseReturnValue:
    workshop = workshop_or_404(workshop_id)
    RENEW_TABLE.require_leave(signed_in(), workshop)
    table, back = table_or_404(workshop, number), url_for("workshops.tables", workshop_id=workshop_id)
    question = Question(
        title=_("Give table %(number)s another code?", number=number),
        button=_("Make another code"),
        crumbs=[(workshop.title, workshop.path), (_("Tables and table plan"), back)],
        follows=lambda: [
            _("The code that is printed now opens nothing any more. Print the sheet of the table anew."),
            _("What the table has written stays."),
        ],
    )
    deed = partial(renew_table, signed_in(), table, seen=RenewForm().seen_renewals())
    return once_more(question, deed, _("Table %(number)s has another code.", number=number), back)
