"""What browsers send about minutes, turned into drafts that the actions can trust."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.validators import InputRequired

from portal.committees.models import Membership
from portal.foundation.errors import Refused
from portal.foundation.forms import SOMETIMES, PortalForm, choice, day, radio, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.meetings.forms import DIGITS
from portal.rules.results import RESULTS, Result
from portal.sittings.models import (
    ACCOUNT_LENGTH,
    DECISION_LENGTH,
    OBJECTION_LENGTH,
    VOICE_LENGTH,
    AgendaItem,
    Attending,
    ItemMinutes,
    TurnKind,
    VoiceKind,
)
from portal.sittings.protocol import voices_of
from portal.sittings.words import ATTENDING_LABELS, RESULTS_OF_ITEMS, VOICES

RESULT_CHOICES = [("", _l("Nothing yet")), *((one.value, _l(RESULTS[one])) for one in RESULTS_OF_ITEMS)]
VOICES_LENGTH = 6_000  # of all lines of one kind
USUAL_WINDOW, USUAL_READING = timedelta(days=14), timedelta(days=4)


@dataclass(frozen=True)
class MinutesDraft:
    """What is said of an item. `presences` by the id of the membership."""

    account: str = ""
    decision: str = ""
    result: Result | None = None
    presences: Mapping[int, Attending] = field(default_factory=dict)
    voices: Sequence[Mapping[str, str]] = ()  # kind and text


@dataclass(frozen=True)
class AnswerDraft:
    """An answer to an objection, and what stands in the minutes after it, where it is right. Who was there and what was
    said in the conversation stay as they are where nothing is said of them."""

    is_accepted: bool
    answer: str
    account: str = ""
    decision: str = ""
    result: Result | None = None
    presences: Mapping[int, Attending] | None = None
    voices: Sequence[Mapping[str, str]] | None = None


def _voices(kind: VoiceKind) -> Any:
    label, what = VOICES[kind]
    return text(_l(label), hint=_l(what), most=VOICES_LENGTH, rows=3)


class MinutesForm(PortalForm):
    """What was said and decided on an item. Made by `minutes_form`, with a question for each member."""

    members: Sequence[Membership] = ()
    the_rest = BooleanField(_l("All of whom nothing else is said were present"))
    account = text(
        _l("What was talked about?"),
        hint=_l("What was said, not who said it."),
        most=ACCOUNT_LENGTH,
        rows=8,
        shaped=True,
    )
    decision = text(
        _l("What was decided?"), hint=_l("In the words that are to hold."), most=DECISION_LENGTH, rows=4, shaped=True
    )
    result = choice(
        _l("What came out of it?"),
        RESULT_CHOICES,
    )
    voice_note = _voices(VoiceKind.NOTE)
    voice_doubt = _voices(VoiceKind.DOUBT)
    voice_promise = _voices(VoiceKind.PROMISE)
    voice_recognition = _voices(VoiceKind.RECOGNITION)

    @property
    def voices(self) -> Sequence[Any]:
        """The fields of what was said in the conversation, a line each."""
        return [self[voice_field(kind)] for kind in VoiceKind]

    def validate(self, extra_validators: Any = None) -> bool:
        """No line is longer than what it says can be remembered."""
        is_well = bool(super().validate(extra_validators))
        for one in self.voices:
            long = next((number for number, said in enumerate(lines_of(one.data), 1) if len(said) > VOICE_LENGTH), None)
            if long is not None:
                one.errors = [_("Line %(number)s is longer than %(most)s characters.", number=long, most=VOICE_LENGTH)]
                is_well = False
        return is_well

    @property
    def presences(self) -> Iterator[Any]:
        """The questions about the members."""
        return (self[field_of(member)] for member in self.members)

    def draft(self) -> "MinutesDraft":
        unsaid = Attending.PRESENT.value if self.the_rest.data else None
        there = {member.id: self[field_of(member)].data or unsaid for member in self.members}
        return MinutesDraft(
            account=self.account.data or "",
            decision=self.decision.data or "",
            result=Result(self.result.data) if self.result.data else None,
            presences={member: Attending(state) for member, state in there.items() if state},
            voices=[
                {"kind": kind.value, "text": said}
                for kind, one in zip(VoiceKind, self.voices, strict=True)
                for said in lines_of(one.data)
            ],
        )


def voice_field(kind: VoiceKind) -> str:
    return f"voice_{kind.value}"


def lines_of(said: str | None) -> list[str]:
    """A line for each thing that was said; empty ones are none."""
    return [one.strip() for one in (said or "").splitlines() if one.strip()]


def field_of(member: Membership) -> str:
    return f"member_{member.id}"


Asking = TypeVar("Asking", bound=MinutesForm)


def minutes_form(members: Sequence[Membership]) -> type[MinutesForm]:
    """The form of a committee with these members on the day."""
    return _asking_of(members, MinutesForm)


def _asking_of(members: Sequence[Membership], kind: type[Asking]) -> type[Asking]:
    states = [(state.value, _l(label)) for state, label in ATTENDING_LABELS.items()]
    fields = {field_of(member): radio(member.user.name, states, needed=SOMETIMES) for member in members}
    return type(kind.__name__, (kind,), fields | {"members": members})


def filled_minutes(item: AgendaItem, form: type[Asking]) -> Asking:
    """The form as it stands now."""
    there = {f"member_{one.membership_id}": one.state.value for one in item.presences}
    said = {voice_field(kind): "\n".join(texts) for kind, texts in voices_of(item.written).items()}
    return form(data=_filled(item.written) | there | said)


def _filled(written: ItemMinutes) -> dict[str, str]:
    """What the minutes say of an item, as the fields hold it."""
    return {
        "account": written.account,
        "decision": written.decision,
        "result": written.result.value if written.result else "",
    }


class SendMinutesForm(PortalForm):
    """Sending the minutes round."""

    until = day(
        _l("Until when can members ask for corrections?"),
        needed=_l("Write the last day on which members can ask for corrections"),
        hint=_l("Two weeks are usual. Whoever was away is to have the time as well."),
    )


class AskReadersForm(PortalForm):
    """Having the draft read through."""

    people = SelectMultipleField(
        _l("Who is to read it through?"),
        [InputRequired(_l("Choose at least one who is to read the draft."))],
        coerce=int,
        description=_l("Each gets a letter and answers on the page."),
    )
    read_by = day(
        _l("By when?"),
        needed=_l("Write the day by which it is to be read"),
        hint=_l("Whoever has not answered is reminded once, in the morning of that day."),
    )


class ReadForm(PortalForm):
    """Saying that the draft is read, with the mark of what the page showed."""

    seen = HiddenField()


class ObjectForm(PortalForm):
    """Asking for a correction."""

    text = text(
        _l("What is wrong, and what should it say?"),
        needed=_l("Write what is wrong, and what it should say"),
        hint=_l(
            "The members see it with your name, and %(the_council)s when the minutes are approved. "
            "The secretary answers before."
        ),
        most=OBJECTION_LENGTH,
    )


class AnswerForm(MinutesForm):
    """Answering it, with all that the minutes say of the item. Made by `answer_form`."""

    verdict = radio(
        _l("Is it right?"),
        [("yes", _l("Yes. I correct the minutes.")), ("no", _l("No. The minutes stay as they are."))],
        needed=_l("Choose whether the minutes are corrected"),
    )
    answer = text(
        _l("Your answer"),
        needed=_l("Write an answer"),
        hint=_l("The members see it with your name, and %(the_council)s when the minutes are approved."),
        most=OBJECTION_LENGTH,
        rows=4,
    )

    def reply(self) -> "AnswerDraft":
        return AnswerDraft(is_accepted=self.verdict.data == "yes", answer=self.answer.data, **vars(self.draft()))


def answer_form(members: Sequence[Membership]) -> type[AnswerForm]:
    """The form about minutes that tell of these members."""
    return _asking_of(members, AnswerForm)


class AdditionForm(PortalForm):
    """Adding to approved minutes."""

    text = text(
        _l("What is to be added?"),
        needed=_l("Write what is to be added"),
        hint=_l("It stands under the item with its day. What stands there stays."),
        most=OBJECTION_LENGTH,
    )


class TurnForm(PortalForm):
    """Saying what begins now, with how many turns the page showed."""

    kind = HiddenField()
    seen = HiddenField()

    def turn(self, *kinds: TurnKind) -> tuple[TurnKind, int]:
        """Raises `Refused` for what no page says."""
        said = self.seen.data or ""
        if self.kind.data not in kinds or not (said.isascii() and said.isdigit() and len(said) <= DIGITS):
            raise Refused(_("Open the page of the meeting anew, and press there."))
        return TurnKind(self.kind.data), int(said)
