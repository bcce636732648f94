"""Writing, adopting and handing over a recommendation."""

from dataclasses import asdict, dataclass
from typing import Any

from wtforms import HiddenField

from portal.foundation.forms import PortalForm, day, line, radio, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.foundation.text import shortened
from portal.proposals.forms import SourcesForm
from portal.proposals.models import Proposal, ProposalVersion
from portal.recommendations.models import FIELD_LENGTH, MINORITY_LENGTH, TITLE_LENGTH, Choice, Recommendation
from portal.recommendations.words import CHOICES

ACTOR_LENGTH = 300


@dataclass(frozen=True)
class RecommendationDraft:
    """The text of a recommendation, checked."""

    title: str
    problem: str
    solution: str
    actor: str
    economy: str = ""
    effect: str = ""
    indicator: str = ""
    timetable: str = ""

    def columns(self) -> dict[str, str]:
        return asdict(self)


class RecommendationForm(SourcesForm):
    """The page where members write a recommendation."""

    title = line(
        _l("Title"),
        needed=_l("Write a title"),
        hint=_l("What should be done, in one line."),
        most=TITLE_LENGTH,
    )
    problem = text(
        _l("Problem"),
        needed=_l("Describe the problem"),
        hint=_l("What is wrong today, and how do you know?"),
        most=FIELD_LENGTH,
    )
    solution = text(
        _l("What you recommend"),
        needed=_l("Describe what you recommend"),
        hint=_l("So concrete that one can say yes or no to it."),
        most=FIELD_LENGTH,
    )
    actor = line(
        _l("Who is to do it"),
        needed=_l("Write who is to do it"),
        hint=_l("Department, association, school, company. Several may share it."),
        most=ACTOR_LENGTH,
    )
    economy = text(_l("Economy"), hint=_l("What does it cost, and where does the money come from?"), rows=4)
    effect = text(_l("Expected effect"), hint=_l("What becomes better, and for whom?"), rows=4)
    indicator = line(
        _l("How it is measured"), hint=_l("A number or a sign that everybody can check later."), most=ACTOR_LENGTH
    )
    timetable = text(_l("Timetable"), hint=_l("When can it begin, and when can one see whether it works?"), rows=3)

    def draft(self) -> RecommendationDraft:
        """What was sent; only after `validate`."""
        return RecommendationDraft(**{name: self[name].data or "" for name in RecommendationDraft.__annotations__})


class AdoptionForm(PortalForm):
    """The secretary's or chair's form for entering that a recommendation is adopted."""

    adopted_on = day(_l("Date of the meeting"), needed=_l("Write the date of the meeting"))
    minority_statement = text(
        _l("Minority statement"),
        hint=_l("Only when somebody was against: briefly, in the words of the minority."),
        most=MINORITY_LENGTH,
        rows=4,
    )


class HandOverForm(PortalForm):
    """Entering that a recommendation is handed over."""

    handed_over_on = day(_l("On which day?"), needed=_l("Write the day on which it was handed over"))


class PositionForm(PortalForm):
    """One member's position on the text that he or she has read."""

    text_version = HiddenField()
    choice = radio(
        _l("Where do you stand?"),
        [(choice.value, _l(word)) for choice, word in CHOICES.items()],
        needed=_l("Choose where you stand"),
        hint=_l(
            "Others see it under your party, or together with other members without a party; never under your name. If "
            "you are the only one there, everybody can tell that it is yours. You can change it until the "
            "recommendation is adopted."
        ),
    )

    def chosen(self) -> Choice:
        return Choice(self.choice.data)


def prefilled(proposal: Proposal, version: ProposalVersion) -> dict[str, Any]:
    """What a recommendation begins with when it is made from a proposal; long parts are cut where the column ends."""
    return {
        "title": proposal.title,
        "problem": shortened(version.problem, FIELD_LENGTH - 2),
        "solution": shortened(version.solution, FIELD_LENGTH - 2),
        "actor": shortened(" ".join(version.mobilisation.split()), ACTOR_LENGTH - 2),
    }


def filled(recommendation: Recommendation) -> dict[str, Any]:
    """What the form for editing begins with."""
    return {name: getattr(recommendation, name) for name in RecommendationDraft.__annotations__}
