"""The front page, the committee's page, and the pages about the portal itself."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from werkzeug.exceptions import NotFound

from portal.accounts.identity import current_person, signed_in
from portal.accounts.origin import local_path
from portal.committees.models import IDEA_ANSWER_DAYS, RECOMMENDATION_ANSWER_DAYS, Committee
from portal.committees.queries import (
    ONGOING,
    adopted_mandate,
    committee_by_slug,
    count_by_stage,
    public_committees,
    seats,
    unpublished_committees,
)
from portal.files.queries import shown_files
from portal.foundation.db import db
from portal.foundation.i18n import LOCALES
from portal.foundation.paging import Page, first_of, paginate, sliced
from portal.ideas.queries import count_ideas_by_state, takes_ideas
from portal.initiatives.queries import initiatives_behind
from portal.meetings.models import MeetingForm
from portal.pages.acts import Act, foremost, open_acts
from portal.pages.desk import desk_of
from portal.pages.gathering import (
    coming_meetings,
    committees_now,
    headlines,
    latest_decisions,
    nearest,
    open_ones,
    owed,
    ways_to_take_part,
)
from portal.pages.headlines import in_short, told_of
from portal.pages.own import own_things
from portal.pages.shell import current_site
from portal.pages.stage_bar import stage_steps
from portal.pages.tiles import Tile, tiles
from portal.pages.who_may import in_groups, names_of, names_of_stages, without_account
from portal.recommendations.queries.recommendations import recommendations_of
from portal.recruitment.queries.calls import open_call
from portal.rules.access import can
from portal.rules.permissions import WORKING, Permission
from portal.rules.roles import COMMITTEE_ROLES, MUNICIPAL_ROLES
from portal.rules.stages import Stage
from portal.trace.thread import Thread, thread_of

ON_FRONT_MEETINGS = 3  # of those to which everybody may come, and of the committees' own
ON_PAGE = 3
MOST_RECOMMENDATIONS = 20  # on the page of their committee

pages = Blueprint("pages", __name__)
pages.add_app_template_global(ways_to_take_part, "ways_to_take_part")


@pages.get("/")
def front() -> ResponseReturnValue:
    records, example = latest_decisions()
    thread = thread_of(example) if example else Thread()
    meetings = coming_meetings()
    acts, committees, numbers = open_acts(open_ones(meetings)), committees_now(), count_by_stage()
    return render_template(
        "pages/front.html",
        acts=foremost(acts),
        count=len(acts),
        tiles=tiles(committees, acts),
        concluded=numbers.get(Stage.CLOSED, 0),
        total=sum(numbers.values()),
        idea_days=max((one.idea_answer_days for one in committees), default=IDEA_ANSWER_DAYS),
        answer_days=max((one.recommendation_answer_days for one in committees), default=RECOMMENDATION_ANSWER_DAYS),
        meetings=nearest(meetings, ON_FRONT_MEETINGS),
        records=records,
        owed=owed(),
        example=next(iter(thread.itself), None),
        thread=in_short(thread),
    )


@pages.get("/deltag")
def take_part() -> ResponseReturnValue:
    """Everything that anybody can do now."""
    return render_template("pages/take_part.html", page=sliced(open_acts()))


@pages.get("/udvalg/")
def all_committees() -> ResponseReturnValue:
    """Ongoing, upcoming and concluded committees, and where one can act; each list has its own pages."""
    person, acts = current_person(), open_acts()
    sees_drafts = can(person, Permission.COMMITTEE_CREATE)
    unpublished = paginate(unpublished_committees(), parameter="kladder") if sees_drafts else None
    return render_template(
        "pages/committees.html",
        ongoing=_listed("igang", ONGOING, acts),
        upcoming=_listed("kommende", (Stage.PREPARATION,), acts),
        closed=_listed("afsluttede", (Stage.CLOSED,), acts),
        acts=len(acts),
        unpublished=unpublished,
    )


def _listed(parameter: str, stages: Sequence[Stage], acts: Sequence[Act]) -> Page[Tile]:
    page = paginate(public_committees(stages), parameter=parameter)
    return Page(tiles(page.items, acts), page.number, page.total, page.per_page, parameter)


@pages.get("/udvalg/<slug>/")
def committee(slug: str) -> ResponseReturnValue:
    """The page that gathers a committee's rooms; a concluded one is told as a story in the archive."""
    found = committee_by_slug(slug, current_person())
    return render_template("pages/committee.html", **_gathered(found))


def _gathered(found: Committee) -> dict[str, object]:
    meetings = coming_meetings(found)
    return {
        "committee": found,
        "steps": stage_steps(found, found.stages),
        "mandate": adopted_mandate(found),
        "seats": seats(found),
        "workshops": open_ones(meetings)[:ON_PAGE],
        "sitting": next((one for one, _free in meetings if one.form is MeetingForm.CLOSED), None),
        "takes_ideas": takes_ideas(found),
        "member_call": open_call(found),
        "ideas": count_ideas_by_state(found),
        "recommendations": first_of(recommendations_of(found, current_person()), most=MOST_RECOMMENDATIONS),
        "latest": told_of(headlines(found)),
        "is_closed": found.stage is Stage.CLOSED,
        "initiatives": initiatives_behind(found),
        "files": shown_files(current_person(), found, found.pictures),
    }


@pages.get("/skrivebord")
def desk() -> ResponseReturnValue:
    desk = desk_of(signed_in())
    return render_template("pages/desk.html", desk=desk, own=own_things(signed_in(), desk.committees))


@pages.get("/om")
def about() -> ResponseReturnValue:
    return render_template("pages/about.html")


@pages.get("/om/hvem-maa-hvad")
def permissions() -> ResponseReturnValue:
    """Who may do what, and when: the tables that the locks read, in words."""
    return render_template(
        "pages/who_may.html",
        groups=in_groups(),
        anybody=without_account(),
        of_one_committee=names_of(COMMITTEE_ROLES),
        of_all=names_of(MUNICIPAL_ROLES),
        steps=names_of_stages(WORKING),
    )


@pages.get("/was")
def accessibility() -> ResponseReturnValue:
    """The statement that the law asks for stands at digst.dk; until its address is set we say what we know."""
    address = current_site().was_url
    return redirect(address) if address else render_template("pages/accessibility.html")


@pages.get("/sprog/<locale>")
def language(locale: str) -> ResponseReturnValue:
    """Choose a language for the rest of the visit, and go back to the page."""
    if locale not in LOCALES:
        raise NotFound
    session["locale"] = locale
    return redirect(local_path(request.args.get("back")) or "/")


@pages.get("/healthz")
def alive() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "ok"}


@pages.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database answers too."""
    db.session.execute(text("select 1"))
    return {"status": "ok"}
