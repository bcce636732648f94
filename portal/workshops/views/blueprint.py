"""The door of the room: its blueprint, and the words its records have in templates."""

from flask import Blueprint

from portal.workshops.queries import takes_sign_ups
from portal.workshops.words import influence_meaning, influence_name, kind_name, kind_of_participant, participants_name

workshops = Blueprint("workshops", __name__)

workshops.add_app_template_filter(kind_name, "workshop_kind")
workshops.add_app_template_filter(influence_name, "influence")
workshops.add_app_template_filter(influence_meaning, "influence_meaning")
workshops.add_app_template_filter(participants_name, "participants")
workshops.add_app_template_filter(kind_of_participant, "participant")

workshops.add_app_template_test(takes_sign_ups, "taking_sign_ups")
