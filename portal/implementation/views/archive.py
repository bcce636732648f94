"""The archive of concluded committees, the story of each, and the public timeline."""

from itertools import groupby

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.committees.models import Committee
from portal.committees.queries import committee_by_slug
from portal.foundation.paging import paginate, replaced, sliced
from portal.house.coming import steps_ahead
from portal.implementation.queries.archive import (
    concluded,
    concluded_or_404,
    period_by_key,
    period_of,
    periods_with_committees,
    story_of,
)
from portal.implementation.queries.timeline import happenings, timeline
from portal.implementation.views.blueprint import implementation


@implementation.get("/arkiv/")
def archives() -> ResponseReturnValue:
    """Concluded committees, those that ended latest first; `?periode=2022-2025` shows one council period."""
    period = period_by_key(request.args.get("periode", ""))
    page = paginate(concluded(period))
    by_period = [(label, list(group)) for label, group in groupby(page.items, key=_ended_in)]
    periods = periods_with_committees()
    return render_template(
        "implementation/archives.html", page=page, by_period=by_period, periods=periods, period=period
    )


@implementation.get("/arkiv/<slug>")
def archive(slug: str) -> ResponseReturnValue:
    """One page that tells the whole story of a concluded committee."""
    return render_template("implementation/archive.html", story=story_of(concluded_or_404(slug)))


@implementation.get("/udvalg/<slug>/spor")
def trail(slug: str) -> ResponseReturnValue:
    """What is to come, soonest first; and what happened, newest first."""
    committee = committee_by_slug(slug, current_person())
    events = paginate(timeline(committee.id))
    page = replaced(events, happenings(events.items))
    ahead = sliced(steps_ahead([committee]), parameter="kommende")
    return render_template("implementation/trail.html", committee=committee, page=page, ahead=ahead)


def _ended_in(committee: Committee) -> str:
    return period_of(committee.stage_since).label
