"""Everything that anyone can do to an idea."""

from portal.ideas.actions.answering import answer_idea, answer_ideas, close_idea
from portal.ideas.actions.appealing import appeal_refusal, overturn_refusal, uphold_refusal
from portal.ideas.actions.correcting import correct_answer, correct_idea
from portal.ideas.actions.guests import confirm_guest_idea, send_as_guest
from portal.ideas.actions.regrouping import answer_support_question, divide_idea, merge_ideas, undo_regrouping
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
from portal.ideas.actions.theming import change_theme, create_theme, sort_ideas, take_out_of_theme

__all__ = [
    "answer_idea",
    "answer_ideas",
    "answer_support_question",
    "appeal_refusal",
    "begin_screening",
    "change_theme",
    "close_idea",
    "confirm_guest_idea",
    "correct_answer",
    "correct_idea",
    "create_theme",
    "divide_idea",
    "edit_idea",
    "end_support",
    "keep_draft",
    "merge_ideas",
    "overturn_refusal",
    "publish_idea",
    "refuse_idea",
    "resubmit_idea",
    "return_idea",
    "send_as_guest",
    "send_draft",
    "sort_ideas",
    "submit_idea",
    "support_idea",
    "take_out_of_theme",
    "type_in_idea",
    "undo_regrouping",
    "uphold_refusal",
    "withdraw_idea",
]
