"""What browsers send about a discussion."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from wtforms import HiddenField

from portal.discussion.models import BODY_LENGTH, SUMMARY_LENGTH, ContributionKind
from portal.foundation.addresses import row_number
from portal.foundation.dates import quoted
from portal.foundation.forms import OnceForm, PortalForm, choice, radio, text
from portal.foundation.i18n import gettext, lazy_gettext as _l
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_promise
from portal.trace.thread import Node

NOWHERE_YET = "ikke-afgjort"


@dataclass(frozen=True)
class ContributionDraft:
    """What somebody says."""

    kind: ContributionKind
    body: str
    passage: int | None = None
    submission_key: str | None = None


def _said(label: Any) -> Any:
    return text(
        label,
        needed=_l("Write what you want to say"),
        hint=lazy_promise(Kind.CONTRIBUTION),
        most=BODY_LENGTH,
        rows=6,
        shaped=True,
    )


class ContributionForm(OnceForm):
    """Saying something of a record, or of a passage of it."""

    kind = radio(
        _l("What do you write?"),
        [
            ("for", _l("An argument for")),
            ("against", _l("An argument against")),
            ("question", _l("A question")),
            ("comment", _l("A comment")),
        ],
        needed=_l("Choose what you write"),
    )
    body = _said(_l("Your contribution"))
    passage = HiddenField()

    def draft(self) -> ContributionDraft:
        return ContributionDraft(
            ContributionKind(self.kind.data), self.body.data, self.about(), self.submission_key.data
        )

    def about(self) -> int | None:
        """The number of the passage; what is none is no passage."""
        return row_number(self.passage.data) or None


class AnswerForm(OnceForm):
    """Answering a contribution."""

    body = _said(_l("Your answer"))

    def draft(self) -> ContributionDraft:
        return ContributionDraft(ContributionKind.COMMENT, self.body.data, None, self.submission_key.data)


class ContributionEditForm(PortalForm):
    """Changing one's own words, shortly after."""

    body = _said(_l("Your contribution"))


class CarryForm(PortalForm):
    """Where a contribution goes on."""

    place = choice(_l("Where does it go on?"), needed=_l("Choose where it goes on"))

    @property
    def is_open(self) -> bool:
        """Whether it is not decided yet."""
        return bool(self.place.data == NOWHERE_YET)

    def offer(self, places: Sequence[Node]) -> None:
        """What of the committee takes things up."""
        named = [(place.place, Markup("{}: {}").format(place.label, quoted(place.title))) for place in places]
        self.place.choices = [("", gettext("Choose")), *named, (NOWHERE_YET, gettext("It is not decided yet"))]


class SummaryForm(OnceForm):
    """What a discussion has come to."""

    body = text(
        _l("Summary"),
        needed=_l("Write the summary"),
        hint=_l("It stands above the discussion with your name and the date. Say what speaks for and against."),
        most=SUMMARY_LENGTH,
        rows=8,
        shaped=True,
    )
