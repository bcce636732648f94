"""The blueprint that all pages of the room hang on."""

from flask import Blueprint

from portal.sittings.deeds import ANSWER_INVITATION
from portal.sittings.protocol import is_correctable
from portal.sittings.words import attending, item_kind, item_result, turnout

sittings = Blueprint("sittings", __name__)
sittings.add_app_template_filter(item_kind, "item_kind")
sittings.add_app_template_filter(item_result, "item_result")
sittings.add_app_template_filter(attending, "attending")
sittings.add_app_template_filter(turnout, "turnout")
sittings.add_app_template_test(is_correctable, "correctable")
sittings.add_app_template_test(ANSWER_INVITATION.is_open, "asking_who_comes")
