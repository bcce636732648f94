"""Extracts of approved minutes: making one, and reading it, as a page, on paper and as a Word document."""

from collections.abc import Sequence

from flask import Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.foundation.confirming import taken_in
from portal.foundation.errors import NotAllowed, NotSignedIn
from portal.foundation.i18n import gettext as _
from portal.foundation.wordfile import WORD
from portal.rules.permissions import Permission
from portal.sittings.actions.publishing import make_extract, remove_extract
from portal.sittings.forms.publishing import ExtractForm, extract_form
from portal.sittings.models import Sitting
from portal.sittings.papers import Extract
from portal.sittings.protocol import as_taken, hours_of, public_parts_in, shows_additions, there_at
from portal.sittings.queries import reads_minutes, sitting_or_404, sitting_with_minutes, told_of
from portal.sittings.queries.papers import extract_of, extract_or_404
from portal.sittings.seal import is_intact
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.minutes import minuted_by_me
from portal.sittings.word import extract_in_word


@sittings.get("/udvalgsmoeder/<int:sitting_id>/udskrifter/ny")
def new_extract(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    return _form_page(sitting, extract_form(sitting))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/udskrifter/ny")
def put_out_extract(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    form = extract_form(sitting)
    return taken_in(
        form,
        lambda: make_extract(
            signed_in(), sitting, form.name.data, form.items.data, key=form.submission_key.data or None
        ),
        lambda reasons=(): _form_page(sitting, form, reasons=reasons),
        told=_("The extract is made. Those who may read the minutes can read it."),
        then=lambda extract: str(extract.path),
    )


def _form_page(sitting: Sitting, form: ExtractForm, *, reasons: Sequence[str] = ()) -> str:
    return render_template(
        "sittings/new_extract.html", sitting=sitting, committee=sitting.committee, form=form, reasons=reasons
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/udskrifter/<int:extract_id>")
def extract(sitting_id: int, extract_id: int) -> ResponseReturnValue:
    """For those who read the minutes all of it; for everybody else, once it is public, what everybody may read."""
    return _page("sittings/extract.html", sitting_id, extract_id)


@sittings.post("/udvalgsmoeder/<int:sitting_id>/udskrifter/<int:extract_id>/fjern")
def remove_it(sitting_id: int, extract_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, sitting_or_404)
    found = extract_of(sitting, extract_id)
    if found is None and "was" not in request.form:  # no button says so
        abort(404)
    if found is not None:  # else it was a second click
        remove_extract(signed_in(), found)
    flash(_("The extract is removed."), "success")
    return redirect(f"{sitting.path}/papirer")


@sittings.get("/udvalgsmoeder/<int:sitting_id>/udskrifter/<int:extract_id>/udskriv")
def extract_on_paper(sitting_id: int, extract_id: int) -> ResponseReturnValue:
    return _page("sittings/extract_on_paper.html", sitting_id, extract_id)


def _page(template: str, sitting_id: int, extract_id: int) -> str:
    sitting = sitting_with_minutes(sitting_id)  # held here, so that nothing of it is read twice
    found = _read_by_me(sitting, extract_id)
    reads_all = reads_minutes(current_person(), sitting)
    members = told_of(sitting) if reads_all else []
    began, ended = hours_of(sitting)
    chosen = [item for item in as_taken(sitting) if item.id in found.item_ids]
    shown = {item.id: public_parts_in(found, item) for item in chosen}
    return render_template(
        template,
        extract=found,
        sitting=sitting,
        meeting=sitting,
        committee=sitting.committee,
        items=chosen,
        shown=shown,
        added={item.id: shows_additions(shown[item.id]) for item in chosen},
        there={item.id: there_at(item, members) for item in chosen},
        reads_all=reads_all,
        began=began,
        ended=ended,
        is_intact=is_intact(sitting),
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/udskrifter/<int:extract_id>.docx")
def extract_file(sitting_id: int, extract_id: int) -> ResponseReturnValue:
    """The whole of it, for those who may read the minutes."""
    sitting = sitting_with_minutes(sitting_id)
    found = extract_or_404(sitting, extract_id)
    _ensure_read(sitting)
    headers = {"Content-Disposition": f"attachment; filename=udskrift-{found.id}.docx"}
    return Response(extract_in_word(found, told_of(sitting)), content_type=WORD, headers=headers)


def _read_by_me(sitting: Sitting, extract_id: int) -> Extract:
    found = extract_or_404(sitting, extract_id)
    if found.published_at is None:
        _ensure_read(sitting)
    return found


def _ensure_read(sitting: Sitting) -> None:
    """Raises `NotSignedIn` or `NotAllowed` for whoever may not read the minutes."""
    person = current_person()
    if not reads_minutes(person, sitting):
        raise NotAllowed(Permission.SITTING_READ) if person.id is not None else NotSignedIn
