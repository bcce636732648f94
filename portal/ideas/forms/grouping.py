"""What the secretary sends about several ideas at once: themes, and an answer to many."""

from dataclasses import dataclass

from portal.foundation.forms import OnceForm, PortalForm, line, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.ideas.forms.handling import AnswerForm
from portal.ideas.models import REASON_LENGTH, THEME_LENGTH, IdeaTheme


@dataclass(frozen=True)
class ThemeDraft:
    """What a theme is called, and what it is about."""

    name: str
    summary: str


class ThemeForm(PortalForm):
    """A theme."""

    name = line(
        _l("Name of the theme"),
        needed=_l("Write the name of the theme"),
        hint=_l("A few words for what the ideas have in common. Everybody can see it."),
        most=THEME_LENGTH,
    )
    summary = text(
        _l("What is it about?"),
        hint=_l("One or two sentences, without names. Everybody can read them as long as the ideas are there."),
        most=REASON_LENGTH,
        rows=3,
    )

    @classmethod
    def of(cls, theme: IdeaTheme) -> "ThemeForm":
        return cls(data={"name": theme.name, "summary": theme.summary})

    def draft(self) -> ThemeDraft:
        return ThemeDraft(self.name.data, self.summary.data or "")


class AnswerTogetherForm(OnceForm, AnswerForm):
    """One answer to several ideas."""
