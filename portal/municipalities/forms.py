"""What an administrator types about the municipality, and the drafts that actions can trust."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from wtforms import BooleanField, SelectMultipleField
from wtforms.validators import InputRequired, ValidationError

from portal.foundation.dates import quoted
from portal.foundation.forms import SOMETIMES, PortalForm, choice, count, day, line, text
from portal.foundation.i18n import gettext, lazy_gettext as _l
from portal.foundation.words import WordForms
from portal.municipalities.code_list import ListedParty, listed_municipalities
from portal.municipalities.models import BodyKind
from portal.municipalities.words import BODY_KIND_LABELS

WORD_LENGTH = 60
DAYS_OFF_LENGTH = 6_000
DAY_IN_FRONT = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](20\d\d)(?:\s|$)")
WORDS = ("committee", "council", "chair")
FORMS = ("one", "the", "many", "the_many", "of")


@dataclass(frozen=True)
class MunicipalityDraft:
    name: str
    short_name: str
    code: str | None
    site_name: str
    address: str
    phone: str
    opening_hours: str
    contact_email: str
    was_url: str
    initiative_supporters: int = 100
    initiative_parties: int = 2
    initiative_months: int = 6
    demands_code: bool = False


@dataclass(frozen=True)
class BodyDraft:
    name: str
    kind: BodyKind
    active_from: date | None
    active_until: date | None


@dataclass(frozen=True)
class PartyDraft:
    letter: str
    name: str
    valid_from: date | None
    valid_until: date | None


class MunicipalityForm(PortalForm):
    """The municipality and its site. A name chosen from the list comes with its code; a free one has none."""

    code = choice(
        _l("Municipality"), needed=SOMETIMES, hint=_l("Choose from the list, or write a name of your own below.")
    )
    name = line(
        _l("Name of the municipality"), needed=SOMETIMES, hint=_l("Leave it empty to use the name on the list.")
    )
    short_name = line(_l("Short name"), most=80, hint=_l('For example "Fjordby".'))
    site_name = line(
        _l("Name of the portal"),
        needed=_l("Write what the portal is called"),
        hint=_l("Stands at the top of each page."),
    )
    address = line(_l("Address"), most=200)
    phone = line(_l("Phone"), most=40)
    opening_hours = line(_l("Opening hours"))
    contact_email = line(_l("E-mail address"), most=254, hint=_l("Where people can write to the municipality."))
    was_url = line(
        _l("Address of the accessibility statement"),
        most=300,
        hint=_l("The page at was.digst.dk, with https:// first."),
    )
    initiative_supporters = count(
        _l("Supporters that a citizens’ proposal needs"),
        needed=_l("Write how many supporters a citizens’ proposal needs"),
        hint=_l("Then %(the_council)s owes it an answer. It holds for proposals that are published from now on."),
        least=1,
    )
    initiative_parties = count(
        _l("Parties that a citizens’ proposal needs"),
        needed=_l("Write how many parties a citizens’ proposal needs"),
        hint=_l("Councillors from this many parties stand behind it. 0 means that none are needed."),
        most=20,
    )
    initiative_months = count(
        _l("Months to gather support in"),
        needed=_l("Write how many months a citizens’ proposal has"),
        least=1,
        most=36,
    )
    demands_code = BooleanField(
        _l("Secretaries and administrators must sign in with a one-time code"),
        description=_l("Until somebody has set one up, such a role rests. You too are asked for it, at once."),
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.code.choices = [("", gettext("Not on the list"))] + [
            (listed.code, listed.name) for listed in listed_municipalities()
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Either of two fields will do, so neither of them can ask for itself."""
        is_named = bool(self.name.data or self.code.data)
        is_well = super().validate(extra_validators)
        if not is_named:
            self.name.errors = [gettext("Choose a municipality, or write its name")]
        return bool(is_well and is_named)

    def validate_contact_email(self, field: Any) -> None:
        try:
            field.data = validate_email(field.data, check_deliverability=False).normalized
        except EmailNotValidError as error:
            raise ValidationError(gettext("Write an e-mail address such as name@example.dk")) from error

    def validate_was_url(self, field: Any) -> None:
        parts = urlsplit(field.data)
        if parts.scheme != "https" or not parts.netloc:
            raise ValidationError(gettext("Write an address that begins with https://"))

    def draft(self) -> MunicipalityDraft:
        listed = next((row for row in listed_municipalities() if row.code == self.code.data), None)
        name = self.name.data or (listed.name if listed else "")
        short = self.short_name.data or (listed.short_name if listed else name.removesuffix(" Kommune"))
        return MunicipalityDraft(
            name,
            short,
            listed.code if listed else None,
            self.site_name.data,
            address=self.address.data or "",
            phone=self.phone.data or "",
            opening_hours=self.opening_hours.data or "",
            contact_email=self.contact_email.data or "",
            was_url=self.was_url.data or "",
            initiative_supporters=self.initiative_supporters.data,
            initiative_parties=self.initiative_parties.data,
            initiative_months=self.initiative_months.data,
            demands_code=self.demands_code.data,
        )


def _word(label: Any) -> Any:
    return line(label, needed=_l("Write the word in this form"), most=WORD_LENGTH, autocapitalize="none")


