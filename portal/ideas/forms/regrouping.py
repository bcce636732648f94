"""What is sent when ideas are merged or divided, and when that is undone."""

from dataclasses import dataclass

from portal.foundation.forms import PortalForm, count, line, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.ideas.models import BODY_LENGTH, TITLE_LENGTH, Idea
from portal.ideas.models.lineage import WHY_LENGTH
from portal.screening.forms import why_it_may_stand

LAST_NUMBER = 999_999


@dataclass(frozen=True)
class Part:
    """One of two ideas that an idea is divided into."""

    title: str
    body: str


@dataclass(frozen=True)
class Division:
    """What is written to divide an idea."""

    parts: tuple[Part, Part]
    reason: str
    override: str = ""  # why it may be published though it seems to hold personal data


class MergeForm(PortalForm):
    """Merging an idea into another."""

    into = count(
        _l("Number of the other idea"),
        needed=_l("Write the number of the idea that it goes into"),
        hint=_l("It stands above the title of the idea: “Idea 12” has the number 12."),
        least=1,
        most=LAST_NUMBER,
    )
    reason = text(
        _l("Why do they belong together?"),
        needed=_l("Write why they belong together"),
        hint=_l("Both authors and everybody else can read it."),
        most=WHY_LENGTH,
        rows=3,
    )


class DivideForm(PortalForm):
    """Dividing an idea in two."""

    first_title = line(_l("Title of the first idea"), needed=_l("Write a title"), most=TITLE_LENGTH)
    first_body = text(_l("Text of the first idea"), needed=_l("Write the text"), most=BODY_LENGTH, rows=8, shaped=True)
    second_title = line(_l("Title of the second idea"), needed=_l("Write a title"), most=TITLE_LENGTH)
    second_body = text(
        _l("Text of the second idea"), needed=_l("Write the text"), most=BODY_LENGTH, rows=8, shaped=True
    )
    reason = text(
        _l("Why is the idea divided?"),
        needed=_l("Write why the idea is divided"),
        hint=_l("Its author and everybody else can read it."),
        most=WHY_LENGTH,
        rows=3,
    )
    override = why_it_may_stand(
        _l("Only for a text that may hold personal data. Everybody can read the reason among the idea’s steps.")
    )

    @classmethod
    def of(cls, idea: Idea) -> "DivideForm":
        """Filled with all of the text, for what goes to the second to be moved there."""
        return cls(data={"first_title": idea.title, "first_body": idea.body})

    def division(self) -> Division:
        parts = Part(self.first_title.data, self.first_body.data), Part(self.second_title.data, self.second_body.data)
        return Division(parts, self.reason.data, self.override.data or "")


class UndoRegroupingForm(PortalForm):
    """Undoing that an idea was merged or divided."""

    reason = text(
        _l("Why is it undone?"),
        needed=_l("Write why it is undone"),
        hint=_l("Everybody can read it beside the idea."),
        most=WHY_LENGTH,
        rows=3,
    )
