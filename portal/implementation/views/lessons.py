"""What was learned: reading it, and writing it until the work is concluded."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person, signed_in
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.i18n import gettext as _
from portal.implementation.actions import write_lessons
from portal.implementation.forms import LessonsForm, prepared_lessons
from portal.implementation.models import LESSONS, Commitment
from portal.implementation.queries.commitments import promises_of
from portal.implementation.views.blueprint import implementation
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.trace.edges import tied_to
from portal.trace.thread import thread_of


@implementation.get("/udvalg/<slug>/laering")
def lessons(slug: str) -> ResponseReturnValue:
    """Everybody reads; a secretary also writes, while it is time."""
    committee = committee_by_slug(slug, current_person())
    if not can(current_person(), Permission.LESSONS_WRITE, committee):
        return _page(committee, None)
    form = LessonsForm(
        text=committee.lessons or prepared_lessons(),
        learned_from=tied_to((LESSONS, committee.id), Commitment.__tablename__),
    )
    return _page(committee, form)


@implementation.post("/udvalg/<slug>/laering")
def write(slug: str) -> ResponseReturnValue:
    committee = committee_by_slug(slug, current_person(), Permission.LESSONS_WRITE)
    form = LessonsForm()
    form.offer(promises_of(committee))
    if not form.validate():
        return _page(committee, form), 422
    write_lessons(signed_in(), committee, form.text.data, learned_from=form.learned_from.data or ())
    flash(_("What was learned is published."), "success")
    return redirect(f"{committee.path}laering")


def _page(committee: Committee, form: LessonsForm | None) -> str:
    if form is not None:
        form.offer(promises_of(committee))
    thread = thread_of((LESSONS, committee.id))
    return render_template("implementation/lessons.html", committee=committee, form=form, thread=thread)
