"""Everything that anyone can do to an idea."""

from portal.ideas.actions.answering import answer_idea, close_idea
from portal.ideas.actions.appealing import appeal_refusal, overturn_refusal, uphold_refusal
from portal.ideas.actions.correcting import correct_idea
from portal.ideas.actions.guests import confirm_guest_idea, send_as_guest
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
    "appeal_refusal",
    "begin_screening",
    "close_idea",
    "confirm_guest_idea",
    "correct_idea",
    "edit_idea",
    "end_support",
    "keep_draft",
    "overturn_refusal",
    "publish_idea",
    "refuse_idea",
    "resubmit_idea",
    "return_idea",
    "send_as_guest",
    "send_draft",
    "submit_idea",
    "support_idea",
    "type_in_idea",
    "uphold_refusal",
    "withdraw_idea",
]
