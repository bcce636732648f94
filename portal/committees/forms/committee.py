"""Setting up a committee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString

from portal.committees.models import NAME_LENGTH, SUMMARY_LENGTH, Committee, Motif, PublicationRule
from portal.committees.words import MOTIFS, PUBLICATION_RULES
from portal.foundation.dates import quoted
from portal.foundation.forms import OnceForm, choice, day, line, radio, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.municipalities.models import Body

NOT_YET = ""


@dataclass(frozen=True)
class CommitteeDraft:
    """The facts of a committee, checked."""

    name: str
    summary: str
    receiving_body_id: int | None
    publication_rule: PublicationRule | None
    publication_reference: str
    ideas_until: date | None
    expected_end: date | None
    motif: Motif | None = None  # none: whichever is free


def _name_label() -> LazyString:
    return _l("The name of %(the_committee)s")


class CommitteeForm(OnceForm):
    """The page where a secretary sets up or changes a committee."""

    name = line(
        _name_label(),
        needed=_l("Write the name of %(the_committee)s"),
        hint=_l("Short and telling, without the word “%(committee)s”."),
        most=NAME_LENGTH,
    )
    summary = text(
        _l("The task in plain words"),
        needed=_l("Write the task in plain words"),
        hint=_l("Two or three sentences that everybody understands. They stand first on the page."),
        most=SUMMARY_LENGTH,
        rows=4,
    )
    receiving_body_id = choice(
        _l("Who receives the result"),
        hint=_l("The body that owes an answer to each recommendation."),
        coerce=str,
    )
    publication_rule = choice(
        _l("What is published of the closed meetings"),
        [(NOT_YET, _l("Not decided yet")), *((rule.value, _l(text_)) for rule, text_ in PUBLICATION_RULES.items())],
        hint=_l("%(The_council)s decides this. Workshops and public meetings are always open."),
    )
    publication_reference = line(
        _l("Where %(the_council)s decided it"), hint=_l("Meeting date and item, for example: 28 January 2026, item 7.")
    )
    ideas_until = day(_l("Last day for ideas"), hint=_l("Leave empty if ideas are taken during the whole first stage."))
    expected_end = day(_l("When %(the_committee)s is expected to finish"))

    motif = radio(
        _l("Picture"),
        [(motif.value, _l(look.name)) for motif, look in MOTIFS.items()],
        needed=None,
        hint=_l("It stands on the page and wherever %(the_committee)s is named, so that it is known again."),
    )

    def offer_bodies(self, bodies: Sequence[Body]) -> None:
        """Fill the list of bodies that can receive the result."""
        self.receiving_body_id.choices = [
            (NOT_YET, _("Not decided yet")),
            *((str(b.id), quoted(b.name)) for b in bodies),
        ]

    def draft(self) -> CommitteeDraft:
        """What was sent; only after `validate`."""
        return CommitteeDraft(
            name=self.name.data,
            summary=self.summary.data,
            receiving_body_id=int(self.receiving_body_id.data) if self.receiving_body_id.data else None,
            publication_rule=PublicationRule(self.publication_rule.data) if self.publication_rule.data else None,
            publication_reference=self.publication_reference.data or "",
            ideas_until=self.ideas_until.data,
            expected_end=self.expected_end.data,
            motif=Motif(self.motif.data) if self.motif.data else None,
        )


def form_of(committee: Committee) -> dict[str, object]:
    """What stands in the form when a committee is changed."""
    return {
        "name": committee.name,
        "summary": committee.summary,
        "receiving_body_id": str(committee.receiving_body_id or NOT_YET),
        "publication_rule": committee.publication_rule.value if committee.publication_rule else NOT_YET,
        "publication_reference": committee.publication_reference,
        "ideas_until": committee.ideas_until,
        "expected_end": committee.expected_end,
        "motif": committee.motif.value,
    }
