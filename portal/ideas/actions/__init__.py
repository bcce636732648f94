"""Everything that anyone can do to an idea."""

from portal.ideas.actions.answering import answer_idea, close_idea
from portal.ideas.actions.correcting import correct_idea
from portal.ideas.actions.guests import confirm_guest_idea, delete_unconfirmed_ideas, send_as_guest
from portal.ideas.actions.screening import begin_screening, publish_idea, refuse_idea, return_idea
from portal.ideas.actions.submitting import (
    edit_idea,
    keep_draft,
    resubmit_idea,
    send_draft,
    submit_idea,
    type_in_idea,
    withdraw_idea,
)
from portal.ideas.actions.supporting import end_support, support_idea

__all__ = [
    "answer_idea",
    "begin_screening",
    "close_idea",
    "confirm_guest_idea",
    "correct_idea",
    "delete_unconfirmed_ideas",
    "edit_idea",
    "end_support",
    "keep_draft",
    "publish_idea",
    "refuse_idea",
    "resubmit_idea",
    "return_idea",
    "send_as_guest",
    "send_draft",
    "submit_idea",
    "support_idea",
    "type_in_idea",
    "withdraw_idea",
]
