"""What browsers send about citizens' proposals, turned into drafts that the actions can trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.committees.forms.mandate import MOST_QUESTIONS, QUESTION_LENGTH, questions_in
from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.forms import SOMETIMES, OnceForm, PortalForm, choice, day, line, radio, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.initiatives.models import (
    AFFECTED_LENGTH,
    ITEM_LENGTH,
    REASON_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    InitiativeRefusal,
    InitiativeVerdict,
)
from portal.initiatives.words import REFUSAL_LABELS, VERDICT_LABELS
from portal.municipalities.models import Body, Party
from portal.screening.forms import ground, reason_to_author, what_to_change, why_it_may_stand

NONE_YET = ""


@dataclass(frozen=True)
class InitiativeDraft:
    """A proposal as its author wants it. `submission_key` is the same for two clicks on one form."""

    title: str
    problem: str
    why_together: str
    affected: str
    questions: tuple[str, ...] = ()
    submission_key: str | None = None


@dataclass(frozen=True)
class InitiativeAnswerDraft:
    """The council's answer, checked. A new committee may be set up later."""

    verdict: InitiativeVerdict
    reason: str
    body_id: int
    met_on: date
    item: str
    committee_id: int | None = None


class InitiativeForm(OnceForm):
    """A new proposal, or one that its author is changing."""

    title = line(
        _l("What is the task?"),
        needed=_l("Write what the task is"),
        hint=_l("A short title."),
        most=TITLE_LENGTH,
    )
    problem = text(
        _l("What is the problem?"),
        needed=_l("Write what the problem is"),
        hint=_l("Tell what is wrong, and how you know. Do not write about other people’s private affairs."),
        most=TEXT_LENGTH,
        rows=8,
        shaped=True,
    )
    why_together = text(
        _l("Why must politicians and citizens solve it together?"),
        needed=_l("Write why politicians and citizens must solve it together"),
        hint=_l("Who can do something about it, and why can nobody do it alone?"),
        most=TEXT_LENGTH,
        rows=6,
        shaped=True,
    )
    affected = text(
        _l("Who is affected?"),
        needed=_l("Write who is affected"),
        hint=_l("Groups and places, never single persons."),
        most=AFFECTED_LENGTH,
        rows=3,
    )
    questions = text(
        _l("Questions that you would ask"),
        hint=_l("One question on each line. %(The_council)s can use them in the task."),
        most=TEXT_LENGTH,
        rows=4,
    )

    def validate_questions(self, field: Any) -> None:
        """Not too many, and none too long."""
        asked = questions_in(field.data)
        if len(asked) > MOST_QUESTIONS:
            raise ValidationError(_("Write at most %(most)s questions", most=MOST_QUESTIONS))
        if any(len(question) > QUESTION_LENGTH for question in asked):
            raise ValidationError(_("Write at most %(most)s characters in each question", most=QUESTION_LENGTH))

    def draft(self) -> InitiativeDraft:
        return InitiativeDraft(
            self.title.data,
            self.problem.data,
            self.why_together.data,
            self.affected.data,
            tuple(questions_in(self.questions.data)),
            self.submission_key.data or None,
        )


class PublishInitiativeForm(PortalForm):
    """Publishing; `reason` is only needed for a text that may hold personal data."""

    reason = why_it_may_stand(_l("Everybody can read the reason among the proposal’s steps."))


class ReturnInitiativeForm(PortalForm):
    """Sending a proposal back to its author."""

    reason = what_to_change(_l("The author reads this. If the proposal is published later, everybody can read it."))


class RefuseInitiativeForm(PortalForm):
    """Deciding that a proposal is not published."""

    code = ground(
        _l("Why is the proposal not published?"), REFUSAL_LABELS, _l("Choose why the proposal is not published")
    )
    reason = reason_to_author(
        _l("The author and the secretariat read this. Say what was decided, why, and what the author can do now.")
    )

    def refusal_code(self) -> InitiativeRefusal:
        return InitiativeRefusal(self.code.data)


