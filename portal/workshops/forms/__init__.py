"""What browsers send about workshops, turned into drafts that the actions can trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.committees.models import MandateQuestion
from portal.foundation import clock as clock
from portal.foundation.dates import quoted
from portal.foundation.forms import SOMETIMES, PortalForm, choice, count, day as day, line, radio, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.ideas.models import Idea
from portal.meetings.forms import WhenAndWhere, filled_with
from portal.meetings.models import TITLE_LENGTH
from portal.workshops.models import NOTE_LENGTH, OUTCOME_LENGTH, PURPOSE_LENGTH, Influence, Workshop, WorkshopKind
from portal.workshops.words import INFLUENCE_LABELS, INFLUENCE_MEANINGS, KIND_LABELS


@dataclass(frozen=True)
class WorkshopDraft:
    """A workshop as it is planned. Moments are in UTC; `idea_ids` are ideas of the same committee."""

    kind: WorkshopKind
    title: str
    purpose: str
    influence: Influence
    starts_at: datetime
    ends_at: datetime
    place: str
    capacity: int
    influence_note: str = ""
    idea_ids: tuple[int, ...] = ()
    question_numbers: tuple[int, ...] = ()  # of the mandate


@dataclass(frozen=True)
class NoteDraft:
    """What one table wrote."""

    table_number: int
    body: str


class WorkshopForm(WhenAndWhere):
    """Planning a workshop, and changing it."""

    kind = choice(
        _l("Kind of meeting"),
        [(kind.value, _l(label)) for kind, label in KIND_LABELS.items()],
        needed=_l("Choose the kind of meeting"),
    )
    title = line(_l("Title"), needed=_l("Write a title"), hint=_l("Short, in everyday words."), most=TITLE_LENGTH)
    purpose = text(
        _l("Purpose"),
        needed=_l("Write the purpose"),
        hint=_l("What are we to find out together, and why now?"),
        most=PURPOSE_LENGTH,
        shaped=True,
    )
    influence = radio(
        _l("What can those who come change?"),
        (),
        needed=_l("Choose what those who come can change"),
        hint=_l("It is told to everybody before they sign up. Promise only what will be kept."),
    )
    influence_note = line(
        _l("What is done with what people say?"),
        hint=_l("For example: We write it together, and %(the_council)s gets it in June."),
        most=300,
    )
    capacity = count(
        _l("Number of places"),
        needed=_l("Write how many places there are"),
        hint=_l("When they are taken, people stand on a waiting list. Whoever is first gets the next place by itself."),
        least=1,
        most=2_000,
    )
    idea_ids = SelectMultipleField(_l("Ideas that we work on"), coerce=int, choices=[])
    question_numbers = SelectMultipleField(_l("Questions of the task that we work on"), coerce=int, choices=[])

    def offer(self, ideas: Sequence[Idea], questions: Sequence[MandateQuestion] = ()) -> None:
        """Which ideas and questions may be ticked; and what each degree of influence means, in words."""
        self.influence.choices = [
            SelectChoice(value=one.value, label=f"{_(label)}. {_(INFLUENCE_MEANINGS[one])}")
            for one, label in INFLUENCE_LABELS.items()
        ]
        self.question_numbers.choices = [SelectChoice(value=q.number, label=quoted(q.numbered)) for q in questions]
        self.idea_ids.choices = [SelectChoice(value=idea.id, label=quoted(idea.title)) for idea in ideas]

    def draft(self) -> WorkshopDraft:
        return WorkshopDraft(
            kind=WorkshopKind(self.kind.data),
            title=self.title.data,
            purpose=self.purpose.data,
            influence=Influence(self.influence.data),
            influence_note=self.influence_note.data or "",
            capacity=self.capacity.data,
            idea_ids=tuple(self.idea_ids.data or ()),
            question_numbers=tuple(self.question_numbers.data or ()),
            **self.when_and_where(),
        )


class EditWorkshopForm(WorkshopForm):
    """The same for a meeting that is planned, with why it is moved."""

    reason = line(
        _l("Why is it moved?"),
        needed=SOMETIMES,
        hint=_l(
            "Needed when day, time or place is another. Those who have signed up get it by mail. Everybody can read it."
        ),
        most=300,
    )

    @classmethod
    def of(cls, workshop: Workshop) -> "EditWorkshopForm":
        """Filled with a workshop as it stands."""
        form: EditWorkshopForm = cls(obj=workshop, data=filled_with(workshop))
        return form


class NoteForm(PortalForm):
    """A note from a table."""

    table_number = count(_l("Table"), needed=_l("Write the number of the table"), least=1, most=200)
    body = text(
        _l("What the table says"),
        needed=_l("Write what the table says"),
        hint=_l("Write what was said, not who said it. Everybody can read it when the outcome is published."),
        most=NOTE_LENGTH,
        shaped=True,
    )

    def draft(self) -> NoteDraft:
        return NoteDraft(self.table_number.data, self.body.data)


class OutcomeForm(PortalForm):
    """What came out of the workshop."""

    outcome = text(
        _l("The outcome"),
        needed=_l("Write the outcome"),
        hint=_l(
            "What did we agree on, and where did we not? Read it back to those who were there before it is published."
        ),
        most=OUTCOME_LENGTH,
        rows=14,
        shaped=True,
    )


class ConfirmForm(PortalForm):
    """That the outcome has been read back."""

    how = text(
        _l("How and when was it read back?"),
        needed=_l("Write how and when the outcome was read back"),
        hint=_l(
            "For example: Sent to everybody who came, and read aloud at the meeting on 1 June. Everybody can read this."
        ),
        most=600,
        rows=3,
    )


class CancelForm(PortalForm):
    """Calling a workshop off."""

    reason = text(
        _l("Why is it cancelled?"),
        needed=_l("Write why it is cancelled"),
        hint=_l("Those who have signed up get the reason by mail. Everybody can read it."),
        most=600,
        rows=3,
    )
