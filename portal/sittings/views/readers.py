"""Having a draft of minutes read through: the secretary asks and reminds, readers answer."""

from collections.abc import Sequence

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.models import Membership
from portal.foundation import clock
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.foundation.seen import FIELD
from portal.sittings.actions.readers import approve_reading, ask_readers, drop_reader, remind_readers, withdraw_reading
from portal.sittings.forms.minutes import USUAL_READING, AskReadersForm, ReadForm
from portal.sittings.models import Sitting
from portal.sittings.queries import at_the_table, draft_or_404, reader_of
from portal.sittings.readers import has_read_this, may_be_asked, standing_reading, usually_asked
from portal.sittings.views.approving import read_by_me
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.minutes import minuted_by_me


@sittings.get("/udvalgsmoeder/<int:sitting_id>/referat/gennemlaesning")
def ask_to_read(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, draft_or_404)
    table = at_the_table(sitting)
    usual = {"people": usually_asked(sitting, table), "read_by": clock.today() + USUAL_READING}
    return _ask_page(sitting, AskReadersForm(data=usual), table)


@sittings.post("/udvalgsmoeder/<int:sitting_id>/referat/gennemlaesning")
def send_to_readers(sitting_id: int) -> ResponseReturnValue:
    sitting, form = minuted_by_me(sitting_id, draft_or_404), AskReadersForm()
    form.people.validate_choice = False  # the action knows who can be chosen, and a second click has nobody left
    return taken_in(
        form,
        lambda: ask_readers(signed_in(), sitting, form.people.data or (), read_by=form.read_by.data),
        lambda reasons=(): _ask_page(sitting, form, at_the_table(sitting), reasons=reasons),
        told=_("The draft is sent to be read through."),
        then=f"{sitting.path}/referat",
    )


def _ask_page(
    sitting: Sitting, form: AskReadersForm, table: Sequence[Membership], *, reasons: Sequence[str] = ()
) -> str:
    form.people.choices = [(one.id, one.name) for one in may_be_asked(sitting, signed_in(), table)]
    return render_template(
        "sittings/ask_readers.html", sitting=sitting, committee=sitting.committee, form=form, reasons=reasons
    )


@sittings.post("/udvalgsmoeder/<int:sitting_id>/referat/gennemlaesning/paamind")
def remind_those_asked(sitting_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    remind_readers(signed_in(), sitting)
    flash(_("Those who have not answered are reminded."), "success")
    return redirect(f"{sitting.path}/referat")


@sittings.post("/udvalgsmoeder/<int:sitting_id>/referat/gennemlaesning/<int:reader_id>/fjern")
def take_reader_off(sitting_id: int, reader_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id, draft_or_404)
    reader = next((one for one in sitting.readers if one.id == reader_id), None)
    if reader is None and FIELD in request.form:  # a second click of a button that was there
        return redirect(f"{sitting.path}/referat")
    if reader is None:
        abort(404)
    told = _("%(name)s is off the list, and reads the draft no more.", name=reader.user.name)
    drop_reader(signed_in(), reader)
    flash(told, "success")
    return redirect(f"{sitting.path}/referat")


@sittings.post("/udvalgsmoeder/<int:sitting_id>/referat/laest")
def approve_draft(sitting_id: int) -> ResponseReturnValue:
    sitting, actor = read_by_me(sitting_id), signed_in()
    reader = reader_of(sitting, actor)
    if reader is None or not has_read_this(reader):  # else it is a second click
        approve_reading(actor, sitting, seen=ReadForm().seen.data or "")
    flash(_("Thank you. The secretary sees that you have read it."), "success")
    return redirect(f"{sitting.path}/referat")


@sittings.post("/udvalgsmoeder/<int:sitting_id>/referat/laest/fortryd")
def withdraw_answer(sitting_id: int) -> ResponseReturnValue:
    sitting, actor = read_by_me(sitting_id), signed_in()
    reader = reader_of(sitting, actor)
    if reader is None or standing_reading(reader) is not None:
        withdraw_reading(actor, sitting)
    flash(_("Your answer is taken back."), "success")
    return redirect(f"{sitting.path}/referat")
