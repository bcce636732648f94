"""What those who take notes meet, and the way of an outcome from draft to publication."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.confirming import once_more, taken_in
from portal.foundation.i18n import gettext as _
from portal.rules.access import can, require
from portal.rules.permissions import Permission
from portal.workshops.actions.outcome import confirm_outcome, publish_outcome, write_outcome
from portal.workshops.actions.writing import correct_note, write_note
from portal.workshops.asking import publishing_outcome, remarks_on
from portal.workshops.deeds import (
    CONFIRM_OUTCOME,
    HIDE_NOTE,
    PUBLISH_OUTCOME,
    WRITE_OUTCOME,
    ensure_can_be_corrected,
    ensure_not_moderated,
)
from portal.workshops.forms import ConfirmForm, NoteForm, OutcomeForm
from portal.workshops.models import Workshop, WorkshopNote
from portal.workshops.queries import note_or_404, notes_of, reads_notes, workshop_or_404
from portal.workshops.queries.outcome import by_paragraph, paragraphs_of
from portal.workshops.queries.reading_back import (
    anew_until,
    answers_to,
    corrections_of,
    is_open,
    nobody_can_be_asked,
    to_be_called,
)
from portal.workshops.views.blueprint import workshops


def _noted_by_me(workshop_id: int) -> Workshop:
    workshop = workshop_or_404(workshop_id)
    require(signed_in(), Permission.WORKSHOP_NOTE, workshop.committee)
    return workshop


@workshops.get("/moeder/<int:workshop_id>/noter")
def notes(workshop_id: int) -> ResponseReturnValue:
    workshop = workshop_or_404(workshop_id)
    if not reads_notes(signed_in(), workshop):
        require(signed_in(), Permission.WORKSHOP_NOTE, workshop.committee)
    return _notes_page(workshop, NoteForm())


def _notes_page(workshop: Workshop, form: NoteForm, reasons: Sequence[str] = ()) -> str:
    may_hide = HIDE_NOTE.is_offered(signed_in(), workshop)
    return render_template(
        "workshops/notes.html",
        workshop=workshop,
        committee=workshop.committee,
        notes=notes_of(workshop),
        may_hide=may_hide,
        hidden=notes_of(workshop, hidden=True) if may_hide else [],
        form=form,
        reasons=reasons,
    )


@workshops.post("/moeder/<int:workshop_id>/noter")
def note(workshop_id: int) -> ResponseReturnValue:
    workshop, actor, form = _noted_by_me(workshop_id), signed_in(), NoteForm()
    return taken_in(
        form,
        lambda: write_note(actor, workshop, form.draft()),
        lambda reasons=(): _notes_page(workshop, form, reasons),
        told=_("The note is kept."),
        then=url_for("workshops.notes", workshop_id=workshop_id),
    )


@workshops.get("/moeder/<int:workshop_id>/noter/<int:note_id>")
def edit_note(workshop_id: int, note_id: int) -> ResponseReturnValue:
    workshop = _noted_by_me(workshop_id)
    written = note_or_404(workshop, note_id)
    ensure_not_moderated(written)
    ensure_can_be_corrected(workshop)
    return _note_page(workshop, written, NoteForm(obj=written))


def _note_page(workshop: Workshop, written: WorkshopNote, form: NoteForm, reasons: Sequence[str] = ()) -> str:
    return render_template(
        "workshops/note.html", workshop=workshop, committee=workshop.committee, note=written, form=form, reasons=reasons
    )


@workshops.post("/moeder/<int:workshop_id>/noter/<int:note_id>")
def change_note(workshop_id: int, note_id: int) -> ResponseReturnValue:
    workshop, actor, form = _noted_by_me(workshop_id), signed_in(), NoteForm()
    written = note_or_404(workshop, note_id)
    return taken_in(
        form,
        lambda: correct_note(actor, workshop, written, form.draft()),
        lambda reasons=(): _note_page(workshop, written, form, reasons),
        told=_("The note is corrected."),
        then=url_for("workshops.notes", workshop_id=workshop_id),
    )


@workshops.get("/moeder/<int:workshop_id>/udbytte")
def outcome(workshop_id: int) -> ResponseReturnValue:
    workshop = _noted_by_me(workshop_id)
    if not workshop.outcome or workshop.read_back_asked is not None:
        return _steps_page(workshop)
    return _outcome_page(workshop, _outcome_form(workshop), ConfirmForm())


def _steps_page(workshop: Workshop) -> str:
    """The outcome paragraph by paragraph; names and corrections for those alone who sum up."""
    is_mine = can(signed_in(), Permission.WORKSHOP_SUM_UP, workshop.committee)
    return render_template(
        "workshops/outcome_steps.html",
        workshop=workshop,
        committee=workshop.committee,
        paragraphs=paragraphs_of(workshop),
        under=by_paragraph(notes_of(workshop)),
        answers=answers_to(workshop),
        is_open=is_open(workshop),
        anew=anew_until(workshop),
        nobody=nobody_can_be_asked(workshop),
        remarks=list(remarks_on(workshop)) if is_mine else [],
        to_call=to_be_called(workshop) if is_mine and workshop.read_back_sent_at else [],
        corrections=corrections_of(workshop) if is_mine else [],
    )


def _outcome_form(workshop: Workshop) -> OutcomeForm:
    return OutcomeForm(formdata=None, obj=workshop)


def _outcome_page(workshop: Workshop, writing: OutcomeForm, confirming: ConfirmForm) -> str:
    return render_template(
        "workshops/outcome.html",
        workshop=workshop,
        committee=workshop.committee,
        writing=writing,
        confirming=confirming,
        form=confirming if confirming.errors else writing,
        notes=notes_of(workshop),
    )


@workshops.post("/moeder/<int:workshop_id>/udbytte")
def write(workshop_id: int) -> ResponseReturnValue:
    workshop, form = _noted_by_me(workshop_id), OutcomeForm()
    WRITE_OUTCOME.ensure(workshop)  # else the page has no form, and what was written would be lost
    if not form.validate():
        return _outcome_page(workshop, form, ConfirmForm(formdata=None)), 422
    write_outcome(signed_in(), workshop, form.outcome.data)
    flash(_("The outcome is kept. Read it back to those who were there."), "success")
    return redirect(url_for("workshops.outcome", workshop_id=workshop_id))


@workshops.post("/moeder/<int:workshop_id>/udbytte/bekraeft")
def confirm(workshop_id: int) -> ResponseReturnValue:
    workshop, form = _noted_by_me(workshop_id), ConfirmForm()
    CONFIRM_OUTCOME.ensure(workshop)
    if not form.validate():
        return _outcome_page(workshop, _outcome_form(workshop), form), 422
    confirm_outcome(signed_in(), workshop, form.how.data)
    flash(_("It is noted that the outcome has been read back."), "success")
    return redirect(url_for("workshops.outcome", workshop_id=workshop_id))


@workshops.post("/moeder/<int:workshop_id>/udbytte/offentliggoer")
def publish(workshop_id: int) -> ResponseReturnValue:
    workshop, actor = workshop_or_404(workshop_id), signed_in()
    PUBLISH_OUTCOME.require_leave(actor, workshop)
    return once_more(
        publishing_outcome(workshop),
        lambda: publish_outcome(actor, workshop),
        _("The outcome and the notes are published."),
        workshop.path,
    )
