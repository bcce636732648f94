"""Adding a file to a record, fetching it, its pictures, and taking it away."""

from pathlib import Path
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict

from portal.accounts.identity import current_person, signed_in
from portal.accounts.limits import limit_submission
from portal.files import storing
from portal.files.actions import add_file, remove_file
from portal.files.asking import adding, is_asked_about, removing
from portal.files.forms import KEPT, FileForm
from portal.files.queries import Hung, carried_or_404, file_or_404, file_or_gone_or_404, removal_of
from portal.files.reading.pictures import WIDTHS
from portal.files.receiving import receive, received_before
from portal.files.uploads import sent_name, takes_file
from portal.files.words import MEDIA_TYPES, kind_name, size_in_words
from portal.foundation.confirming import page_unless_sure, taken_in
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.house.carriers import FileCarrier

NOTHING_RUNS = "default-src 'none'; sandbox"
files = Blueprint("files", __name__)

files.add_app_template_filter(kind_name, "file_kind")
files.add_app_template_filter(size_in_words, "file_size")


@files.get("/filer/<address>/<int:record_id>/ny")
def new(address: str, record_id: int) -> ResponseReturnValue:
    carrier, record = _changeable(address, record_id)
    return _page(carrier, record, FileForm())


@files.post("/filer/<address>/<int:record_id>/ny")
@limit_submission
@takes_file
def add(address: str, record_id: int) -> ResponseReturnValue:
    carrier, record = _changeable(address, record_id)
    actor = signed_in()
    form = _read_form(carrier, f"{actor.id} {address} {record_id}")

    def page(reasons: tuple[str, ...] = ()) -> str:
        return _page(carrier, record, form, reasons)

    asks = form.received is not None and form.validate() and is_asked_about(form.draft())
    return taken_in(
        form,
        lambda: add_file(actor, record, form.draft()),
        page,
        told=_("The picture is added.") if carrier.only_pictures else _("The file is added."),
        then=record.path,
        question=(lambda: adding(carrier, record, form.draft())) if asks else None,
    )


@files.get("/filer/<int:file_id>/<name>")
def download(file_id: int, name: str) -> ResponseReturnValue:
    """The file itself, always to be saved and never shown by us. A picture was drawn anew when it was added, so this
    holds nothing of where and with what it was taken."""
    hung = file_or_404(file_id, current_person())
    if name != hung.file.name:
        abort(404)
    return _sent(hung, storing.found(hung.file.content_hash), as_attachment=True)


@files.get("/filer/<int:file_id>/billede-<int:width>")
def picture(file_id: int, width: int) -> ResponseReturnValue:
    """A copy of a picture, made by us, for a page."""
    hung = file_or_404(file_id, current_person())
    if not hung.file.kind.is_picture or width not in WIDTHS:
        abort(404)
    return _sent(hung, storing.found(hung.file.content_hash, width), as_attachment=False)


@files.post("/filer/<int:file_id>/fjern")
@limit_submission
def remove(file_id: int) -> ResponseReturnValue:
    """From the list of files."""
    actor = signed_in()
    hung = file_or_gone_or_404(file_id, actor)
    removal_of(actor, hung).require_leave(actor, hung.record)
    back = redirect(hung.record.path)
    if hung.file.removed_at is not None:  # a second click
        return back
    page = page_unless_sure(removing(hung), lambda: remove_file(actor, hung), lambda: back)
    if page is not None:
        return page
    flash(_("The picture is removed.") if hung.carrier.only_pictures else _("The file is removed."), "success")
    return back


def _changeable(address: str, record_id: int) -> tuple[FileCarrier, Any]:
    """A record for whoever may add files to it, in a state in which that is done."""
    actor = signed_in()
    carrier, record = carried_or_404(address, record_id, actor)
    carrier.deed.require_leave(actor, record)
    carrier.deed.ensure(record)
    return carrier, record


def _read_form(carrier: FileCarrier, about: str) -> FileForm:
    """The form with its file: the one that was sent now, or the one that a key stands for. The key goes wherever the
    rest of the form goes, so that nobody has to choose the file again."""
    sent, received, refusal = request.files.get("file"), None, ""
    if sent is not None and sent.filename:
        try:
            received = receive(sent.stream, sent_name(sent), only_pictures=carrier.only_pictures)
        except Refused as refused:
            refusal = refused.reasons[0]
    else:
        received = received_before(request.form.get(KEPT, ""), about)
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != KEPT]
    request.form = ImmutableMultiDict([*fields, *([(KEPT, received.key(about))] if received else [])])
    form = FileForm()
    form.received, form.refusal = received, refusal
    return form


def _page(carrier: FileCarrier, record: Any, form: FileForm, reasons: tuple[str, ...] = ()) -> str:
    if carrier.only_pictures:
        form.file.description = _("PNG or JPEG, at most 20 MB.")
        form.alternative.description = _("One sentence for those who cannot see it.")
    return render_template(
        "files/new.html",
        form=form,
        reasons=reasons,
        record=record,
        called=carrier.called(record),
        only_pictures=carrier.only_pictures,
        who_opens=_(carrier.who_opens),
    )


def _sent(hung: Hung, path: Path | None, *, as_attachment: bool) -> ResponseReturnValue:
    if path is None:
        abort(404)
    answer = send_file(
        path,
        mimetype=MEDIA_TYPES[hung.file.kind],
        as_attachment=as_attachment,
        download_name=hung.file.name,
        etag=path.name,
    )
    answer.headers["Cache-Control"] = "public, no-cache"  # to whoever is signed in it becomes "no-store"
    answer.headers["Content-Security-Policy"] = NOTHING_RUNS
    return answer
