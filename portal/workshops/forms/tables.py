"""Tables, and who sits where: what browsers send, turned into drafts that the actions can trust."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.foundation.dates import quoted
from portal.foundation.forms import PortalForm, choice, count, line, ticks
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.workshops.models import TABLE_QUESTION_LENGTH, WorkshopRound, WorkshopSignUp, WorkshopTable
from portal.workshops.words import kind_of_participant

MOST_TABLES, MOST_SEATS, MOST_ROUNDS = 60, 50, 12
NOBODY = ""


@dataclass(frozen=True)
class TablesDraft:
    """How many tables, with how many seats each, for how many rounds of so many minutes."""

    tables: int
    seats: int
    rounds: int
    minutes: int


@dataclass(frozen=True)
class TableDraft:
    """What one table is: its question, its seats, and who of those who come holds it."""

    question: str
    seats: int
    host_id: int | None = None


@dataclass(frozen=True)
class TurnDraft:
    """What all tables are asked in one round, and how long it lasts."""

    question: str
    minutes: int


@dataclass(frozen=True)
class SeatingDraft:
    """From which round on people are seated anew, and who of those who signed up does not come after all."""

    from_round: int = 1
    absent: frozenset[int] = frozenset()


@dataclass(frozen=True)
class MoveDraft:
    """Who is to sit at which table, in exchange for whom; without: at a free seat."""

    who: int
    table: int
    in_exchange_for: int | None = None


class TablesForm(PortalForm):
    """How the room is laid."""

    tables = count(_l("Tables"), needed=_l("Write how many tables there are"), least=1, most=MOST_TABLES)
    seats = count(_l("Seats at each table"), needed=_l("Write how many seats there are"), least=1, most=MOST_SEATS)
    rounds = count(_l("Rounds"), needed=_l("Write how many rounds there are"), least=1, most=MOST_ROUNDS)
    minutes = count(_l("Minutes in each round"), needed=_l("Write how many minutes"), least=1, most=240)

    def draft(self) -> TablesDraft:
        return TablesDraft(self.tables.data, self.seats.data, self.rounds.data, self.minutes.data)


class TableForm(PortalForm):
    """One table."""

    question = line(
        _l("The question that the table works on"),
        hint=_l("Everybody can read it on the page of the meeting."),
        most=TABLE_QUESTION_LENGTH,
    )
    seats = count(_l("Seats"), needed=_l("Write how many seats there are"), least=1, most=MOST_SEATS)
    host_id = choice(
        _l("Who holds the table"), [], hint=_l("Stays at this table all evening, and takes one of its seats.")
    )

    def offer(self, places: Sequence[WorkshopSignUp]) -> None:
        """Those who come."""
        nobody = SelectChoice(value=NOBODY, label=_("Nobody yet"))
        self.host_id.choices = [nobody, *(SelectChoice(value=str(one.id), label=called(one)) for one in places)]

    def draft(self) -> TableDraft:
        return TableDraft(
            self.question.data or "", self.seats.data, int(self.host_id.data) if self.host_id.data else None
        )


class TurnForm(PortalForm):
    """One round."""

    question = line(
        _l("The question of the round"),
        hint=_l("Stands in large letters on the screen in the room. Leave it empty if each table has its own."),
        most=TABLE_QUESTION_LENGTH,
    )
    minutes = count(_l("Minutes in this round"), needed=_l("Write how many minutes"), least=1, most=240)

    def draft(self) -> TurnDraft:
        return TurnDraft(self.question.data or "", self.minutes.data)


class SeatingForm(PortalForm):
    """Making the plan, or making it anew."""

    from_round = choice(_l("Which rounds?"), [], needed=_l("Choose which rounds"))
    absent = ticks(_l("Who does not come?"), _l("Those you tick get no seat. They stay signed up."))

    def offer(self, rounds: Sequence[WorkshopRound], places: Sequence[WorkshopSignUp]) -> None:
        """All rounds, or those after the ones that have been held; and those who come."""
        self.from_round.choices = [
            SelectChoice(
                value=str(one.number),
                label=_("All rounds") if one.number == 1 else _("From round %(number)s on", number=one.number),
            )
            for one in rounds
        ]
        self.absent.validate_choice = False  # who has signed off while the form was open is not asked about any more
        self.absent.choices = [SelectChoice(value=one.id, label=_shown(one)) for one in places]

    def draft(self) -> SeatingDraft:
        return SeatingDraft(int(self.from_round.data), frozenset(self.absent.data or ()))


class MoveForm(PortalForm):
    """Moving one person in one round."""

    who = choice(_l("Who is to move?"), [], needed=_l("Choose who is to move"))
    to = choice(_l("Where to?"), [], needed=_l("Choose where to"))

    def offer(
        self, tables: Sequence[WorkshopTable], places: Sequence[WorkshopSignUp], table_of: dict[int, int]
    ) -> None:
        """Everybody who comes, with the table; and free seats before the seats of others."""
        self.who.choices = [SelectChoice(value=str(one.id), label=_seated(one, table_of)) for one in places]
        free = [one.number for one in tables if sum(at == one.number for at in table_of.values()) < one.seats]
        others = [(f"{table_of[one.id]}-{one.id}", _seated(one, table_of)) for one in places if one.id in table_of]
        self.to.choices = [
            *(SelectChoice(value=str(at), label=_("A free seat at table %(number)s", number=at)) for at in free),
            *(SelectChoice(value=value, label=_("Exchange with %(name)s", name=name)) for value, name in others),
        ]

    def draft(self) -> MoveDraft:
        table, _dash, other = self.to.data.partition("-")
        return MoveDraft(int(self.who.data), int(table), int(other) if other else None)


def _seated(place: WorkshopSignUp, table_of: dict[int, int]) -> str:
    """The name, and where they sit."""
    if place.id not in table_of:
        return _("%(name)s, no seat", name=called(place))
    return _("%(name)s, table %(number)s", name=called(place), number=table_of[place.id])


def _shown(place: WorkshopSignUp) -> Markup:
    """The same where the page can say in which language a party is called."""
    kind = quoted(place.party.label) if place.party else kind_of_participant(place.kind)
    return Markup("{} ({})").format(place.called, kind)


def called(place: WorkshopSignUp) -> str:
    """The name, and what they come as."""
    kind = place.party.label if place.party else kind_of_participant(place.kind)
    return f"{place.called} ({kind})"
