"""The door of the room, and the words its records have in templates."""

from flask import Blueprint

from portal.implementation.words import status_name

implementation = Blueprint("implementation", __name__)
implementation.add_app_template_filter(status_name, "commitment_status")
