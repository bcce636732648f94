"""Whose menu a page carries: everything within a committee's room, or about one of its things, has its committee's."""

from collections.abc import Mapping

from flask import g, request
from jinja2 import pass_context
from jinja2.runtime import Context
from sqlalchemy import select

from portal.committees.models import Committee
from portal.foundation.db import Record, db
from portal.ideas.models import Idea
from portal.recommendations.models import CouncilResponse, Recommendation
from portal.sittings.models import Sitting
from portal.workshops.models import Workshop

# What a page is about, by the name that its view gives it
THINGS = ("committee", "idea", "workshop", "sitting", "proposal", "recommendation", "application", "commitment", "call",
          "record")  # fmt: skip
# What an address names, for the page that asks once more: it knows only its question
NUMBERED: Mapping[str, type[Record]] = {
    "idea_id": Idea,
    "workshop_id": Workshop,
    "sitting_id": Sitting,
    "recommendation_id": Recommendation,
    "response_id": CouncilResponse,
}
ROOMS = ("kommissorium", "medlemmer", "ideer/", "moeder/", "forslag/", "anbefalinger/", "opfoelgning", "spor")
WITHIN = {
    "ansoegninger": "medlemmer",
    "bliv-medlem": "medlemmer",
    "laering": "opfoelgning",
    "lederroller": "medlemmer",
    "loefter": "opfoelgning",
    "opslag": "medlemmer",
    "pladser": "medlemmer",
    "sammensaetning": "medlemmer",
    "svar": "anbefalinger/",
    "velkommen": "medlemmer",
}


@pass_context
def committee_of_page(context: Context) -> Committee | None:
    """The committee that the page lies within or is about, if everybody may read of it or the page is its own."""
    for name in THINGS:
        found = _committee_of(context.get(name))
        if found is not None and (name == "committee" or found.is_public):
            break
    else:
        found = _named_in_the_address() if context.get("question") is not None else None
    g.committee_of_page = found.id if found is not None else None  # what happens elsewhere leaves a kept page as it is
    return found


def _committee_of(thing: object) -> Committee | None:
    found = thing if isinstance(thing, Committee) else getattr(thing, "committee", None)
    return found if isinstance(found, Committee) and found.id is not None else None


def _named_in_the_address() -> Committee | None:
    named = request.view_args or {}
    if "slug" in named and request.path.startswith("/udvalg/"):
        return db.session.scalar(select(Committee).where(Committee.slug == named["slug"]))
    for name, model in NUMBERED.items():
        thing = db.session.get(model, named[name]) if name in named else None
        if thing is not None:
            return _committee_of(getattr(thing, "recommendation", thing))
    return None


def room_of_page(committee: Committee) -> str | None:
    """The entry of the menu that the address lies under; nothing where it lies under none."""
    path = request.path
    first = path.removeprefix(committee.path).strip("/").partition("/")[0]
    if path.startswith(committee.path) and not first:
        return ""
    return next((room for room in ROOMS if room.strip("/") == first), WITHIN.get(first))