class WordsForm(PortalForm):
    """The municipality's own nouns, in the five forms that sentences need."""

    committee_one = _word(_l("A …"))
    committee_the = _word(_l("The …"))
    committee_many = _word(_l("Several …"))
    committee_the_many = _word(_l("All the …"))
    committee_of = _word(_l("The …'s"))
    council_one = _word(_l("A …"))
    council_the = _word(_l("The …"))
    council_many = _word(_l("Several …"))
    council_the_many = _word(_l("All the …"))
    council_of = _word(_l("The …'s"))
    chair_one = _word(_l("A …"))
    chair_the = _word(_l("The …"))
    chair_many = _word(_l("Several …"))
    chair_the_many = _word(_l("All the …"))
    chair_of = _word(_l("The …'s"))

    def fields_of(self, word: str) -> list[Any]:
        """The five fields of one noun."""
        return [self[f"{word}_{form}"] for form in FORMS]

    def as_it_stands(self, thing: Any) -> dict[str, Any]:
        return words_as_fields(thing.own_words())

    def draft(self) -> dict[str, WordForms]:
        return {word: WordForms(**{form: self[f"{word}_{form}"].data or "…" for form in FORMS}) for word in WORDS}


def words_as_fields(words: dict[str, WordForms]) -> dict[str, str]:
    """The words as the form holds them."""
    return {f"{word}_{form}": getattr(forms, form) for word, forms in words.items() for form in FORMS}


class DaysOffForm(PortalForm):
    """Days on which no meetings are planned: one a line."""

    days = text(
        _l("Days without meetings"),
        hint=_l("One a line, first the day, then what it is. For example: 24-12-2026 Christmas Eve."),
        most=DAYS_OFF_LENGTH,
        rows=14,
    )

    def validate_days(self, field: Any) -> None:
        first: dict[date, int] = {}
        for number, said in enumerate(field.data.splitlines(), start=1):
            on = _day_in(said)
            if said.strip() and on is None:
                raise ValidationError(
                    gettext("Line %(number)s does not begin with a day. Write for example 24-12-2026.", number=number)
                )
            if on is not None and first.setdefault(on, number) != number:
                raise ValidationError(
                    gettext("Line %(number)s has the same day as line %(other)s.", number=number, other=first[on])
                )

    def draft(self) -> Mapping[date, str]:
        """Each day with its name."""
        lines = [said.strip() for said in (self.days.data or "").splitlines() if said.strip()]
        return {on: said.partition(" ")[2].strip() for said in lines if (on := _day_in(said)) is not None}


def _day_in(said: str) -> date | None:
    """The day that a line begins with."""
    figures = DAY_IN_FRONT.match(said.strip())
    try:
        return date(*map(int, reversed(figures.groups()))) if figures else None
    except ValueError:
        return None


def days_as_lines(days: Mapping[str, str]) -> str:
    """As they are typed."""
    return "\n".join(f"{date.fromisoformat(day):%d-%m-%Y} {name}".rstrip() for day, name in sorted(days.items()))


class BodyForm(PortalForm):
    """A council body."""

    name = line(_l("Name"), needed=_l("Write the name of the body"))
    kind = choice(_l("Kind"), needed=_l("Choose what kind of body it is"))
    active_from = day(_l("First day"), hint=_l("Leave it empty if the body has always been there."))
    active_until = day(_l("Last day"), hint=_l("Fill it in when the body is dissolved. Its decisions stay."))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kind.choices = [(kind.value, gettext(label)) for kind, label in BODY_KIND_LABELS.items()]

    def validate_active_until(self, field: Any) -> None:
        _last_after_first(self.active_from.data, field.data)

    def draft(self) -> BodyDraft:
        return BodyDraft(self.name.data, BodyKind(self.kind.data), self.active_from.data, self.active_until.data)


class PartyForm(PortalForm):
    """A party and the dates between which its letter is its own."""

    letter = line(_l("Letter"), needed=_l("Write the letter of the list"), most=3, autocapitalize="characters")
    name = line(_l("Name"), needed=_l("Write the name of the party or list"))
    valid_from = day(_l("First day"), hint=_l("Leave it empty if you do not know."))
    valid_until = day(_l("Last day"), hint=_l("Fill it in when the letter is no longer theirs."))

    def validate_letter(self, field: Any) -> None:
        if not field.data.isalpha():
            raise ValidationError(gettext("Write one to three letters"))

    def validate_valid_until(self, field: Any) -> None:
        _last_after_first(self.valid_from.data, field.data)

    def draft(self) -> PartyDraft:
        return PartyDraft(self.letter.data.upper(), self.name.data, self.valid_from.data, self.valid_until.data)


class CopyPartiesForm(PortalForm):
    """Which rows of the code list to copy."""

    letters = SelectMultipleField(_l("Parties"), [InputRequired(_l("Choose at least one party"))])

    def __init__(self, listed: Sequence[ListedParty], **options: Any) -> None:
        super().__init__(**options)
        self.letters.choices = [(party.letter, quoted(f"{party.letter} {party.name}")) for party in listed]


def _last_after_first(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise ValidationError(gettext("Choose a last day after the first"))
