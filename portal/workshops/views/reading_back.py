"""What those who sum up meet when the outcome is read back: sending it, who has answered, and answering corrections."""

from collections.abc import Sequence
from datetime import timedelta

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.workshops.actions.reading_back import (
    answer_correction,
    correct_own_draft,
    note_confirmation,
    send_read_back,
)
from portal.workshops.asking import sending_read_back
from portal.workshops.deeds import CORRECT_PARAGRAPH, SEND_READ_BACK
from portal.workshops.forms.reading_back import CorrectionAnswerForm, CorrectionForm, SendReadBackForm
from portal.workshops.models import OutcomeCorrection, OutcomeParagraph, Workshop
from portal.workshops.queries.outcome import notes_under, paragraph_or_404
from portal.workshops.queries.reading_back import correction_or_404, who_came
from portal.workshops.views.blueprint import workshops
from portal.workshops.views.sorting import summed_up_by_me

USUAL_WINDOW = timedelta(days=7)


@workshops.get("/moeder/<int:workshop_id>/udbytte/send")
def ask_to_send(workshop_id: int) -> ResponseReturnValue:
    workshop = summed_up_by_me(workshop_id)
    SEND_READ_BACK.ensure(workshop)
    usual = workshop.read_back_until or clock.today() + USUAL_WINDOW
    return _send_page(workshop, SendReadBackForm(data={"until": usual}))


@workshops.post("/moeder/<int:workshop_id>/udbytte/send")
def send_it(workshop_id: int) -> ResponseReturnValue:
    workshop, actor, form = summed_up_by_me(workshop_id), signed_in(), SendReadBackForm()
    return taken_in(
        form,
        lambda: send_read_back(actor, workshop, until=form.until.data),
        lambda reasons=(): _send_page(workshop, form, reasons),
        told=_("The draft is sent to those who came."),
        then=f"{workshop.path}/udbytte",
        question=lambda: sending_read_back(workshop, form.until.data),
    )


def _send_page(workshop: Workshop, form: SendReadBackForm, reasons: Sequence[str] = ()) -> str:
    return render_template(
        "workshops/send_read_back.html", workshop=workshop, committee=workshop.committee, form=form, reasons=reasons
    )


@workshops.post("/moeder/<int:workshop_id>/udbytte/ringet/<int:place_id>")
def confirmed_by_phone(workshop_id: int, place_id: int) -> ResponseReturnValue:
    workshop = summed_up_by_me(workshop_id)
    place = next((one for one in who_came(workshop) if one.id == place_id), None)
    if place is None:
        abort(404)
    note_confirmation(signed_in(), workshop, place)
    flash(_("It is noted that %(name)s confirms the draft.", name=place.called), "success")
    return redirect(f"{workshop.path}/udbytte")


@workshops.get("/moeder/<int:workshop_id>/afsnit/<int:paragraph_id>/rettelse")
def own_correction(workshop_id: int, paragraph_id: int) -> ResponseReturnValue:
    found = paragraph_or_404(summed_up_by_me(workshop_id), paragraph_id)
    CORRECT_PARAGRAPH.ensure(found)
    return _correction_page(found, CorrectionForm())


@workshops.post("/moeder/<int:workshop_id>/afsnit/<int:paragraph_id>/rettelse")
def correct_own(workshop_id: int, paragraph_id: int) -> ResponseReturnValue:
    found, actor, form = paragraph_or_404(summed_up_by_me(workshop_id), paragraph_id), signed_in(), CorrectionForm()
    return taken_in(
        form,
        lambda: correct_own_draft(actor, found, form.text.data),
        lambda reasons=(): _correction_page(found, form, reasons),
        told=_("The correction is written down. Answer it below."),
        then=f"{found.workshop.path}/udbytte",
    )


def _correction_page(found: OutcomeParagraph, form: CorrectionForm, reasons: Sequence[str] = ()) -> str:
    return render_template(
        "workshops/correction.html", paragraph=found, workshop=found.workshop, committee=found.workshop.committee,
        form=form, reasons=reasons, back=f"{found.workshop.path}/udbytte",
    )  # fmt: skip


@workshops.get("/moeder/<int:workshop_id>/rettelser/<int:correction_id>")
def correction(workshop_id: int, correction_id: int) -> ResponseReturnValue:
    found = correction_or_404(summed_up_by_me(workshop_id), correction_id)
    return _answer_page(found, CorrectionAnswerForm(data={"text": found.paragraph.text}))


@workshops.post("/moeder/<int:workshop_id>/rettelser/<int:correction_id>")
def answer_to_correction(workshop_id: int, correction_id: int) -> ResponseReturnValue:
    found, actor = correction_or_404(summed_up_by_me(workshop_id), correction_id), signed_in()
    form = CorrectionAnswerForm()
    return taken_in(
        form,
        lambda: answer_correction(actor, found, form.draft()),
        lambda reasons=(): _answer_page(found, form, reasons),
        told=_("Your answer is sent."),
        then=f"{found.paragraph.workshop.path}/udbytte",
    )


def _answer_page(found: OutcomeCorrection, form: CorrectionAnswerForm, reasons: Sequence[str] = ()) -> str:
    workshop = found.paragraph.workshop
    return render_template(
        "workshops/answer_correction.html", correction=found, paragraph=found.paragraph, workshop=workshop,
        committee=workshop.committee, notes=notes_under(found.paragraph), form=form, reasons=reasons,
    )  # fmt: skip
