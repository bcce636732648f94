"""The door of the room: its blueprint, and the words its records have in templates."""

from collections.abc import Iterable

from flask import Blueprint
from markupsafe import Markup

from portal.foundation.dates import quoted
from portal.trace.words import listed
from portal.workshops.queries import takes_sign_ups
from portal.workshops.queries.coming import Limit
from portal.workshops.words import influence_meaning, influence_name, kind_name, kind_of_participant, participants_name


def for_whom(limits: Iterable[Limit]) -> Markup:
    """For whom places are kept, within a sentence."""
    return listed([_name_of(one) for one in limits])


def _name_of(limit: Limit) -> str:
    return participants_name(limit.kind).lower() if limit.kind else quoted(limit.party.label if limit.party else "")


workshops = Blueprint("workshops", __name__)

workshops.add_app_template_filter(kind_name, "workshop_kind")
workshops.add_app_template_filter(influence_name, "influence")
workshops.add_app_template_filter(influence_meaning, "influence_meaning")
workshops.add_app_template_filter(participants_name, "participants")
workshops.add_app_template_filter(kind_of_participant, "participant")
workshops.add_app_template_filter(for_whom, "for_whom")

workshops.add_app_template_test(takes_sign_ups, "taking_sign_ups")
