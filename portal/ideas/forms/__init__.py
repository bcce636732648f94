"""What browsers send about ideas, turned into drafts that the actions can trust."""

from portal.ideas.forms.handling import AnswerDraft, AnswerForm, CloseForm, PublishForm, RefuseForm, ReturnForm
from portal.ideas.forms.writing import EditIdeaForm, IdeaDraft, IdeaForm, WithdrawForm

__all__ = [
    "AnswerDraft",
    "AnswerForm",
    "CloseForm",
    "EditIdeaForm",
    "IdeaDraft",
    "IdeaForm",
    "PublishForm",
    "RefuseForm",
    "ReturnForm",
    "WithdrawForm",
]
