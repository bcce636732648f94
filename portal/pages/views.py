"""The front page, the committee's page, and the pages about the portal itself."""

from flask import Blueprint, current_app, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from werkzeug.exceptions import NotFound

from portal.accounts.identity import current_person, signed_in
from portal.accounts.origin import local_path
from portal.committees.models import Committee
from portal.committees.queries import adopted_mandate, committee_by_slug, seats
from portal.committees.words import STAGE_NUMBERS
from portal.decisions.queries.recommendations import recommendations_of
from portal.decisions.queries.records import latest_records
from portal.foundation.db import db
from portal.foundation.i18n import LOCALES
from portal.ideas.queries import count_ideas_by_state, takes_ideas
from portal.initiatives.queries import initiatives_behind
from portal.pages.desk import desk_of
from portal.pages.gathering import (
    coming_workshops,
    committees_by_stage,
    count_concluded,
    headlines,
    latest_answered_record,
    open_calls,
    owed,
    ways_to_take_part,
)
from portal.pages.headlines import in_short, told_of
from portal.pages.shell import current_site
from portal.pages.stage_bar import stage_steps
from portal.recruitment.queries.calls import open_call, open_calls_everywhere
from portal.rules.stages import Stage
from portal.trace.thread import thread_of

pages = Blueprint("pages", __name__)
pages.add_app_template_global(ways_to_take_part, "ways_to_take_part")


@pages.get("/")
def front() -> ResponseReturnValue:
    example = latest_answered_record()
    thread = thread_of(example, current_app.extensions["node_types"]) if example else None
    return render_template(
        "pages/front.html",
        calls=open_calls(),
        member_calls=open_calls_everywhere(),
        workshops=coming_workshops(),
        by_stage=committees_by_stage(),
        numbers=STAGE_NUMBERS,
        concluded=count_concluded(),
        records=latest_records(3),
        owed=owed(),
        example=example,
        thread=in_short(thread) if thread else (),
    )


@pages.get("/udvalg/<slug>/")
def committee(slug: str) -> ResponseReturnValue:
    """The page that gathers a committee's rooms; a concluded one is told as a story in the archive."""
    found = committee_by_slug(slug, current_person())
    return render_template("pages/committee.html", **_gathered(found))


def _gathered(found: Committee) -> dict[str, object]:
    recommendations = db.session.scalars(recommendations_of(found, current_person()).limit(20)).unique().all()
    return {
        "committee": found,
        "steps": stage_steps(found, found.stages),
        "mandate": adopted_mandate(found),
        "seats": seats(found),
        "workshops": coming_workshops(found),
        "takes_ideas": takes_ideas(found),
        "member_call": open_call(found),
        "ideas": count_ideas_by_state(found),
        "recommendations": recommendations,
        "latest": told_of(headlines(found)),
        "is_closed": found.stage is Stage.CLOSED,
        "initiatives": initiatives_behind(found),
    }


@pages.get("/skrivebord")
def desk() -> ResponseReturnValue:
    return render_template("pages/desk.html", desk=desk_of(signed_in()))


@pages.get("/om")
def about() -> ResponseReturnValue:
    return render_template("pages/about.html")


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
