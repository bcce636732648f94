"""What a browser sends about promises and lessons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wtforms import RadioField
from wtforms.validators import InputRequired

from portal.foundation.dates import quoted
from portal.foundation.forms import LONG_TEXT, OnceForm, PortalForm, choice, day, line, text, ticks
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.implementation.models import OWNER_LENGTH, REPORT_LENGTH, TITLE_LENGTH, Commitment, CommitmentStatus
from portal.implementation.states import MOVES
from portal.implementation.words import status_name
from portal.recommendations.models import Recommendation


@dataclass(frozen=True)
class CommitmentDraft:
    """A promise: what, by whom, and when. The owner is a unit or an organisation, never a private person."""

    title: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class ReportDraft:
    """What is told about a promise."""

    status: CommitmentStatus
    text: str


class CommitmentForm(OnceForm):
    """Writing down what was promised."""

    recommendation_id = choice(_l("Because of which recommendation?"), coerce=str, needed=_l("Choose a recommendation"))
    title = line(
        _l("What is promised?"),
        needed=_l("Write what is promised"),
        hint=_l("One thing that can be seen to be done. For example: The path along the brook is lit."),
        most=TITLE_LENGTH,
    )
    owner = line(
        _l("Who has promised it?"),
        needed=_l("Write who has promised it"),
        hint=_l("A department or an organisation, not a private person."),
        most=OWNER_LENGTH,
    )
    due_on = day(_l("When is it done?"), needed=_l("Write the date on which it is to be done"))

    def offer(self, recommendations: Sequence[Recommendation], chosen: int | None = None) -> None:
        """Fill the list of recommendations that have been answered."""
        self.recommendation_id.choices = [
            ("", _("Choose a recommendation")),
            *((str(r.id), quoted(f"{r.number}. {r.title}")) for r in recommendations),
        ]
        if chosen is not None:
            self.recommendation_id.data = str(chosen)

    @property
    def chosen(self) -> int:
        """The recommendation that was chosen; only after `validate`."""
        return int(self.recommendation_id.data)

    def draft(self) -> CommitmentDraft:
        """What was sent; only after `validate`."""
        return CommitmentDraft(self.title.data, self.owner.data, self.due_on.data)


class ReportForm(PortalForm):
    """Telling how a promise stands."""

    status = RadioField(_l("How does it stand?"), validators=[InputRequired(_l("Choose how it stands"))])
    text = text(
        _l("What has happened?"),
        needed=_l("Write what has happened"),
        hint=_l("Everybody can read it, it is shown with your name and the date, and it stays."),
        most=REPORT_LENGTH,
    )

    def offer(self, commitment: Commitment) -> None:
        """The statuses that may follow the present one."""
        self.status.choices = [(status.value, status_name(status)) for status in MOVES[commitment.status]]

    def draft(self) -> ReportDraft:
        """What was sent; only after `validate`."""
        return ReportDraft(CommitmentStatus(self.status.data), self.text.data)


class LessonsForm(PortalForm):
    """What was learned, and who could use it."""

    text = text(
        _l("What did we learn, and who could use it?"),
        needed=_l("Write what was learned"),
        hint=_l("Everybody can read it. Begin a heading with ###, and a point with a hyphen."),
        most=LONG_TEXT,
        rows=18,
        shaped=True,
    )
    learned_from = ticks(
        _l("Which promises is it learned from?"),
        _l("Tick them. Everybody can follow them from there to what was learned."),
    )

    def offer(self, commitments: Sequence[Commitment]) -> None:
        self.learned_from.choices = [(one.id, quoted(one.title)) for one in commitments]


def prepared_lessons() -> str:
    """Headings to write under."""
    headings = (_("What worked"), _("What was hard"), _("Who takes it further"), _("If others want to do the same"))
    return "\n\n".join(f"### {heading}\n" for heading in headings)
