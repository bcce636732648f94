"""Signing up, and noting who came: what browsers send, turned into drafts that the actions can trust."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.foundation.dates import quoted
from portal.foundation.forms import SOMETIMES, PortalForm, choice, count, ticks
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.municipalities.models import Party
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_promise
from portal.workshops.models import ParticipantKind, WorkshopSignUp
from portal.workshops.words import PARTICIPANT_LABELS, PARTICIPANTS_LABELS

NO_PARTY = ""


@dataclass(frozen=True)
class SignUpDraft:
    """In what capacity somebody comes; politicians for a party."""

    kind: ParticipantKind
    party_id: int | None = None


@dataclass(frozen=True)
class AttendanceDraft:
    """Who came: of the places those with these ids, and how many besides, by kind and (politicians) party.

    What is not named here stays as it was noted.
    """

    came: frozenset[int]
    walked_in: Mapping[tuple[ParticipantKind, int | None], int]


class SignUpForm(PortalForm):
    """Coming to a workshop. Only those whom the portal knows as politicians are asked for a party."""

    kind = choice(
        _l("I come as"),
        [],
        needed=_l("Choose what you come as"),
        hint=lazy_promise(Kind.SIGN_UP),
    )
    party_id = choice(_l("Party"), [], needed=SOMETIMES, hint=_l("Only if you come as a politician."))
    comes_for_party = False

    def offer(self, *, is_politician: bool, parties: Sequence[Party], own_party_id: int | None) -> None:
        """What may be chosen by this person."""
        self.comes_for_party = is_politician
        kinds = [kind for kind in ParticipantKind if is_politician or kind is not ParticipantKind.POLITICIAN]
        self.kind.choices = [SelectChoice(value=kind.value, label=_(PARTICIPANT_LABELS[kind])) for kind in kinds]
        self.party_id.choices = [
            SelectChoice(value=NO_PARTY, label=_("No party")),
            *(SelectChoice(value=str(party.id), label=quoted(party.label)) for party in parties),
        ]
        if not self.is_submitted() and is_politician:
            self.kind.data, self.party_id.data = ParticipantKind.POLITICIAN.value, str(own_party_id or NO_PARTY)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also that a politician has said for which party."""
        is_valid = bool(super().validate(extra_validators))
        if self.kind.data == ParticipantKind.POLITICIAN and not self.party_id.data:
            self.party_id.errors = [_("Choose the party that you come for")]
            return False
        return is_valid

    def draft(self) -> SignUpDraft:
        kind = ParticipantKind(self.kind.data)
        is_politician = kind is ParticipantKind.POLITICIAN
        return SignUpDraft(kind, int(self.party_id.data) if is_politician else None)


class AttendanceForm(PortalForm):
    """Who came. Made by `attendance_form`, with a number for each kind, and each party, that may come unannounced."""

    parties: Sequence[Party] = ()
    came = ticks(_l("Who of those who had signed up came?"), _l("Tick everybody who was there, also for a part of it."))

    @property
    def numbers(self) -> Iterator[Any]:
        """The fields for those who had not signed up."""
        return (field for field in self if field.type == "IntegerField")

    def offer(self, places: Sequence[WorkshopSignUp]) -> None:
        """Those whose name is still known. Who has been erased while the form was open is not asked about any more."""
        self.came.validate_choice = False
        self.came.choices = [SelectChoice(value=place.id, label=_called(place)) for place in places]

    def draft(self) -> AttendanceDraft:
        walked_in = {key: self[name].data or 0 for name, key in besides_of(self.parties).items()}
        offered = {choice.value for choice in self.came.choices}
        return AttendanceDraft(frozenset(offered.intersection(self.came.data or ())), walked_in)


def attendance_form(parties: Sequence[Party]) -> type[AttendanceForm]:
    """The form of a municipality with these parties."""
    labels = {f"party_{party.id}": _l("For %(party)s", party=party.label) for party in parties}
    labels |= {kind.value: _l(PARTICIPANTS_LABELS[kind]) for kind in ParticipantKind}
    fields = {name: count(labels[name], most=500) for name in besides_of(parties)}
    return type("AttendanceForm", (AttendanceForm,), fields | {"parties": parties})


def besides_of(parties: Sequence[Party]) -> dict[str, tuple[ParticipantKind, int | None]]:
    """The names of the numbers, and what each counts. A politician comes for a party."""
    politician = ParticipantKind.POLITICIAN
    others = {kind.value: (kind, None) for kind in ParticipantKind if kind is not politician}
    return others | {f"party_{party.id}": (politician, party.id) for party in parties}


def _called(place: WorkshopSignUp) -> str:
    """The name, and what they come as."""
    kind = place.party.label if place.party else _(PARTICIPANT_LABELS[place.kind])
    return f"{place.user.name if place.user else ''} ({kind})"
