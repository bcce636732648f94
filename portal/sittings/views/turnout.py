"""How often members have come: each sees their own, and whoever plans the meetings sees all."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.committees.queries import committee_by_slug
from portal.rules.access import can, require
from portal.rules.permissions import Permission
from portal.sittings.turnout import trends_for
from portal.sittings.views.blueprint import sittings


@sittings.get("/udvalg/<slug>/fremmoede")
def attendance(slug: str) -> ResponseReturnValue:
    person = signed_in()
    committee = committee_by_slug(slug, person)
    sees_all = can(person, Permission.SITTING_PLAN, committee)
    if not sees_all:
        require(person, Permission.SITTING_TAKE_PART, committee)
    return render_template(
        "sittings/attendance.html", committee=committee, trends=trends_for(person, committee), sees_all=sees_all
    )
