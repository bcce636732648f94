"""What authors send about their own ideas."""

from dataclasses import dataclass

from wtforms import HiddenField
from wtforms.validators import Length

from portal.foundation.forms import OnceForm, PortalForm, line, radio, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.ideas.models import BODY_LENGTH, REASON_LENGTH, TITLE_LENGTH, Idea, ShownAs
from portal.ideas.words import SHOWN_AS_LABELS


@dataclass(frozen=True)
class IdeaDraft:
    """An idea as its author wants it. `submission_key` is the same for two clicks on one form."""

    title: str
    body: str
    shown_as: ShownAs = ShownAs.FULL_NAME
    submission_key: str | None = None


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

    def is_of(self, idea: Idea) -> bool:
        """Whether the author has seen the idea as it is now."""
        return bool(self.version.data == str(idea.version))


class WithdrawForm(PortalForm):
    """The author takes an idea back."""

    reason = text(
        _l("Why do you withdraw the idea?"),
        hint=_l("If the idea has been published, everybody can read the reason."),
        most=REASON_LENGTH,
        rows=3,
    )
