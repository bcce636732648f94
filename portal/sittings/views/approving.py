"""Reading minutes, asking for corrections, and approving them."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.models import Membership
from portal.files.queries import shown_files
from portal.foundation.confirming import once_more, taken_in
from portal.foundation.errors import NotAllowed, NotSignedIn
from portal.foundation.i18n import gettext as _
from portal.rules.permissions import Permission
from portal.sittings.actions.approving import (
    add_to_minutes,
    answer_objection,
    object_to_minutes,
    sign_minutes,
    withdraw_signature,
)
from portal.sittings.asking import signing
from portal.sittings.deeds import ENTER_CORRECTION
from portal.sittings.forms.minutes import AdditionForm, AnswerForm, ObjectForm, ReadForm, answer_form, filled_minutes
from portal.sittings.models import AgendaItem, MinutesObjection, Sitting
from portal.sittings.protocol import as_taken, attendance_of, hours_of, length_of, public_parts, shows_additions
from portal.sittings.queries import (
    item_or_404,
    objection_or_404,
    reads_minutes,
    sitting_or_404,
    sitting_with_minutes,
    told_of,
    unanswered,
)
from portal.sittings.queries.papers import extracts_of, is_read_in_extract, publications_of
from portal.sittings.readers import read_through
from portal.sittings.seal import draft_mark, is_intact
from portal.sittings.spoken import spoken_at
from portal.sittings.substitutes import stood_in_for
from portal.sittings.views.blueprint import sittings
from portal.sittings.views.minutes import minuted_by_me


def read_by_me(sitting_id: int, load: Callable[[int], Sitting] = sitting_with_minutes) -> Sitting:
    """Raises `NotSignedIn` or `NotAllowed` for whoever may not read the minutes as they stand now."""
    sitting, person = load(sitting_id), current_person()
    if not reads_minutes(person, sitting):
        raise NotAllowed(Permission.SITTING_READ) if person.id is not None else NotSignedIn
    return sitting


@sittings.get("/udvalgsmoeder/<int:sitting_id>/referat")
def minutes(sitting_id: int) -> ResponseReturnValue:
    sitting = read_by_me(sitting_id)
    members = told_of(sitting)
    return render_template(
        "sittings/minutes.html",
        **as_they_stand(sitting, members),
        waiting=unanswered(sitting),
        spoken=spoken_at(sitting, members),
        **_read_through(sitting),
        files=shown_files(current_person(), sitting),
        publications=publications_of(sitting),
        extracts=extracts_of(sitting),
    )


def as_they_stand(sitting: Sitting, members: Sequence[Membership]) -> dict[str, Any]:
    """What the minutes say, on a screen and on paper."""
    began, ended = hours_of(sitting)
    return {
        "sitting": sitting,
        "committee": sitting.committee,
        "items": as_taken(sitting),
        "lengths": {item.id: length_of(sitting, item) for item in sitting.items},
        "attendance": attendance_of(sitting, members, stood_in_for(sitting)),
        "began": began,
        "ended": ended,
        "is_intact": is_intact(sitting),
    }


def _read_through(sitting: Sitting) -> dict[str, Any]:
    """How far those have come who read the draft through, and what the reader of the page is asked."""
    readers, person = read_through(sitting), current_person()
    own = next((one for one in readers if one.reader.user_id == person.id), None)
    return {"readers": readers, "own": own, "seen_draft": draft_mark(sitting)}


@sittings.get("/udvalgsmoeder/<int:sitting_id>/punkter/<int:item_id>/rettelse")
def objection(sitting_id: int, item_id: int) -> ResponseReturnValue:
    return _objection_page(item_or_404(read_by_me(sitting_id, sitting_or_404), item_id), ObjectForm())


@sittings.post("/udvalgsmoeder/<int:sitting_id>/punkter/<int:item_id>/rettelse")
def object_to(sitting_id: int, item_id: int) -> ResponseReturnValue:
    item, form = item_or_404(read_by_me(sitting_id, sitting_or_404), item_id), ObjectForm()
    enters = ENTER_CORRECTION.is_allowed(signed_in(), item)
    return taken_in(
        form,
        lambda: object_to_minutes(signed_in(), item, form.text.data),
        lambda reasons=(): _objection_page(item, form, reasons=reasons),
        told=_("The correction is entered. Answer it before the minutes are approved.")
        if enters
        else _("Your correction is sent. The secretary answers before the minutes are approved."),
        then=f"{item.sitting.path}/referat#punkt-{item.position}",
    )


def _objection_page(item: AgendaItem, form: ObjectForm, *, reasons: Sequence[str] = ()) -> str:
    committee = item.sitting.committee
    return render_template(
        "sittings/objection.html", item=item, sitting=item.sitting, committee=committee, form=form, reasons=reasons
    )


@sittings.get("/udvalgsmoeder/<int:sitting_id>/rettelser/<int:objection_id>")
def objection_to_answer(sitting_id: int, objection_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    found = objection_or_404(sitting, objection_id)
    return _answer_page(found, filled_minutes(found.item, answer_form(told_of(sitting))))


@sittings.post("/udvalgsmoeder/<int:sitting_id>/rettelser/<int:objection_id>")
def answer(sitting_id: int, objection_id: int) -> ResponseReturnValue:
    sitting = minuted_by_me(sitting_id)
    found, form = objection_or_404(sitting, objection_id), answer_form(told_of(sitting))()
    return taken_in(
        form,
        lambda: answer_objection(signed_in(), found, form.reply()),
        lambda reasons=(): _answer_page(found, form, reasons=reasons),
        told=_("Your answer is sent."),
        then=f"{found.item.sitting.path}/referat#punkt-{found.item.position}",
    )


def _answer_page(found: MinutesObjection, form: AnswerForm, *, reasons: Sequence[str] = ()) -> str:
    sitting = found.item.sitting
    return render_template(
        "sittings/answer.html", objection=found, item=found.item, sitting=sitting, committee=sitting.committee,
        form=form, reasons=reasons,
    )  # fmt: skip


@sittings.post("/udvalgsmoeder/<int:sitting_id>/referat/godkend")
def sign(sitting_id: int) -> ResponseReturnValue:
    sitting, actor, seen = read_by_me(sitting_id), signed_in(), ReadForm().seen.data or ""
    return once_more(
        signing(sitting),
        lambda: sign_minutes(actor, sitting, seen=seen),
        _("You have approved the minutes."),
        f"{sitting.path}/referat",
    )


@sittings.post("/udvalgsmoeder/<int:sitting_id>/referat/fortryd")
def withdraw(sitting_id: int) -> ResponseReturnValue:
    sitting = read_by_me(sitting_id)
    withdraw_signature(signed_in(), sitting)
    flash(_("Your approval is taken back."), "success")
    return redirect(f"{sitting.path}/referat")


@sittings.get("/udvalgsmoeder/<int:sitting_id>/punkter/<int:item_id>/tilfoej")
def addition(sitting_id: int, item_id: int) -> ResponseReturnValue:
    return _addition_page(item_or_404(minuted_by_me(sitting_id, sitting_or_404), item_id), AdditionForm())


@sittings.post("/udvalgsmoeder/<int:sitting_id>/punkter/<int:item_id>/tilfoej")
def add(sitting_id: int, item_id: int) -> ResponseReturnValue:
    item, form = item_or_404(minuted_by_me(sitting_id, sitting_or_404), item_id), AdditionForm()
    return taken_in(
        form,
        lambda: add_to_minutes(signed_in(), item, form.text.data),
        lambda reasons=(): _addition_page(item, form, reasons=reasons),
        told=_("It is added to the minutes."),
        then=f"{item.sitting.path}/referat#punkt-{item.position}",
    )


def _addition_page(item: AgendaItem, form: AdditionForm, *, reasons: Sequence[str] = ()) -> str:
    sitting = item.sitting
    return render_template(
        "sittings/addition.html",
        item=item,
        sitting=sitting,
        committee=sitting.committee,
        form=form,
        reasons=reasons,
        is_public=shows_additions(public_parts(item)) or is_read_in_extract(item),
    )