class DeskForm(PortalForm):
    """Putting a proposal before the council, or moving it to another meeting; then `reason` is needed."""

    meets_on = day(
        _l("When does %(the_council)s take it up?"),
        needed=_l("Write the date of the meeting"),
        hint=_l("Everybody can see the date."),
    )
    reason = text(
        _l("Why is it another day?"),
        needed=SOMETIMES,
        hint=_l("Everybody can read the reason among the proposal’s steps."),
        most=REASON_LENGTH,
        rows=2,
    )

    def validate_meets_on(self, field: Any) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("Write a date that is still to come"))


class SponsorForm(PortalForm):
    """A councillor's party."""

    party_id = choice(_l("Your party"), coerce=int, needed=_l("Choose your party"))

    def offer(self, parties: Sequence[Party]) -> None:
        """The parties of today."""
        self.party_id.choices = [SelectChoice(value=party.id, label=quoted(party.label)) for party in parties]


class CouncilAnswerForm(PortalForm):
    """The page where a councillor or secretary enters the answer."""

    verdict = radio(
        _l("What does %(the_council)s answer?"),
        [(verdict.value, _l(label)) for verdict, label in VERDICT_LABELS.items()],
        needed=_l("Choose the answer"),
    )
    reason = text(
        _l("The reason"),
        needed=_l("Write the reason for the answer"),
        hint=_l("In plain words, to those who stand behind the proposal. Everybody can read it, and it stays."),
        most=TEXT_LENGTH,
        rows=8,
        shaped=True,
    )
    committee_id = choice(
        _l("Which %(committee)s?"),
        needed=SOMETIMES,
        hint=_l("A new one can also be set up from the proposal when the answer is published."),
        coerce=str,
    )
    body_id = choice(_l("Who answered?"), needed=_l("Choose the body that answered"), coerce=int)
    met_on = day(_l("Date of the meeting"), needed=_l("Write the date of the meeting"))
    item = line(_l("Item on the agenda"), needed=_l("Write the number of the item"), most=ITEM_LENGTH)
    earliest: date | None = None

    def offer(self, bodies: Sequence[Body], committees: Sequence[Committee], earliest: date | None) -> None:
        """Who can have answered, where the task can have gone, and the first day on which it can have been."""
        self.earliest = earliest
        self.body_id.choices = [SelectChoice(value=body.id, label=quoted(body.name)) for body in bodies]
        self.committee_id.choices = [
            SelectChoice(value=NONE_YET, label=_("None, or not set up yet")),
            *(SelectChoice(value=str(committee.id), label=quoted(committee.name)) for committee in committees),
        ]

    def validate_met_on(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("Write the date of a meeting that has been held"))
        if field.data and self.earliest and field.data < self.earliest:
            raise ValidationError(_("Write the date of a meeting that was held when the proposal was public"))

    def validate_committee_id(self, field: Any) -> None:
        if self.verdict.data == InitiativeVerdict.TAKEN_INTO and not field.data:
            raise ValidationError(_("Choose which %(committee)s takes the task in"))
        if self.verdict.data == InitiativeVerdict.NOT_NOW and field.data:
            raise ValidationError(_("Choose none when the answer is “Not now”"))

    def draft(self) -> InitiativeAnswerDraft:
        return InitiativeAnswerDraft(
            InitiativeVerdict(self.verdict.data),
            self.reason.data,
            self.body_id.data,
            self.met_on.data,
            self.item.data,
            int(self.committee_id.data) if self.committee_id.data else None,
        )


class LinkCommitteeForm(PortalForm):
    """Which committee came of the proposal."""

    committee_id = choice(_l("Which %(committee)s?"), needed=_l("Choose which %(committee)s it became"), coerce=int)

    def offer(self, committees: Sequence[Committee]) -> None:
        """Those that are being prepared."""
        self.committee_id.choices = [SelectChoice(value=one.id, label=quoted(one.name)) for one in committees]


class WithdrawInitiativeForm(PortalForm):
    """The author takes a proposal back."""

    reason = text(
        _l("Why do you withdraw the proposal?"),
        hint=_l("If the proposal has been published, everybody can read the reason."),
        most=REASON_LENGTH,
        rows=3,
    )
