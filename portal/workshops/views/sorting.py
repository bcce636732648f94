"""Sorting notes under headings, and writing the paragraph that stands on them."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.confirming import once_more, taken_in
from portal.foundation.forms import version_in
from portal.foundation.i18n import gettext as _, ngettext
from portal.foundation.seen import FIELD
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.workshops.actions.sorting import add_heading, move_heading, move_notes, remove_heading, write_paragraph
from portal.workshops.asking import removing_heading
from portal.workshops.forms.outcome import HeadingForm, MoveNotesForm, ParagraphForm
from portal.workshops.models import OutcomeParagraph, Workshop
from portal.workshops.queries import notes_of, workshop_or_404
from portal.workshops.queries.dots import by_dots
from portal.workshops.queries.outcome import by_paragraph, notes_under, paragraph_of, paragraph_or_404, paragraphs_of
from portal.workshops.views.blueprint import workshops


def summed_up_by_me(workshop_id: int) -> Workshop:
    workshop = workshop_or_404(workshop_id)
    require(signed_in(), Permission.WORKSHOP_SUM_UP, workshop.committee)
    return workshop


@workshops.get("/moeder/<int:workshop_id>/sortering")
def sorting(workshop_id: int) -> ResponseReturnValue:
    return _sorting_page(summed_up_by_me(workshop_id))


def _sorting_page(
    workshop: Workshop,
    moving: MoveNotesForm | None = None,
    adding: HeadingForm | None = None,
    reasons: Sequence[str] = (),
) -> str:
    notes, paragraphs, wants_dots = notes_of(workshop), paragraphs_of(workshop), "prikker" in request.args
    notes = by_dots(notes) if wants_dots else notes
    if moving is None:
        moving = MoveNotesForm(formdata=None)
        moving.offer(notes, paragraphs)
    adding = adding or HeadingForm(formdata=None)
    return render_template(
        "workshops/sorting.html",
        workshop=workshop,
        committee=workshop.committee,
        notes=notes,
        paragraphs=paragraphs,
        under=by_paragraph(note for note in notes if not note.is_late),
        late=[note for note in notes if note.is_late],
        by_dots=wants_dots,
        moving=moving,
        adding=adding,
        wrong=adding if adding.errors else moving,
        reasons=reasons,
    )


@workshops.post("/moeder/<int:workshop_id>/sortering")
def sort(workshop_id: int) -> ResponseReturnValue:
    workshop, actor, form = summed_up_by_me(workshop_id), signed_in(), MoveNotesForm()
    form.offer(notes_of(workshop), paragraphs_of(workshop))
    return taken_in(
        form,
        lambda: move_notes(actor, workshop, form.notes.data, form.paragraph_id),
        lambda reasons=(): _sorting_page(workshop, moving=form, reasons=reasons),
        told=lambda moved: ngettext("%(count)s note is moved.", "%(count)s notes are moved.", moved) if moved else "",
        then=f"{workshop.path}/sortering",
    )


@workshops.post("/moeder/<int:workshop_id>/sortering/overskrift")
def add_a_heading(workshop_id: int) -> ResponseReturnValue:
    workshop, actor, form = summed_up_by_me(workshop_id), signed_in(), HeadingForm()
    return taken_in(
        form,
        lambda: add_heading(actor, workshop, form.title.data),
        lambda reasons=(): _sorting_page(workshop, adding=form, reasons=reasons),
        told=_("The heading is there. Move notes to it."),
        then=f"{workshop.path}/sortering",
    )


def _paragraph(workshop_id: int, paragraph_id: int) -> OutcomeParagraph:
    return paragraph_or_404(summed_up_by_me(workshop_id), paragraph_id)


@workshops.get("/moeder/<int:workshop_id>/afsnit/<int:paragraph_id>")
def paragraph(workshop_id: int, paragraph_id: int) -> ResponseReturnValue:
    found = _paragraph(workshop_id, paragraph_id)
    return _paragraph_page(found, ParagraphForm(obj=found))


@workshops.post("/moeder/<int:workshop_id>/afsnit/<int:paragraph_id>")
def keep_paragraph(workshop_id: int, paragraph_id: int) -> ResponseReturnValue:
    found, actor, form = _paragraph(workshop_id, paragraph_id), signed_in(), ParagraphForm()
    return taken_in(
        form,
        lambda: write_paragraph(actor, found, form.draft()),
        lambda reasons=(): _paragraph_page(found, form, reasons),
        told=_("The paragraph is kept."),
        then=f"{found.workshop.path}/sortering#afsnit-{found.id}",
    )


def _paragraph_page(found: OutcomeParagraph, form: ParagraphForm, reasons: Sequence[str] = ()) -> str:
    return render_template(
        "workshops/paragraph.html", paragraph=found, workshop=found.workshop, committee=found.workshop.committee,
        notes=notes_under(found), form=form, reasons=reasons,
    )  # fmt: skip


@workshops.post("/moeder/<int:workshop_id>/afsnit/<int:paragraph_id>/flyt")
def move_paragraph(workshop_id: int, paragraph_id: int) -> ResponseReturnValue:
    found = _paragraph(workshop_id, paragraph_id)
    position, to = (version_in(request.form.get(name)) for name in ("position", "to"))
    move_heading(signed_in(), found, position, to=to)
    flash(_("The order is changed."), "success")
    return redirect(f"{url_for('workshops.sorting', workshop_id=workshop_id)}#afsnit-{paragraph_id}")


@workshops.post("/moeder/<int:workshop_id>/afsnit/<int:paragraph_id>/fjern")
def remove_paragraph(workshop_id: int, paragraph_id: int) -> ResponseReturnValue:
    workshop, actor = summed_up_by_me(workshop_id), signed_in()
    found = paragraph_of(workshop, paragraph_id)
    if found is None and FIELD in request.form:  # a second click of a button that was there
        return redirect(f"{workshop.path}/sortering")
    if found is None:
        abort(404)
    return once_more(
        removing_heading(found, len(notes_under(found))),
        lambda: remove_heading(actor, found),
        _("The heading is removed. Its notes are unsorted again."),
        f"{found.workshop.path}/sortering",
    )
