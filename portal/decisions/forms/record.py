"""Publishing a decision record, and adding a correction to one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup
from wtforms import BooleanField, HiddenField, IntegerField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional

from portal.decisions.hashing import texts_of
from portal.decisions.models import DecisionRecord
from portal.decisions.words import text_name
from portal.foundation.dates import quoted
from portal.foundation.forms import LONG_TEXT, TEXT, PortalForm, choice, count, day, line, text
from portal.foundation.i18n import N_, gettext as _, lazy_gettext as _l
from portal.foundation.seen import fingerprint
from portal.foundation.text import shortened, without_marks
from portal.municipalities.models import Party
from portal.recommendations.models import MINORITY_LENGTH, CouncilResponse
from portal.rules.results import RESULTS, Result

TITLE_LENGTH = 300
STEPS = 4
ATTACHMENTS_LENGTH = 8_000
ATTACHMENT_LENGTH = 400
BODY_LENGTH = 120
ITEM_LENGTH = 20
MOST_VOTES = 99  # two digits: no council in Denmark has more than 55 members
VOTED: Mapping[str, str] = {
    "votes_for": N_("For"),
    "votes_against": N_("Against"),
    "votes_neither": N_("Neither for nor against"),
}
STEP = ("body", "met_on", "item", "text")


@dataclass(frozen=True)
class PartyVotes:
    """How one party voted."""

    letter: str
    votes_for: int
    votes_against: int
    votes_neither: int


@dataclass(frozen=True)
class StepDraft:
    """A body that the case passed."""

    body_name: str
    met_on: date | None = None
    item: str = ""
    text: str = ""


@dataclass(frozen=True)
class RecordDraft:
    """What is published beside what the answer itself says, checked."""

    title: str
    summary: str
    presentation: str = ""
    legal_basis: str = ""
    text: str = ""
    points: tuple[str, ...] = ()
    votes: tuple[PartyVotes, ...] = ()
    members: int | None = None
    minority_statement: str = ""
    absent: str = ""
    disqualified: str = ""
    attachments: tuple[str, ...] = ()
    steps: tuple[StepDraft, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """Where something was decided, for a record that answers no recommendation."""

    body_name: str
    decided_on: date
    result: Result
    item: str = ""
    case_number: str = ""
    committee_id: int | None = None


class Votes(IntegerField):
    """A number of votes; whatever is not one is told in plain words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        sent = valuelist[0].strip() if valuelist else ""
        if sent and not re.fullmatch(r"[0-9]{1,2}", sent):
            raise ValueError(_("Write a number from %(least)s to %(most)s", least=0, most=MOST_VOTES))
        self.data = int(sent or 0)


class RecordForm(PortalForm):
    """The page where a decision record is published. `record_form` adds the rows of votes and of the case's way."""

    title = line(_l("Title"), needed=_l("Write a title"), most=TITLE_LENGTH)
    summary = text(
        _l("Summary in plain words"),
        needed=_l("Write a summary in plain words"),
        hint=_l("Two or three sentences: what was decided, and what happens now?"),
        rows=4,
    )
    decision = text(
        _l("The decision"), needed=_l("Write what was decided"), hint=_l("As it stands in the minutes."), most=LONG_TEXT
    )
    points = text(_l("The points that were decided"), hint=_l("One on each line."), rows=4)
    presentation = text(_l("Case presentation"), hint=_l("What the decision was made on."), most=LONG_TEXT, rows=8)
    legal_basis = text(_l("Legal basis"), rows=3)
    minority_statement = text(
        _l("Minority statement"), hint=_l("Briefly, as it was entered in the minutes."), most=MINORITY_LENGTH, rows=4
    )
    absent = text(_l("Absent"), hint=_l("Names and party letters, as in the minutes."), rows=2)
    disqualified = text(_l("Could not take part"), hint=_l("Who was disqualified, as in the minutes."), rows=2)
    attachments = text(_l("Attachments"), hint=_l("The name of each on its own line."), rows=4, most=ATTACHMENTS_LENGTH)

    members = count(
        _l("Members of the body"),
        hint=_l("How many it had on that day. Then we can see whether the votes fit."),
        least=1,
        most=MOST_VOTES,
    )
    asked = HiddenField()  # what was asked about, so that an answer is to nothing else
    sure = BooleanField(_l("I have looked at the votes again, and they are right."))

    parties: tuple[Party, ...] = ()

    @property
    def sure_of(self) -> str:
        """The doubts that whoever sends the form has looked at."""
        return self.asked.data or "" if self.sure.data else ""

    def ask_about(self, doubts: Sequence[str]) -> None:
        """Let the page ask whether these are right as they stand."""
        self.asked.data, self.sure.data = fingerprint(doubts), False

    def validate_attachments(self, field_: Any) -> None:
        """Not too many, and each short enough."""
        if any(len(name) > ATTACHMENT_LENGTH for name in lines_of(field_.data)):
            raise ValidationError(_("Write at most %(most)s characters in each name", most=ATTACHMENT_LENGTH))

    @property
    def vote_rows(self) -> list[tuple[Party, list[Any]]]:
        """For each party the fields of its votes: for, against, neither."""
        return [(party, [self[f"{choice}_{party.id}"] for choice in VOTED]) for party in self.parties]

    @property
    def step_rows(self) -> list[list[Any]]:
        """For each step of the case its fields: body, date, item, what it said."""
        return [[self[f"step_{name}_{place}"] for name in STEP] for place in range(STEPS)]

    def draft(self) -> RecordDraft:
        """What was sent; only after `validate`."""
        names = ("title", "summary", "presentation", "legal_basis", "minority_statement", "absent", "disqualified")
        return RecordDraft(
            **{name: self[name].data or "" for name in names},
            text=self.decision.data,
            points=tuple(without_marks(lines_of(self.points.data))),
            attachments=tuple(lines_of(self.attachments.data)),
            votes=tuple(self._votes()),
            members=self.members.data or None,
            steps=tuple(self._steps()),
        )

    def _votes(self) -> Iterator[PartyVotes]:
        """Parties without any vote are left out."""
        for party, fields in self.vote_rows:
            numbers = [field_.data or 0 for field_ in fields]
            if any(numbers):
                yield PartyVotes(party.letter, *numbers)

    def _steps(self) -> Iterator[StepDraft]:
        for body, met_on, item, said in self.step_rows:
            if body.data:
                yield StepDraft(body.data, met_on.data, item.data or "", said.data or "")


