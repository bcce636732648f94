"""Seats, and who sits on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import BooleanField, ValidationError
from wtforms.validators import Email

from portal.accounts.models import NAME_LENGTH
from portal.committees.models import LEAVING_LENGTH, Membership, SeatFunction, SeatType
from portal.committees.words import FUNCTIONS, SEAT_TYPES
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.forms import EMAIL, OnceForm, PortalForm, choice, count, day, line, name_of_person, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.municipalities.models import Body, Party
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_how_long, lazy_promise

NONE = ""


@dataclass(frozen=True)
class SeatDraft:
    """Places of one kind."""

    type: SeatType
    profile: str
    quota: int
    appointing_body_id: int | None


@dataclass(frozen=True)
class Appointment:
    """A person to be put on a seat."""

    name: str
    email: str
    function: SeatFunction
    party_id: int | None
    presentation: str
    starts_on: date
    gives_access: bool
    ends_on: date | None = None
    substitute_for_id: int | None = None  # the membership in whose place, when it is for a time


@dataclass(frozen=True)
class Ending:
    """Why and when a seat is left."""

    ends_on: date
    reason: str


class SeatForm(OnceForm):
    """Adding places of one kind to the table."""

    type = choice(
        _l("Kind of seat"),
        [(kind.value, _l(word)) for kind, word in SEAT_TYPES.items()],
        needed=_l("Choose the kind of seat"),
    )
    profile = line(
        _l("Competence"),
        hint=_l("What the seat needs, never what a person is. For example: experience with accessibility."),
        most=200,
    )
    quota = count(_l("Number of places"), needed=_l("Write the number of places"), least=1, most=50)
    appointing_body_id = choice(_l("Appointed by"), coerce=str)

    def offer_bodies(self, bodies: Sequence[Body]) -> None:
        """Fill the list of bodies that appoint."""
        self.appointing_body_id.choices = [(NONE, _("Not decided yet")), *((str(b.id), quoted(b.name)) for b in bodies)]

    def draft(self) -> SeatDraft:
        """What was sent; only after `validate`."""
        body = self.appointing_body_id.data
        return SeatDraft(
            SeatType(self.type.data), self.profile.data or "", self.quota.data, int(body) if body else None
        )


class AppointmentForm(OnceForm):
    """Putting a person on a seat."""

    name = name_of_person(_l("Name"), needed=_l("Write the name"), most=NAME_LENGTH, autocomplete="off")
    email = line(
        _l("E-mail address"),
        needed=_l("Write the e-mail address"),
        hint=_l(
            "Without an account the person gets an invitation to make one. About the account the person is promised:"
            " “%(promise)s”",
            promise=lazy_promise(Kind.ACCOUNT),
        ),
        most=EMAIL,
        autocomplete="off",
    )
    function = choice(
        _l("What the person does in %(the_committee)s"),
        [(kind.value, _l(word)) for kind, word in FUNCTIONS.items()],
        needed=_l("Choose what the person does"),
        default=SeatFunction.MEMBER.value,
    )
    party_id = choice(_l("Party"), coerce=str, hint=_l("Only for politicians."))
    presentation = line(
        _l("Shown with the name"),
        hint=_l("For example the association the person comes from. Never anything private."),
    )
    starts_on = day(_l("From"), needed=_l("Write the date from which the person sits on the seat"))
    gives_access = BooleanField(_l("Give access to the room of %(the_committee)s on the portal"), default=True)

    def __init__(self, *args: Any, is_politician: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_politician = is_politician
        self.email.validators = [*self.email.validators, Email(_l("Write an address like name@example.dk"))]

    def offer_parties(self, parties: Sequence[Party]) -> None:
        """Fill the list of parties."""
        self.party_id.choices = [(NONE, _("No party")), *((str(party.id), quoted(party.label)) for party in parties)]

    def validate_party_id(self, field: Any) -> None:
        """A party belongs to a politician's seat, and to no other."""
        if field.data and not self.is_politician:
            raise ValidationError(_("Choose “No party”: this seat is not a politician's"))

    def draft(self) -> Appointment:
        """What was sent; only after `validate`."""
        return Appointment(
            name=self.name.data,
            email=self.email.data.lower(),
            function=SeatFunction(self.function.data),
            party_id=int(self.party_id.data) if self.party_id.data else None,
            presentation=self.presentation.data or "",
            starts_on=self.starts_on.data,
            gives_access=self.gives_access.data,
        )


class StandInForm(OnceForm):
    """Somebody sits in a member's place for a time."""

    name = name_of_person(
        _l("Name"), needed=_l("Write the name"), hint=lazy_promise(Kind.SEAT), most=NAME_LENGTH, autocomplete="off"
    )
    email = line(
        _l("E-mail address"),
        needed=_l("Write the e-mail address"),
        hint=_l(
            "Without an account the person gets an invitation to make one. About the account the person is promised:"
            " “%(promise)s”",
            promise=lazy_promise(Kind.ACCOUNT),
        ),
        most=EMAIL,
    )
    starts_on = day(_l("First day"), needed=_l("Write the first day"))
    ends_on = day(_l("Last day"), needed=_l("Write the last day"))

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership
        self.email.validators = [*self.email.validators, Email(_l("Write an address like name@example.dk"))]

    def validate_starts_on(self, field: Any) -> None:
        """The member has the seat."""
        if field.data and field.data < self.membership.starts_on:
            raise ValidationError(_("Write a day after the membership began"))

    def validate_ends_on(self, field: Any) -> None:
        """A time with an end."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("Write a last day after the first"))

    def draft(self) -> Appointment:
        """What was sent; only after `validate`. A substitute speaks for the party whose seat it is."""
        return Appointment(
            name=self.name.data,
            email=self.email.data.strip().lower(),
            function=SeatFunction.SUBSTITUTE,
            party_id=self.membership.party_id,
            presentation=self.membership.presentation,
            starts_on=self.starts_on.data,
            gives_access=True,
            ends_on=self.ends_on.data,
            substitute_for_id=self.membership.id,
        )


class LeavingForm(PortalForm):
    """Stepping down."""

    reason = text(
        _l("Is there anything that the secretary should know?"),
        hint=_l("You need not give a reason. Only the secretary reads it, and it is deleted when you leave or stay."),
        most=LEAVING_LENGTH,
        rows=4,
    )


class EndingForm(PortalForm):
    """Ending a membership."""

    ends_on = day(_l("Last day"), needed=_l("Write the last day"))
    reason = line(
        _l("Reason"),
        needed=_l("Write the reason"),
        hint=_l("Everybody can read it. %(promise)s", promise=lazy_how_long(Kind.SEAT)),
        most=300,
    )

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership
        if not self.ends_on.data and not self.is_submitted():
            self.ends_on.data = clock.today()

    def validate_ends_on(self, field: Any) -> None:
        """Nobody leaves before they came."""
        if field.data and field.data < self.membership.starts_on:
            raise ValidationError(_("Write a day after the membership began"))

    def draft(self) -> Ending:
        """What was sent; only after `validate`."""
        return Ending(self.ends_on.data, self.reason.data)
