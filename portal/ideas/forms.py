"""What browsers send about ideas, turned into drafts that the actions can trust."""

from dataclasses import dataclass

from wtforms import HiddenField
from wtforms.validators import Length

from portal.foundation.forms import LINE, OnceForm, PortalForm, line, radio, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.ideas.models import (
    ANSWER_LENGTH,
    BODY_LENGTH,
    REASON_LENGTH,
    TITLE_LENGTH,
    Idea,
    IdeaState,
    RefusalCode,
    ShownAs,
)
from portal.ideas.states import EDITABLE, VERDICTS
from portal.ideas.words import REFUSAL_LABELS, SHOWN_AS_LABELS

VERDICT_CHOICES = {
    IdeaState.ANSWERED: _l("We answer the idea, and are not working on with it"),
    IdeaState.CARRIED_ON: _l("We carry the idea on in our work"),
}


@dataclass(frozen=True)
class IdeaDraft:
    """An idea as its author wants it. `submission_key` is the same for two clicks on one form."""

    title: str
    body: str
    shown_as: ShownAs = ShownAs.FULL_NAME
    submission_key: str | None = None


@dataclass(frozen=True)
class AnswerDraft:
    """An answer, signed by a named role."""

    verdict: IdeaState
    body: str
    signed_as: str


class IdeaForm(OnceForm):
    """A new idea, or one that its author is changing."""

    title = line(
        _l("Title of the idea"),
        needed=_l("Write a title for your idea"),
        hint=_l("Everybody can see the title when the idea is published. It stays in the archive."),
        most=TITLE_LENGTH,
    )
    body = text(
        _l("Your idea"),
        needed=_l("Write your idea"),
        hint=_l(
            "Tell briefly what the problem is, and what can make it better. Do not write about other people’s private"
            " affairs. Everybody can read the text when it is published. It stays in the archive."
        ),
        most=BODY_LENGTH,
        rows=10,
    )
    shown_as = radio(
        _l("Which name is shown?"),
        [(kind.value, _l(label)) for kind, label in SHOWN_AS_LABELS.items()],
        needed=_l("Choose which name is shown"),
        default=ShownAs.FULL_NAME.value,
        hint=_l(
            "The name stands beside the idea for as long as the idea does. The secretary can always see who sent it;"
            " your e-mail address is never shown."
        ),
    )

    def draft(self) -> IdeaDraft:
        return IdeaDraft(self.title.data, self.body.data, ShownAs(self.shown_as.data), self.submission_key.data or None)


class EditIdeaForm(IdeaForm):
    """The same, with the version that the author saw."""

    version = HiddenField(validators=[Length(max=12)])

    @classmethod
    def of(cls, idea: Idea) -> "EditIdeaForm":
        """Filled with the idea on a first visit, with what was typed afterwards."""
        form: EditIdeaForm = cls(obj=idea, data={"shown_as": idea.shown_as.value})
        if not form.is_submitted():
            form.version.data, form.shown_as.data = str(idea.version), idea.shown_as.value
        return form

    def is_sent_as(self, idea: Idea) -> bool:
        """Whether exactly this has been sent already: a second click."""
        draft = self.draft()
        same = (draft.title, draft.body, draft.shown_as) == (idea.title, idea.body, idea.shown_as)
        return same and idea.state not in EDITABLE

    def is_of(self, idea: Idea) -> bool:
        """Whether the author has seen the idea as it is now."""
        return bool(self.version.data == str(idea.version))


class PublishForm(PortalForm):
    """Publishing; `reason` is only needed for a text that may hold personal data."""

    reason = text(
        _l("Why it may be published all the same"),
        hint=_l("Everybody can read the reason among the idea’s steps."),
        most=REASON_LENGTH,
        rows=2,
    )


class ReturnForm(PortalForm):
    """Sending an idea back to its author."""

    reason = text(
        _l("What should the author change?"),
        needed=_l("Write what the author should change"),
        hint=_l("The author reads this. If the idea is published later, everybody can read it."),
        most=REASON_LENGTH,
        rows=4,
    )


class RefuseForm(PortalForm):
    """Deciding that an idea is not published."""

    code = radio(
        _l("Why is the idea not published?"),
        [(code.value, _l(label)) for code, label in REFUSAL_LABELS.items()],
        needed=_l("Choose why the idea is not published"),
    )
    reason = text(
        _l("Reason to the author"),
        needed=_l("Write a reason to the author"),
        hint=_l("Only the author reads this. Say what was decided, why, and what the author can do now."),
        most=REASON_LENGTH,
        rows=4,
    )

    def refusal_code(self) -> RefusalCode:
        return RefusalCode(self.code.data)


class AnswerForm(PortalForm):
    """Answering an idea."""

    verdict = radio(
        _l("What do you answer?"),
        [(state.value, VERDICT_CHOICES[state]) for state in VERDICTS],
        needed=_l("Choose what you answer"),
    )
    body = text(
        _l("Answer"),
        needed=_l("Write the answer"),
        hint=_l("Everybody can read the answer. It stays beside the idea."),
        most=ANSWER_LENGTH,
        rows=8,
    )
    signed_as = line(
        _l("Signed by"),
        needed=_l("Write who signs the answer"),
        hint=_l("Name and role. Everybody can see it."),
        most=LINE,
    )

    def draft(self) -> AnswerDraft:
        return AnswerDraft(IdeaState(self.verdict.data), self.body.data, self.signed_as.data)


class CloseForm(PortalForm):
    """Concluding an answered idea."""

    reason = text(
        _l("Why is the case concluded?"),
        needed=_l("Write why the case is concluded"),
        hint=_l("Everybody can read the reason."),
        most=REASON_LENGTH,
        rows=3,
    )


class WithdrawForm(PortalForm):
    """The author takes an idea back."""

    reason = text(
        _l("Why do you withdraw the idea?"),
        hint=_l("If the idea has been published, everybody can read the reason."),
        most=REASON_LENGTH,
        rows=3,
    )
