"""The blueprint that all pages of the room hang on."""

from flask import Blueprint

from portal.sittings.deeds import ANSWER_INVITATION
from portal.sittings.protocol import is_correctable, let_out, public_parts, shows_additions, voices_of
from portal.sittings.signing import fell_with_a_correction
from portal.sittings.substitutes import answers_by
from portal.sittings.words import (
    attending,
    coming,
    course_of,
    item_kind,
    item_result,
    paper_name,
    public_part,
    public_since,
    turnout,
    voice_kind,
    withdrawn,
)

sittings = Blueprint("sittings", __name__)
sittings.add_app_template_filter(item_kind, "item_kind")
sittings.add_app_template_filter(item_result, "item_result")
sittings.add_app_template_filter(answers_by, "answers_by")
sittings.add_app_template_filter(attending, "attending")
sittings.add_app_template_filter(turnout, "turnout")
sittings.add_app_template_filter(paper_name, "paper_name")
sittings.add_app_template_filter(public_part, "public_part")
sittings.add_app_template_filter(course_of, "course")
sittings.add_app_template_filter(coming, "coming_paper")
sittings.add_app_template_filter(public_since, "public_paper")
sittings.add_app_template_filter(withdrawn, "withdrawn_paper")
sittings.add_app_template_filter(public_parts, "public_parts")
sittings.add_app_template_filter(let_out, "let_out")
sittings.add_app_template_filter(shows_additions, "shows_additions")
sittings.add_app_template_filter(voice_kind, "voice_kind")
sittings.add_app_template_filter(voices_of, "voices")
sittings.add_app_template_test(is_correctable, "correctable")
sittings.add_app_template_test(fell_with_a_correction, "fallen")
sittings.add_app_template_test(ANSWER_INVITATION.is_open, "asking_who_comes")
