"""What those who came meet when the outcome is read back: on the portal, or by the link of a letter."""

from collections.abc import Callable, Sequence

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.limits import limit_submission
from portal.foundation.confirming import taken_in
from portal.foundation.errors import Conflict
from portal.foundation.i18n import gettext as _
from portal.workshops.actions.reading_back import confirm_by_link, confirm_read_back, correct_by_link, correct_paragraph
from portal.workshops.deeds import ANSWER_READ_BACK
from portal.workshops.forms.reading_back import CorrectionForm
from portal.workshops.links import place_of_own
from portal.workshops.models import OutcomeParagraph, Workshop, WorkshopSignUp
from portal.workshops.queries import workshop_or_404
from portal.workshops.queries.coming import sign_up_of
from portal.workshops.queries.outcome import paragraph_or_404, paragraphs_of
from portal.workshops.queries.reading_back import corrections_by, is_open, is_overtaken, reply_of
from portal.workshops.views.blueprint import workshops
from portal.workshops.views.guests import dead_link, private


def _asked(workshop_id: int) -> WorkshopSignUp:
    """The place of whoever is signed in. Raises `NotAllowed` for those who have not been asked."""
    workshop, person = workshop_or_404(workshop_id), signed_in()
    ANSWER_READ_BACK.require_leave(person, workshop)
    place = sign_up_of(person, workshop)
    return place if place is not None else abort(404)


def _by_letter(token: str) -> WorkshopSignUp | None:
    """The place that a letter's link leads to; None where there is nothing to answer."""
    place = place_of_own(token)
    return place if place is not None and reply_of(place) is not None else None


@workshops.get("/moeder/<int:workshop_id>/tilbagelaesning")
def read_back(workshop_id: int) -> ResponseReturnValue:
    place = _asked(workshop_id)
    return _draft_page(place, f"{place.workshop.path}/tilbagelaesning")


@workshops.post("/moeder/<int:workshop_id>/tilbagelaesning")
@limit_submission
def confirm_it(workshop_id: int) -> ResponseReturnValue:
    workshop = workshop_or_404(workshop_id)
    return _confirmed(lambda: confirm_read_back(signed_in(), workshop), _own_page(workshop))


def _confirmed(deed: Callable[[], object], back: str) -> ResponseReturnValue:
    """Who has not read the words that stand there now is led back to them."""
    try:
        deed()
    except Conflict:
        flash(_("A paragraph was changed while you read. Read it, and then confirm."), "error")
    else:
        flash(_("Thank you. It is noted that this is how it was said."), "success")
    return redirect(back)


@workshops.get("/moeder/<int:workshop_id>/tilbagelaesning/<int:paragraph_id>")
def correct(workshop_id: int, paragraph_id: int) -> ResponseReturnValue:
    workshop = _asked(workshop_id).workshop
    paragraph, back = paragraph_or_404(workshop, paragraph_id), _own_page(workshop)
    is_open = ANSWER_READ_BACK.is_open(workshop)  # else the draft says why
    return _correct_page(paragraph, CorrectionForm(), back) if is_open else redirect(back)


def _own_page(workshop: Workshop) -> str:
    return f"{workshop.path}/tilbagelaesning"


@workshops.post("/moeder/<int:workshop_id>/tilbagelaesning/<int:paragraph_id>")
@limit_submission
def send_correction(workshop_id: int, paragraph_id: int) -> ResponseReturnValue:
    workshop, actor, form = _asked(workshop_id).workshop, signed_in(), CorrectionForm()
    paragraph = paragraph_or_404(workshop, paragraph_id)
    return taken_in(
        form,
        lambda: correct_paragraph(actor, paragraph, form.text.data),
        lambda reasons=(): _correct_page(paragraph, form, _own_page(workshop), reasons),
        told=_told(),
        then=_own_page(workshop),
    )


def _told() -> str:
    return _("Your correction is sent. You get an answer before the outcome is published.")


@workshops.get("/moeder/uden-konto/<token>/udbytte")
def guest_read_back(token: str) -> ResponseReturnValue:
    place = _by_letter(token)
    return dead_link() if place is None else private(_draft_page(place, _way_of(token)))


def _way_of(token: str) -> str:
    return f"/moeder/uden-konto/{token}/udbytte"


@workshops.post("/moeder/uden-konto/<token>/udbytte")
@limit_submission
def guest_confirm(token: str) -> ResponseReturnValue:
    if _by_letter(token) is None:
        return dead_link()
    return _confirmed(lambda: confirm_by_link(token), _way_of(token))


@workshops.get("/moeder/uden-konto/<token>/udbytte/<int:paragraph_id>")
def guest_correct(token: str, paragraph_id: int) -> ResponseReturnValue:
    place = _by_letter(token)
    if place is None:
        return dead_link()
    paragraph, back = paragraph_or_404(place.workshop, paragraph_id), _way_of(token)
    is_open = ANSWER_READ_BACK.is_open(place.workshop)
    return private(_correct_page(paragraph, CorrectionForm(), back)) if is_open else redirect(back)


@workshops.post("/moeder/uden-konto/<token>/udbytte/<int:paragraph_id>")
@limit_submission
def guest_send_correction(token: str, paragraph_id: int) -> ResponseReturnValue:
    place, form = _by_letter(token), CorrectionForm()
    if place is None:
        return dead_link()
    paragraph = paragraph_or_404(place.workshop, paragraph_id)
    return taken_in(
        form,
        lambda: correct_by_link(token, paragraph_id, form.text.data),
        lambda reasons=(): _correct_page(paragraph, form, _way_of(token), reasons),
        told=_told(),
        then=_way_of(token),
    )


def _draft_page(place: WorkshopSignUp, way: str) -> str:
    workshop, reply = place.workshop, reply_of(place)
    return render_template(
        "workshops/read_back.html",
        workshop=workshop,
        committee=workshop.committee,
        paragraphs=paragraphs_of(workshop),
        reply=reply,
        is_overtaken=is_overtaken(reply),
        corrections=corrections_by(place),
        can_answer=ANSWER_READ_BACK.is_open(workshop),
        is_open=is_open(workshop),
        way=way,
    )


def _correct_page(paragraph: OutcomeParagraph, form: CorrectionForm, way: str, reasons: Sequence[str] = ()) -> str:
    workshop = paragraph.workshop
    return render_template(
        "workshops/correction.html", paragraph=paragraph, workshop=workshop, committee=workshop.committee,
        form=form, reasons=reasons, back=way,
    )  # fmt: skip
