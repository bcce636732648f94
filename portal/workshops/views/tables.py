"""Tables, and who sits where: what those who hold a meeting lay, look at, change by hand, show and print."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _, ngettext
from portal.meetings.queries import is_the_day
from portal.rules.access import require
from portal.rules.permissions import Permission
from portal.workshops.actions.evening import describe_turn
from portal.workshops.actions.seating import (
    describe_table,
    lay_tables,
    move_person,
    seat_people,
    show_plan,
    usual_tables,
)
from portal.workshops.asking import laying_fewer
from portal.workshops.deeds import LAY_TABLES, RENEW_TABLE
from portal.workshops.forms.tables import MoveForm, SeatingForm, TableForm, TablesForm, TurnForm
from portal.workshops.links import address_of_page, address_of_table
from portal.workshops.models import Workshop, WorkshopRound, WorkshopTable
from portal.workshops.queries import workshop_or_404
from portal.workshops.queries.coming import who_comes
from portal.workshops.queries.programme import facilitators, programme
from portal.workshops.queries.tables import (
    TablePlan,
    left_out,
    round_or_404,
    table_or_404,
    table_plan,
    tables_of,
    written_at,
)
from portal.workshops.views.blueprint import workshops


def _held_by_me(workshop_id: int) -> Workshop:
    """With names: for those who hold the meeting, also when it is over."""
    workshop = workshop_or_404(workshop_id)
    require(signed_in(), Permission.WORKSHOP_SEE_NAMES, workshop.committee)
    return workshop


def _laid_by_me(workshop_id: int) -> Workshop:
    workshop = _held_by_me(workshop_id)
    LAY_TABLES.require_leave(signed_in(), workshop)
    LAY_TABLES.ensure(workshop)
    return workshop


@workshops.get("/moeder/<int:workshop_id>/borde")
def tables(workshop_id: int) -> ResponseReturnValue:
    return _tables_page(_held_by_me(workshop_id))


def _tables_page(
    workshop: Workshop,
    reasons: Sequence[str] = (),
    *,
    laying: TablesForm | None = None,
    seating: SeatingForm | None = None,
) -> str:
    plan = table_plan(workshop, who_comes(workshop))
    return render_template(
        "workshops/tables.html",
        workshop=workshop,
        committee=workshop.committee,
        tables=plan.tables,
        plan=plan,
        meets=meets_again(plan.again) if plan.seated else "",
        laying=laying or TablesForm(formdata=None, obj=usual_tables(workshop)),
        seating=seating or _seating_form(workshop, formdata=None),
        reasons=reasons,
        wrong=laying or seating,
        may_renew=RENEW_TABLE.is_offered(signed_in(), workshop),
        codes=_codes(workshop, plan.tables),
    )


def meets_again(pairs: int) -> str:
    """What has been counted, and never more than that."""
    if not pairs:
        return _("Nobody meets anybody twice.")
    return ngettext("%(count)s pair meets more than once.", "%(count)s pairs meet more than once.", pairs)


def _seating_form(workshop: Workshop, **given: Any) -> SeatingForm:
    """Ticked already is whoever is noted not to have come, or was left out when the plan was made."""
    places = who_comes(workshop)
    absent = {place.id for place in places if place.came is False} | left_out(workshop, places)
    form = SeatingForm(**given, data={"absent": sorted(absent)})
    form.offer(workshop.rounds, places)
    return form


@workshops.post("/moeder/<int:workshop_id>/borde")
def lay(workshop_id: int) -> ResponseReturnValue:
    workshop, form = _laid_by_me(workshop_id), TablesForm()
    gone = [one for one in tables_of(workshop) if one.number > (form.tables.data or one.number)]
    under = written_at(workshop, gone)
    return taken_in(
        form,
        lambda: lay_tables(signed_in(), workshop, form.draft()),
        lambda reasons=(): _tables_page(workshop, reasons, laying=form),
        told=_("The tables are laid."),
        then=url_for("workshops.tables", workshop_id=workshop_id),
        question=(lambda: laying_fewer(workshop, gone, under)) if under or (gone and is_the_day(workshop)) else None,
    )


@workshops.post("/moeder/<int:workshop_id>/borde/plan")
def seat(workshop_id: int) -> ResponseReturnValue:
    workshop = _laid_by_me(workshop_id)
    form = _seating_form(workshop)
    return taken_in(
        form,
        lambda: seat_people(signed_in(), workshop, form.draft()),
        lambda reasons=(): _tables_page(workshop, reasons, seating=form),
        told=lambda laid: _("The plan is made. %(meets)s", meets=meets_again(laid.again)),
        then=url_for("workshops.tables", workshop_id=workshop_id),
    )


@workshops.post("/moeder/<int:workshop_id>/borde/vis")
def show_tables(workshop_id: int) -> ResponseReturnValue:
    workshop = _laid_by_me(workshop_id)
    show_plan(signed_in(), workshop)
    return redirect(url_for("workshops.tables", workshop_id=workshop_id))


@workshops.get("/moeder/<int:workshop_id>/borde/<int:number>")
def table(workshop_id: int, number: int) -> ResponseReturnValue:
    workshop = _laid_by_me(workshop_id)
    one = table_or_404(workshop, number)
    return _table_page(workshop, one, _table_form(workshop, obj=one))


def _table_form(workshop: Workshop, **given: Any) -> TableForm:
    form = TableForm(**given)
    form.offer(who_comes(workshop))
    return form


def _table_page(workshop: Workshop, one: WorkshopTable, form: TableForm) -> str:
    return render_template(
        "workshops/table.html", workshop=workshop, committee=workshop.committee, table=one, form=form
    )


@workshops.post("/moeder/<int:workshop_id>/borde/<int:number>")
def describe(workshop_id: int, number: int) -> ResponseReturnValue:
    workshop = _laid_by_me(workshop_id)
    one, form = table_or_404(workshop, number), _table_form(workshop)
    return taken_in(
        form,
        lambda: describe_table(signed_in(), workshop, one, form.draft()),
        lambda: _table_page(workshop, one, form),
        told=_("Table %(number)s is changed.", number=number),
        then=url_for("workshops.tables", workshop_id=workshop_id),
        reasons_at="host_id",
    )


@workshops.get("/moeder/<int:workshop_id>/borde/runde/<int:number>")
def turn(workshop_id: int, number: int) -> ResponseReturnValue:
    workshop = _laid_by_me(workshop_id)
    one = round_or_404(workshop, number)
    return _turn_page(workshop, one)


def _move_form(plan: TablePlan, one: WorkshopRound, **given: Any) -> MoveForm:
    form = MoveForm(**given)
    form.offer(plan.tables, plan.places, plan.table_in(one.number))
    return form


def _turn_page(
    workshop: Workshop, one: WorkshopRound, *, moving: MoveForm | None = None, asking: TurnForm | None = None
) -> str:
    plan = table_plan(workshop, who_comes(workshop))
    return render_template(
        "workshops/turn.html",
        workshop=workshop,
        committee=workshop.committee,
        turn=one,
        moving=moving or _move_form(plan, one, formdata=None),
        asking=asking or TurnForm(formdata=None, obj=one),
        wrong=moving or asking,
        tables=plan.tables,
        plan=plan,
    )


@workshops.post("/moeder/<int:workshop_id>/borde/runde/<int:number>")
def move(workshop_id: int, number: int) -> ResponseReturnValue:
    workshop = _laid_by_me(workshop_id)
    one = round_or_404(workshop, number)
    form = _move_form(table_plan(workshop, who_comes(workshop)), one)
    return taken_in(
        form,
        lambda: move_person(signed_in(), workshop, one, form.draft()),
        lambda: _turn_page(workshop, one, moving=form),
        told=_("The plan is changed."),
        then=url_for("workshops.turn", workshop_id=workshop_id, number=number),
        reasons_at="to",
    )


@workshops.post("/moeder/<int:workshop_id>/borde/runde/<int:number>/spoergsmaal")
def ask(workshop_id: int, number: int) -> ResponseReturnValue:
    workshop = _laid_by_me(workshop_id)
    one, form = round_or_404(workshop, number), TurnForm()
    return taken_in(
        form,
        lambda: describe_turn(signed_in(), workshop, one, form.draft()),
        lambda reasons=(): _turn_page(workshop, one, asking=form),
        told=_("Round %(number)s is changed.", number=number),
        then=url_for("workshops.turn", workshop_id=workshop_id, number=number),
    )


@workshops.get("/moeder/<int:workshop_id>/udskriv")
def on_paper(workshop_id: int) -> ResponseReturnValue:
    """Everything that lies on the tables and at the door, to be printed at once."""
    workshop = _held_by_me(workshop_id)
    plan = table_plan(workshop, who_comes(workshop))
    return render_template(
        "workshops/on_paper.html",
        workshop=workshop,
        committee=workshop.committee,
        tables=plan.tables,
        places=plan.places,
        plan=plan,
        codes=_codes(workshop, plan.tables),
        steps=programme(workshop),
        facilitators=facilitators(workshop),
        page_address=address_of_page(workshop),
    )


def _codes(workshop: Workshop, laid: Sequence[WorkshopTable]) -> dict[int, str]:
    """By the number of the table the address that a code on it opens, as long as notes are taken there."""
    return {one.number: address_of_table(one) for one in laid} if RENEW_TABLE.is_open(workshop) else {}
