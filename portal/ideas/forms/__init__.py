"""What browsers send about ideas, turned into drafts that the actions can trust."""

from portal.ideas.forms.appeals import AppealDecision, AppealForm, DecideAppealForm
from portal.ideas.forms.grouping import AnswerTogetherForm, ThemeDraft, ThemeForm
from portal.ideas.forms.handling import (
    AnswerDraft,
    AnswerForm,
    CloseForm,
    PublishForm,
    RefuseForm,
    ReturnForm,
)
from portal.ideas.forms.secretarial import (
    AnswerCorrected,
    AnswerCorrectionForm,
    Correction,
    CorrectionForm,
    Source,
    TypedInForm,
)
from portal.ideas.forms.writing import EditIdeaForm, GuestIdeaForm, IdeaDraft, IdeaForm, Sender, WithdrawForm

__all__ = [
    "AnswerCorrected",
    "AnswerCorrectionForm",
    "AnswerDraft",
    "AnswerForm",
    "AnswerTogetherForm",
    "AppealDecision",
    "AppealForm",
    "CloseForm",
    "Correction",
    "CorrectionForm",
    "DecideAppealForm",
    "EditIdeaForm",
    "GuestIdeaForm",
    "IdeaDraft",
    "IdeaForm",
    "PublishForm",
    "RefuseForm",
    "ReturnForm",
    "Sender",
    "Source",
    "ThemeDraft",
    "ThemeForm",
    "TypedInForm",
    "WithdrawForm",
]
