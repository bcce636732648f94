"""The gate: its checklist, and opening it."""

from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.actions.gates import open_gate
from portal.committees.asking import opening_of
from portal.committees.forms.gates import GateForm
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug, stage_entries
from portal.committees.views.blueprint import committees
from portal.committees.words import STAGES
from portal.foundation.confirming import taken_in
from portal.foundation.i18n import gettext as _
from portal.gates.criteria import checklist
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.rules.stages import next_stage


@committees.get("/udvalg/<slug>/port")
def gate(slug: str) -> ResponseReturnValue:
    """Everybody may see what is missing; a secretary may also open."""
    committee = committee_by_slug(slug, current_person())
    form = GateForm() if can(current_person(), Permission.GATE_OPEN, committee) else None
    return _page(committee, form)


@committees.post("/udvalg/<slug>/port")
def open_the_gate(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person(), Permission.GATE_OPEN)
    form = GateForm()
    return taken_in(
        form,
        lambda: open_gate(signed_in(), committee, form.draft()),
        partial(_page, committee, form),
        question=lambda: opening_of(committee),
        told=lambda _opened: _(
            "The gate is open. %(The_committee)s is now in the stage “%(stage)s”.", stage=_(STAGES[committee.stage])
        ),
        then=committee.path,
    )


def _page(committee: Committee, form: GateForm | None, reasons: tuple[str, ...] = ()) -> str:
    checked = checklist(committee)
    return render_template(
        "committees/gate.html",
        committee=committee,
        form=form,
        reasons=reasons,
        checked=sorted(checked, key=lambda one: one.finding.is_met),
        met=sum(one.finding.is_met for one in checked),
        leads_to=next_stage(committee.stage),
        history=stage_entries(committee),
    )
