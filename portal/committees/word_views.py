"""The text of a mandate, read in from Word or ODT: all parts on one page, and saved by one press."""

from collections.abc import Iterator, Mapping
from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.limits import limit_submission
from portal.committees.actions.mandate import write_mandate
from portal.committees.forms.mandate import WHOLE, StepForm, WholeForm
from portal.committees.models import Committee
from portal.committees.queries import text_to_write_on
from portal.committees.states import part_of
from portal.committees.views.mandate import writable
from portal.committees.words import ALSO_CALLED, PARTS_OF_MANDATE
from portal.files.from_word import Changes, WordForm, taken_from_word, told_of_changes, told_of_reading, word_page
from portal.files.taking import Divided, as_typed, divided
from portal.files.uploads import takes_file
from portal.foundation.dates import ours
from portal.foundation.errors import Conflict
from portal.foundation.i18n import gettext as _

MAIN = "background"
committees_word = Blueprint("committees_word", __name__)


@committees_word.get("/udvalg/<slug>/kommissorium/fra-word")
def ask(slug: str) -> ResponseReturnValue:
    return _asking_page(writable(slug), WordForm())


@committees_word.post("/udvalg/<slug>/kommissorium/fra-word")
@limit_submission
@takes_file
def read(slug: str) -> ResponseReturnValue:
    committee = writable(slug)
    return taken_from_word(
        f"mandate {committee.id}",
        partial(_asking_page, committee),
        lambda form, how: _shown(committee, form, how),
    )


@committees_word.post("/udvalg/<slug>/kommissorium/fra-word/gem")
@limit_submission
def save(slug: str) -> ResponseReturnValue:
    committee, form = writable(slug), WholeForm()
    if not form.validate():
        return _whole_page(committee, form), 422
    try:
        write_mandate(signed_in(), committee, form.draft(), seen=form.seen.data or None)
    except Conflict:
        form.note(text_to_write_on(writable(slug)))
        return _whole_page(writable(slug), form, is_overtaken=True), 409
    flash(_("The text is saved as a draft of the task."), "success")
    return redirect(url_for("committees.write", slug=slug))


def _asking_page(committee: Committee, form: WordForm) -> str:
    back = url_for("committees.write", slug=committee.slug)
    crumbs = [(committee.name, committee.path), (ours(_("The task")), f"{committee.path}kommissorium"),
              (ours(_("Write the task")), back)]  # fmt: skip
    lead = _("Headings such as “Purpose”, “Money” and “The questions” put each part in its place.")
    return word_page(form, committee, crumbs=crumbs, back=back, lead=lead)


def _shown(committee: Committee, sent: WordForm, how: Changes) -> ResponseReturnValue:
    assert sent.reading is not None  # noqa: S101 - the form is valid
    mandate, form = text_to_write_on(committee), WholeForm(formdata=None)
    form.show(mandate)
    names = {name: (_(PARTS_OF_MANDATE[name]), *ALSO_CALLED[name]) for name in WHOLE.fields}
    found = divided(sent.reading.seen(how.view), names, MAIN)
    notes = [*told_of_changes(sent.reading, how), *_notes(found, {name: part_of(mandate, name) for name in names})]
    for name, text in found.texts.items():
        form[name].data = as_typed(text)
    return _whole_page(committee, form, told=told_of_reading(sent.reading), notes=notes)


def _notes(found: Divided, stood: Mapping[str, str]) -> Iterator[str]:
    if not found.is_by_headings:
        yield _("No heading in the document names a part, so all of the text is in “%(part)s”.",
                part=_(PARTS_OF_MANDATE[MAIN]))  # fmt: skip
    others = [_(PARTS_OF_MANDATE[name]) for name in WHOLE.fields if name not in found.texts]
    if found.is_by_headings and others:
        yield _("The document has no heading for: %(parts)s. Nothing is changed there.", parts=", ".join(others))
    instead = [_(PARTS_OF_MANDATE[name]) for name in found.texts if stood[name].strip()]
    if instead:
        yield _("There was a text before in: %(parts)s. The document’s stands instead of it here.",
                parts=", ".join(instead))  # fmt: skip


def _whole_page(
    committee: Committee,
    form: StepForm,
    *,
    told: Mapping[str, object] | None = None,
    notes: list[str] | None = None,
    is_overtaken: bool = False,
) -> str:
    return render_template(
        "committees/from_word.html",
        committee=committee,
        form=form,
        step=WHOLE,
        parts=PARTS_OF_MANDATE,
        mandate=text_to_write_on(committee),
        told=told,
        notes=notes or [],
        is_overtaken=is_overtaken,
    )
