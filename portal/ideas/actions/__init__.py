"""Everything that anyone can do to an idea."""

from portal.ideas.actions.answering import answer_idea, close_idea
from portal.ideas.actions.screening import begin_screening, publish_idea, refuse_idea, return_idea
from portal.ideas.actions.submitting import keep_draft, resubmit_idea, send_draft, submit_idea, withdraw_idea
from portal.ideas.actions.supporting import end_support, support_idea

__all__ = [
    "answer_idea",
    "begin_screening",
    "close_idea",
    "end_support",
    "keep_draft",
    "publish_idea",
    "refuse_idea",
    "resubmit_idea",
    "return_idea",
    "send_draft",
    "submit_idea",
    "support_idea",
    "withdraw_idea",
]