def record_form(parties: Sequence[Party], of: type[RecordForm] = RecordForm, **options: Any) -> Any:
    """A form with a row for each party whose letter holds on the day of the decision, whatever was sent."""
    fields: dict[str, Any] = {"parties": tuple(parties)}
    for party in parties:
        for vote, word in VOTED.items():
            label = _l("%(party)s: %(choice)s", party=party.label, choice=_l(word))
            fields[f"{vote}_{party.id}"] = Votes(label, [Optional()], default=0)
    for place in range(STEPS):
        fields[f"step_body_{place}"] = line(_l("Body %(number)s", number=place + 1), most=BODY_LENGTH)
        fields[f"step_met_on_{place}"] = day(_l("Date %(number)s", number=place + 1))
        fields[f"step_item_{place}"] = line(_l("Item %(number)s", number=place + 1), most=ITEM_LENGTH)
        fields[f"step_text_{place}"] = line(_l("What it said %(number)s", number=place + 1), most=TEXT)
    return type("PublishingForm", (of,), fields)(**options)


class CorrectionForm(PortalForm):
    """A dated addition to a published record."""

    text = text(
        _l("The correction"),
        needed=_l("Write the correction"),
        hint=_l("Say what is wrong and what is right. The record itself stays as it was published."),
        most=TEXT,
    )
    result = choice(
        _l("The result"),
        [("", _l("As it stands")), *((result.value, _l(word)) for result, word in RESULTS.items())],
        hint=_l("Only when the result of the decision stands wrong. Lists and search then show this one."),
    )

    @property
    def chosen_result(self) -> Result | None:
        """The result that the correction tells, where it tells one."""
        return Result(self.result.data) if self.result.data else None


class TakingOutForm(PortalForm):
    """Taking a text out of a sealed record."""

    name = choice(_l("Which text?"), needed=_l("Choose the text to take out"))
    reason = text(
        _l("Why?"),
        needed=_l("Write why the text is taken out"),
        hint=_l("Everybody can read the reason. Do not repeat what is taken out."),
        rows=3,
    )
    sure = BooleanField(
        _l("The text is destroyed and cannot be brought back."),
        [InputRequired(_l("Tick the box, or leave the text where it is"))],
    )

    def offer(self, record: DecisionRecord) -> None:
        """The texts that stand in the record, each with how it begins."""
        gone = {sealed.name for sealed in record.taken_out}
        self.name.choices = [SelectChoice(value="", label=_("Choose"))] + [
            SelectChoice(
                value=name, label=Markup("{}: {}").format(text_name(name), quoted(shortened(getattr(row, column), 60)))
            )
            for name, row, column in texts_of(record)
            if getattr(row, column) and name not in gone
        ]


def lines_of(written: str | None) -> list[str]:
    """The lines of a text that say something."""
    return [line_.strip() for line_ in (written or "").splitlines() if line_.strip()]


def prefilled(response: CouncilResponse, members: int | None = None) -> dict[str, Any]:
    """What a record begins with when it is made from an answer of a body that had this many members last."""
    asked = response.recommendation
    return {
        "members": members,
        "title": asked.title,
        "summary": response.reason,
        "decision": response.reason,
        "presentation": f"{asked.problem}\n\n{asked.solution}",
        "step_body_0": response.body.name,
        "step_met_on_0": response.met_on,
        "step_item_0": response.item,
    }
