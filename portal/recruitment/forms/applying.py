"""Applying for a seat: with an account, without one, or on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired

from portal.accounts.models import NAME_LENGTH
from portal.committees.models import Seat
from portal.foundation import clock
from portal.foundation.dates import day as day_in_words
from portal.foundation.forms import SOMETIMES, OnceForm, mail_address, name_of_person, radio, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.recruitment.forms.calls import seat_label
from portal.recruitment.models import MOTIVATION_LENGTH, POSTAL_LENGTH, SHORT_ANSWER_LENGTH, Call
from portal.rules.privacy import Kind
from portal.rules.privacy.promises import lazy_promise, promise


@dataclass(frozen=True)
class ApplicationDraft:
    """An application, checked. `submission_key` is the same for two clicks on one form."""

    seat_id: int
    name: str
    email: str
    motivation: str
    experience: str
    availability: str
    interests: str
    submission_key: str | None = None
    postal_address: str = ""  # of somebody without e-mail


class ApplicationForm(OnceForm):
    """For somebody with an account, whose name and address are known."""

    seat_id = radio(
        _l("Which seat do you apply for?"),
        [],
        needed=_l("Choose the seat that you apply for"),
        hint=_l("Choose the one that fits you best."),
    )
    motivation = text(
        _l("Why do you want to take part?"),
        needed=_l("Write why you want to take part"),
        hint=_l("It is read without your name."),
        most=MOTIVATION_LENGTH,
        rows=7,
    )
    experience = text(
        _l("What do you know or have tried that the seat needs?"),
        hint=_l("It can be from work, an association, or your everyday life."),
        most=SHORT_ANSWER_LENGTH,
        rows=4,
    )
    availability = text(
        _l("When can you, and what do you need to take part?"),
        hint=_l("For example only evenings, a lift, child-minding, or an interpreter."),
        most=SHORT_ANSWER_LENGTH,
        rows=3,
    )
    interests = text(
        _l("Which part of the task would you most like to work with?"),
        most=SHORT_ANSWER_LENGTH,
        rows=3,
    )
    consent = BooleanField(validators=[InputRequired(_l("Say yes to our reading and keeping the application"))])

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_seats(self.seats_of(call))
        self.consent.label.text = _(
            "I say yes to your reading and keeping my application until %(day)s. Then it is deleted.",
            day=day_in_words(call.delete_on),
        )
        self.consent.description = _("You can withdraw your yes at any time. Then what you wrote is deleted at once.")

    def seats_of(self, call: Call) -> Sequence[Seat]:
        """Which seats one may choose: those with a free place."""
        return [seat for seat in call.seats if seat.free_from(clock.today())]

    def offer_seats(self, seats: Sequence[Seat]) -> None:
        """Fill the list of seats; a single one is chosen beforehand."""
        self.seat_id.choices = [(str(seat.id), seat_label(seat)) for seat in seats]
        if len(seats) == 1 and not self.is_submitted():
            self.seat_id.data = str(seats[0].id)

    def draft_of(self, name: str, email: str) -> ApplicationDraft:
        """What was sent, from a person who is known; only after `validate`."""
        return ApplicationDraft(
            seat_id=int(self.seat_id.data),
            name=name,
            email=email,
            motivation=self.motivation.data,
            experience=self.experience.data or "",
            availability=self.availability.data or "",
            interests=self.interests.data or "",
            submission_key=self.submission_key.data or None,
        )


class GuestApplicationForm(ApplicationForm):
    """For somebody without an account."""

    name = name_of_person(
        _l("Your name"),
        needed=_l("Write your name"),
        hint=_l(
            "Hidden while the applications are read. If you get a seat: %(promise)s", promise=lazy_promise(Kind.SEAT)
        ),
        most=NAME_LENGTH,
        autocomplete="name",
    )
    email = mail_address(
        needed=_l("Write your e-mail address"),
        hint=_l(
            "We send a link to it, which you confirm. Nobody sees it while the applications are read. %(promise)s",
            promise=lazy_promise(Kind.APPLICATION_UNCONFIRMED),
        ),
    )

    def draft(self) -> ApplicationDraft:
        """What was sent; only after `validate`."""
        return self.draft_of(self.name.data, self.email.data)


class PaperApplicationForm(GuestApplicationForm):
    """A secretary types in what came on paper, also from somebody without e-mail, to whom we then write by post."""

    email = mail_address(needed=SOMETIMES, autocomplete="off")
    postal_address = text(
        _l("Postal address"),
        needed=SOMETIMES,
        hint=_l("Only if there is no e-mail address. Our letters are sent there."),
        most=POSTAL_LENGTH,
        rows=3,
    )

    def seats_of(self, call: Call) -> Sequence[Seat]:
        """All of them: a letter may have been posted before the seat was filled."""
        return call.seats

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(call, *args, **kwargs)
        self.name.label.text = _("Name")
        self.name.description = _(
            "As it stands on the paper. If there is a seat: %(promise)s", promise=promise(Kind.SEAT)
        )
        self.email.description = _("The receipt, and an invitation if it comes to that, are sent there.")
        self.seat_id.label.text, self.seat_id.description = _("Which seat is applied for?"), ""
        self.consent.label.text = _(
            "The applicant has signed that we may keep the application until %(day)s", day=day_in_words(call.delete_on)
        )
        self.consent.description = _("Destroy the paper when it is typed in.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Either of two addresses will do, so neither of them can ask for itself."""
        is_reached = bool(self.email.data or self.postal_address.data)
        is_well = super().validate(extra_validators)
        if not is_reached:
            self.email.errors = [_("Write an e-mail address, or a postal address below")]
        return bool(is_well and is_reached)

    def draft(self) -> ApplicationDraft:
        """What was sent; only after `validate`. The postal address is not kept when it is not needed."""
        email = self.email.data or ""
        postal = "" if email else self.postal_address.data
        return replace(self.draft_of(self.name.data, email), postal_address=postal)
