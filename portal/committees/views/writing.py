"""Writing the mandate: a page for each step, the page where the answers are checked, and taking over earlier text."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.actions.mandate import copy_mandate, write_mandate
from portal.committees.forms.mandate import STEP_FORMS, CopyForm, StepForm
from portal.committees.models import Committee, Mandate
from portal.committees.numbering import left_out
from portal.committees.queries import committees_to_copy_from, draft_mandate, text_to_write_on
from portal.committees.states import MANDATE_STEPS, STEP_BY_KEY, MandateStep, missing_parts, step_after
from portal.committees.views.blueprint import committees
from portal.committees.views.mandate import writable
from portal.committees.words import PARTS_OF_MANDATE
from portal.foundation.addresses import row_number
from portal.foundation.errors import Conflict
from portal.foundation.i18n import gettext as _


@committees.get("/udvalg/<slug>/kommissorium/ret")
def write(slug: str) -> ResponseReturnValue:
    """Check your answers: what is written, what is missing, and the way to each step."""
    committee = writable(slug)
    draft = draft_mandate(committee)
    return render_template(
        "committees/write.html",
        committee=committee,
        draft=draft,
        mandate=draft or text_to_write_on(committee),
        steps=MANDATE_STEPS,
        parts=PARTS_OF_MANDATE,
        missing=missing_parts(draft),
        left_out=left_out(draft),
    )


@committees.get("/udvalg/<slug>/kommissorium/ret/<step>")
def write_step(slug: str, step: str) -> ResponseReturnValue:
    committee, chosen = writable(slug), _step_or_404(step)
    mandate = text_to_write_on(committee)
    form = STEP_FORMS[chosen.key]()
    form.show(mandate)
    return _step_page(committee, chosen, form, mandate)


@committees.post("/udvalg/<slug>/kommissorium/ret/<step>")
def save_step(slug: str, step: str) -> ResponseReturnValue:
    committee, chosen = writable(slug), _step_or_404(step)
    form = STEP_FORMS[chosen.key]()
    if not form.validate():
        return _step_page(committee, chosen, form, text_to_write_on(committee)), 422
    try:
        written = write_mandate(signed_in(), committee, form.draft(), seen=form.seen.data or None)
    except Conflict:
        return _overtaken_page(slug, chosen, form), 409
    flash(_("“%(step)s” is saved.", step=_(chosen.heading)), "success")
    if form.draft().questions not in {None, tuple(question.text for question in written.questions)}:
        flash(_("Questions that somebody works on have kept their numbers. The new ones stand last."))
    following = None if "close" in request.form else step_after(chosen)
    if following is None:
        return redirect(url_for("committees.write", slug=slug))
    return redirect(url_for("committees.write_step", slug=slug, step=following.key))


@committees.get("/udvalg/<slug>/kommissorium/kopier")
def copying(slug: str) -> ResponseReturnValue:
    committee = writable(slug)
    form = _copy_form(committee)
    form.committee_id.data = row_number(request.args.get("fra")) or None
    return _copy_page(committee, form)


@committees.post("/udvalg/<slug>/kommissorium/kopier")
def copy(slug: str) -> ResponseReturnValue:
    committee = writable(slug)
    form = _copy_form(committee)
    if not form.validate():
        return _copy_page(committee, form), 422
    copy_mandate(signed_in(), committee, form.draft())
    flash(_("The text is taken over. Go through it: every line must fit this task."), "success")
    return redirect(url_for("committees.write", slug=slug))


def _step_or_404(key: str) -> MandateStep:
    if key not in STEP_BY_KEY:
        abort(404)
    return STEP_BY_KEY[key]


def _copy_form(committee: Committee) -> CopyForm:
    form = CopyForm()
    form.offer(committees_to_copy_from(committee))
    return form


def _copy_page(committee: Committee, form: CopyForm) -> str:
    draft = draft_mandate(committee)
    return render_template("committees/copying.html", committee=committee, form=form, draft=draft)


def _step_page(
    committee: Committee, step: MandateStep, form: StepForm, mandate: Mandate | None, *, overtaken: bool = False
) -> str:
    return render_template(
        "committees/write_step.html",
        committee=committee,
        step=step,
        steps=MANDATE_STEPS,
        form=form,
        mandate=mandate,
        overtaken=overtaken,
        parts=PARTS_OF_MANDATE,
        following=step_after(step),
    )


def _overtaken_page(slug: str, step: MandateStep, form: StepForm) -> str:
    """Somebody saved first: the writer's text stays in the form, and what now stands is shown beside it."""
    committee = writable(slug)
    mandate = text_to_write_on(committee)
    form.note(mandate)
    return _step_page(committee, step, form, mandate, overtaken=True)
