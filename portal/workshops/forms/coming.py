"""Signing up, and noting who came: what browsers send, turned into drafts that the actions can trust."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.accounts.models import NAME_LENGTH
from portal.foundation.dates import quoted
from portal.foundation.forms import (
    SOMETIMES,
    OnceForm,
    PortalForm,
    choice,
    count,
    day,
    line,
    mail_address,
    name_of_person,
    text,
    ticks,
    without_cpr,
)
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.municipalities.models import Party
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_how_long, lazy_promise, lazy_time_kept
from portal.workshops.models import NEEDS_LENGTH, ORGANISATION_LENGTH, PHONE_LENGTH, ParticipantKind, WorkshopSignUp
from portal.workshops.words import PARTICIPANT_LABELS, PARTICIPANTS_LABELS

NO_PARTY = ""
UNELECTED = tuple(kind for kind in ParticipantKind if kind is not ParticipantKind.POLITICIAN)
LEAST = "least_"  # the name of the other number
Of = tuple[ParticipantKind | None, int | None]


@dataclass(frozen=True)
class SignUpDraft:
    """In what capacity somebody comes; politicians for a party."""

    kind: ParticipantKind
    party_id: int | None = None
    needs: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class GuestDraft:
    """In what capacity somebody without an account would come, and where the letter goes."""

    kind: ParticipantKind
    name: str
    email: str
    needs: str
    submission_key: str
    organisation: str = ""


@dataclass(frozen=True)
class TypedInDraft:
    """Somebody who is signed up by those who hold the meeting, and how to reach them."""

    sign_up: SignUpDraft
    name: str
    email: str
    phone: str
    submission_key: str


@dataclass(frozen=True)
class LimitsDraft:
    """The most places for a kind, or for a party, and how many are kept for it until a day; those that are not named
    have no limit of their own."""

    most: Mapping[Of, int]
    least: Mapping[Of, int] = field(default_factory=dict)
    kept_until: date | None = None


@dataclass(frozen=True)
class AttendanceDraft:
    """Who came: of the places those with these ids, and how many besides, by kind and (politicians) party.

    What is not named here stays as it was noted.
    """

    came: frozenset[int]
    walked_in: Mapping[tuple[ParticipantKind, int | None], int]


def _choices_of(parties: Sequence[Party]) -> list[SelectChoice]:
    some = [SelectChoice(value=str(party.id), label=quoted(party.label)) for party in parties]
    return [SelectChoice(value=NO_PARTY, label=_("No party")), *some]


def _about_them(field: Any) -> Any:
    field.args[1].append(without_cpr)
    return field


def _needs() -> Any:
    field = text(
        _l("What do you need to take part?"),
        hint=_l(
            "For example an interpreter, a hearing loop, room for a wheelchair, or food without gluten. %(promise)s",
            promise=lazy_promise(Kind.NEEDS),
        ),
        most=NEEDS_LENGTH,
        rows=2,
    )
    return _about_them(field)


def _organisation(label: Any, **render: Any) -> Any:
    field = line(
        label,
        hint=_l("If there is one. Only those who hold the meeting see it. They use it to mix people at the tables."),
        most=ORGANISATION_LENGTH,
        **render,
    )
    return _about_them(field)


class SignUpForm(PortalForm):
    """Coming to a workshop. Only those whom the portal knows as politicians are asked for a party."""

    kind = choice(
        _l("I come as"),
        [],
        needed=_l("Choose what you come as"),
        hint=lazy_promise(Kind.SIGN_UP),
    )
    party_id = choice(_l("Party"), [], needed=SOMETIMES, hint=_l("Only if you come as a politician."))
    organisation = _organisation(_l("Association, company or other organisation"), autocomplete="organization")
    needs = _needs()
    comes_for_party = False

    def offer(
        self,
        *,
        is_politician: bool,
        parties: Sequence[Party],
        own_party_id: int | None,
        place: WorkshopSignUp | None = None,
    ) -> None:
        """What may be chosen by this person, and what they have said where they have a place."""
        self.comes_for_party = is_politician
        kinds = [kind for kind in ParticipantKind if is_politician or kind is not ParticipantKind.POLITICIAN]
        self.kind.choices = [SelectChoice(value=kind.value, label=_(PARTICIPANT_LABELS[kind])) for kind in kinds]
        self.party_id.choices = _choices_of(parties)
        if self.is_submitted():
            return
        if place is not None:
            self.kind.data, self.party_id.data = place.kind.value, str(place.party_id or NO_PARTY)
            self.needs.data, self.organisation.data = place.needs, place.organisation
        elif is_politician:
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
        party = int(self.party_id.data) if is_politician else None
        return SignUpDraft(kind, party, self.needs.data or "", self.organisation.data or "")


class GuestSignUpForm(OnceForm):
    """The same for somebody without an account. The portal must know who comes for a party, so nobody does here."""

    kind = choice(_l("I come as"), [], needed=_l("Choose what you come as"))
    organisation = _organisation(_l("Association, company or other organisation"), autocomplete="organization")
    needs = _needs()
    name = name_of_person(
        _l("Your name"),
        needed=_l("Write your name"),
        hint=_l("%(promise)s %(how_long)s", promise=lazy_promise(Kind.SIGN_UP), how_long=lazy_how_long(Kind.ACCOUNT)),
        most=NAME_LENGTH,
        autocomplete="name",
    )
    email = mail_address(
        needed=_l("Write your e-mail address"),
        hint=_l(
            "We send you a link there, and write if the meeting is moved or cancelled. If you do not use the link"
            " within %(time)s, we delete everything that you wrote.",
            time=lazy_time_kept(Kind.SIGN_UP_BY_GUEST),
        ),
    )

    def offer(self) -> None:
        """What may be chosen."""
        self.kind.choices = [SelectChoice(value=kind.value, label=_(PARTICIPANT_LABELS[kind])) for kind in UNELECTED]

    def draft(self) -> GuestDraft:
        kind, key = ParticipantKind(self.kind.data), self.submission_key.data or ""
        said = self.needs.data or "", key, self.organisation.data or ""
        return GuestDraft(kind, self.name.data, self.email.data, *said)


class OwnPlaceForm(PortalForm):
    """Saying anew as what one comes, for whom, and what one needs, on the page of a place without an account."""

    kind = choice(_l("I come as"), [], needed=_l("Choose what you come as"))
    organisation = _organisation(_l("Association, company or other organisation"), autocomplete="organization")
    needs = _needs()

    def offer(self, place: WorkshopSignUp) -> None:
        """What may be chosen: as a politician only by whom those who hold the meeting have signed up as one."""
        kinds = [kind for kind in ParticipantKind if kind in (place.kind, *UNELECTED)]
        self.kind.choices = [SelectChoice(value=kind.value, label=_(PARTICIPANT_LABELS[kind])) for kind in kinds]
        if not self.is_submitted():
            self.kind.data, self.organisation.data, self.needs.data = place.kind.value, place.organisation, place.needs

    def draft(self, place: WorkshopSignUp) -> SignUpDraft:
        kind = ParticipantKind(self.kind.data)
        party = place.party_id if kind is ParticipantKind.POLITICIAN else None
        return SignUpDraft(kind, party, self.needs.data or "", self.organisation.data or "")


class TypeInForm(OnceForm):
    """Signing somebody up who has rung or written to those who hold the meeting."""

    name = name_of_person(_l("Name"), needed=_l("Write the name"), most=NAME_LENGTH, autocomplete="off")
    kind = choice(_l("Comes as"), [], needed=_l("Choose what the person comes as"))
    party_id = choice(_l("Party"), [], needed=SOMETIMES, hint=_l("Only for somebody who comes as a politician."))
    organisation = _organisation(_l("Association, company or other organisation"), autocomplete="off")
    email = mail_address(hint=_l("Letters about the meeting are sent there."), autocomplete="off")
    phone = line(
        _l("Phone"),
        hint=_l("Without an e-mail address you must call when something changes."),
        most=PHONE_LENGTH,
        autocomplete="off",
        inputmode="tel",
    )
    needs = _about_them(
        text(_l("What does the person need to take part?"), hint=lazy_promise(Kind.NEEDS), most=NEEDS_LENGTH, rows=2)
    )

    def offer(self, parties: Sequence[Party]) -> None:
        """What may be chosen."""
        self.kind.choices = [SelectChoice(value=one.value, label=_(label)) for one, label in PARTICIPANT_LABELS.items()]
        self.party_id.choices = _choices_of(parties)

    def validate(self, extra_validators: Any = None) -> bool:
        """Also that a politician has a party."""
        is_valid = bool(super().validate(extra_validators))
        if self.kind.data == ParticipantKind.POLITICIAN and not self.party_id.data:
            self.party_id.errors = [_("Choose the party that the person comes for")]
            return False
        return is_valid

    def draft(self) -> TypedInDraft:
        kind = ParticipantKind(self.kind.data)
        party = int(self.party_id.data) if kind is ParticipantKind.POLITICIAN else None
        whose = self.name.data, self.email.data or "", self.phone.data or ""
        needs = self.needs.data or "" if self.needs else ""
        said = SignUpDraft(kind, party, needs, self.organisation.data or "")
        return TypedInDraft(said, *whose, self.submission_key.data or "")


class WriteDownForm(TypeInForm):
    """Somebody who came without having signed up; what they needed is over."""

    email = mail_address(
        hint=_l("The draft of the outcome is sent there, so that the person can say whether this is how it was said."),
        autocomplete="off",
    )
    phone = line(
        _l("Phone"),
        hint=_l("Without an e-mail address you must call to ask."),
        most=PHONE_LENGTH,
        autocomplete="off",
        inputmode="tel",
    )
    needs = None


class AttendanceForm(PortalForm):
    """Who came. Made by `attendance_form`, with a number for each kind, and each party, that may come unannounced."""

    parties: Sequence[Party] = ()
    came = ticks(_l("Who of those who had signed up came?"), _l("Tick everybody who was there, also for a part of it."))

    @property
    def numbers(self) -> Iterator[Any]:
        """The fields for those who had not signed up."""
        return (field for field in self if field.type == "IntegerField")

    @property
    def says_nobody(self) -> bool:
        """Whether nothing is ticked and nobody counted: perhaps somebody has only pressed the button."""
        return not self.came.data and not any(field.data for field in self.numbers)

    def offer(self, places: Sequence[WorkshopSignUp]) -> None:
        """Those whose name is still known. Who has been erased while the form was open is not asked about any more."""
        self.came.validate_choice = False
        self.came.choices = [SelectChoice(value=place.id, label=_called(place)) for place in places]

    def draft(self) -> AttendanceDraft:
        walked_in = {key: self[name].data or 0 for name, key in besides_of(self.parties).items()}
        offered = {choice.value for choice in self.came.choices}
        return AttendanceDraft(frozenset(offered.intersection(self.came.data or ())), walked_in)


class LimitsForm(PortalForm):
    """How many places there are at most, and at least. Made by `limits_form`, with two numbers for each kind, and each
    party."""

    parties: Sequence[Party] = ()
    kept_until = day(
        _l("The last day on which places are kept free"),
        needed=SOMETIMES,
        hint=_l("The next morning those who wait get what is left of them. Leave it empty if no places are kept free."),
    )

    @property
    def of_kinds(self) -> list[tuple[str, Any, Any]]:
        """For each kind the two fields."""
        return [*self.pairs][: len(ParticipantKind)]

    @property
    def of_parties(self) -> list[tuple[str, Any, Any]]:
        """The same for each party: there are many, and most are not asked about."""
        return [*self.pairs][len(ParticipantKind) :]

    @property
    def names_a_party(self) -> bool:
        """Whether something is said of a party, or was typed wrong."""
        return any(one.data or one.errors for _label, *both in self.of_parties for one in both)

    @property
    def pairs(self) -> Iterator[tuple[str, Any, Any]]:
        """For whom, and the two fields."""
        for name, (kind, party_id) in limited_of(self.parties).items():
            party = next((party.label for party in self.parties if party.id == party_id), "")
            yield _(PARTICIPANTS_LABELS[kind]) if kind else quoted(party), self[name], self[f"{LEAST}{name}"]

    def validate(self, extra_validators: Any = None) -> bool:
        """Also that a day is said where places are kept, and that no more are kept than there may be."""
        is_valid = bool(super().validate(extra_validators))
        for _label, most, least in self.pairs:
            if most.data and least.data and least.data > most.data:
                least.errors = [_("No more can be kept free than there are at most")]
                is_valid = False
        if any(least.data for _label, _most, least in self.pairs) and not self.kept_until.data:
            self.kept_until.errors = self.kept_until.errors or [_("Write until when the places are kept free")]
            return False
        return is_valid

    def draft(self) -> LimitsDraft:
        names = limited_of(self.parties)
        most = {key: self[name].data for name, key in names.items() if self[name].data}
        least = {key: self[f"{LEAST}{name}"].data for name, key in names.items() if self[f"{LEAST}{name}"].data}
        return LimitsDraft(most, least, self.kept_until.data if least else None)


def limits_form(parties: Sequence[Party]) -> type[LimitsForm]:
    """The form of a municipality with these parties."""
    names = limited_of(parties)
    fields = {name: count(_l("At most"), least=1, most=2_000) for name in names}
    fields |= {f"{LEAST}{name}": count(_l("Keep free"), least=1, most=2_000) for name in names}
    return type("LimitsForm", (LimitsForm,), fields | {"parties": parties})


def limited_of(parties: Sequence[Party]) -> dict[str, Of]:
    """The names of the numbers, and what each limits."""
    kinds: dict[str, Of] = {kind.value: (kind, None) for kind in ParticipantKind}
    return kinds | {f"party_{party.id}": (None, party.id) for party in parties}


def attendance_form(parties: Sequence[Party]) -> type[AttendanceForm]:
    """The form of a municipality with these parties."""
    labels = {f"party_{party.id}": _("For %(party)s", party=quoted(party.label)) for party in parties}
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
    said = _("%(kind)s, on the waiting list", kind=kind) if place.is_waiting else kind
    said = _("%(kind)s, had not signed up", kind=kind) if place.walked_in else said
    return f"{place.called} ({said})"
