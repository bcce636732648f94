"""The page of a table, which a phone opens by the code that lies there: no account, and nobody's name on a note."""

from collections.abc import Sequence

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.accounts.limits import limit_at_table
from portal.foundation.addresses import row_number
from portal.foundation.errors import Refused
from portal.workshops.actions.dots import put_dot, take_dot
from portal.workshops.actions.noting import note_at_table
from portal.workshops.deeds import NOTE_AT_TABLE
from portal.workshops.forms.at_table import TableNoteForm
from portal.workshops.forms.dots import DotDraft
from portal.workshops.links import table_of_link
from portal.workshops.models import Workshop, WorkshopTable
from portal.workshops.queries.at_table import MOST_NOTES, SHOWN, notes_at
from portal.workshops.queries.dots import own_dots
from portal.workshops.queries.tables import now_at
from portal.workshops.views.blueprint import workshops
from portal.workshops.views.dots import phone_of
from portal.workshops.views.guests import GONE


@workshops.get("/bord/<token>")
def at_table(token: str) -> ResponseReturnValue:
    table = table_of_link(token)
    return _dead_code() if table is None else _page(table, TableNoteForm(formdata=None))


@workshops.post("/bord/<token>")
@limit_at_table
def note_here(token: str) -> ResponseReturnValue:
    """A phone that is told to go on has been heard; one that is not keeps the note, with what is said of it."""
    table, form = table_of_link(token), TableNoteForm()
    if table is None:
        return _dead_code()
    if not form.validate():
        return _page(table, form, 422)
    try:
        note_at_table(current_person(), table, form.draft())
    except Refused as refusal:
        form.body.errors = refusal.reasons
        return _page(table, form, refusal.status)
    return redirect(f"/bord/{token}")


@workshops.post("/bord/<token>/prikker")
@limit_at_table
def dot_here(token: str) -> ResponseReturnValue:
    """The button says which note, and whether a dot is put there or taken back."""
    table, form = table_of_link(token), TableNoteForm(formdata=None)
    if table is None:
        return _dead_code()
    deed, name = (take_dot, "take") if "take" in request.form else (put_dot, "put")
    draft = DotDraft(request.form.get(name, type=row_number) or 0, phone_of(table.workshop))
    try:
        deed(current_person(), table, draft)
    except Refused as refusal:
        return _page(table, form, refusal.status, refusal.reasons)
    return redirect(f"/bord/{token}#note-{draft.note_id}")


def _page(table: WorkshopTable, form: TableNoteForm, status: int = 200, reasons: Sequence[str] = ()) -> Response:
    workshop, person = table.workshop, current_person()
    wants_all = "alle" in request.args or workshop.takes_dots
    page = render_template(
        "workshops/at_table.html",
        workshop=workshop,
        table=table,
        token=request.view_args["token"] if request.view_args else "",
        form=form,
        now=now_at(workshop),
        mine=own_dots(workshop, phone_of(workshop)) if workshop.takes_dots else None,
        no_dot=reasons,
        said=notes_at(table, most=MOST_NOTES if wants_all else SHOWN),
        is_open=NOTE_AT_TABLE.is_offered(person, workshop),
        why_closed=_why_closed(workshop),
    )
    return _private(page, status)


def _why_closed(workshop: Workshop) -> str:
    try:
        NOTE_AT_TABLE.ensure(workshop)
    except Refused as refusal:
        return refusal.reasons[0]
    return ""


def _dead_code() -> Response:
    return _private(render_template("workshops/dead_code.html"), GONE)


def _private(page: str, status: int) -> Response:
    """No page that is opened from here is told the address."""
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
