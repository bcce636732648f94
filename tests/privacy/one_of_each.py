"""A row about a person in every table that can hold one, made from the tables themselves, so none is forgotten."""

from datetime import timedelta
from itertools import count

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Enum, Integer, String, inspect, select
from sqlalchemy.types import TypeDecorator

from portal.committees.models import Membership, Seat, SeatType
from portal.foundation import clock
from portal.foundation.db import Base, db
from portal.ideas.models import PUBLIC_STATES, Idea, IdeaState
from portal.initiatives.models import Initiative, InitiativeState
from portal.meetings.models import MeetingForm
from portal.recruitment.models import ApplicationState
from portal.workshops.models import WorkshopSignUp

NUMBER = count(1)
LATER = timedelta(days=30)
COUNTED = {"number", "position", "text_version", "year"}  # no two alike beside each other
KEYS = {"submission_key", "slug", "open_key", "source_key", "type", "subject_kind", "subscriber"}  # no human words
# What a table's own rules ask for beyond the kinds of its columns.
PARTICULAR = {
    "application": lambda: {"state": ApplicationState.RECEIVED, "delete_on": clock.today() + LATER},
    "call": lambda: {"opens_on": clock.today(), "closes_on": clock.today() + LATER,
                     "delete_on": clock.today() + 2 * LATER},
    "day_letter": lambda: {"day": clock.today()},
    "initiative": lambda: {"state": InitiativeState.RECEIVED},
    "membership": lambda: {"ends_on": clock.today() - timedelta(days=1)},
    "workshop": lambda: {"form": MeetingForm.OPEN, "starts_at": clock.now() - LATER,
                         "ends_at": clock.now() - LATER + timedelta(hours=2)},
}  # fmt: skip
OF_A_SEAT = ("interest_declaration", "member_leader_role", "onboarding_step", "position", "proposal_sponsor")


def columns_of_people():
    """Every column of the database that names a person."""
    return [
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(reference.column.table.name == "user" for reference in column.foreign_keys)
    ]


class Maker:
    """Makes rows, and once each what they belong to. `known` are the ids of what is there already, by table."""

    def __init__(self, text, **known):
        self.text, self.known = text, known
        self.models = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}

    def row(self, table, **given):
        """One row of this table, every text in it saying `text`."""
        model, facts = self.models[table], {}
        for attribute in inspect(model).mapper.column_attrs:
            column = attribute.columns[0]
            if not isinstance(column, Column):
                continue  # worked out by the database when it is read
            if not column.primary_key and (value := self._value(column)) is not None:
                facts[attribute.key] = value
        made = model(**(facts | PARTICULAR.get(table, dict)() | given))
        db.session.add(made)
        db.session.flush()
        return made

    def _value(self, column):
        kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
        if column.foreign_keys:
            return None if column.nullable else self._parent(column)
        if isinstance(kind, Enum):
            return None if column.nullable or column.default is not None else kind.enum_class(kind.enums[0])
        if isinstance(kind, JSON):
            return {"title": self.text}
        if isinstance(kind, String):
            return self._words(column, kind)
        return None if column.nullable or column.default is not None else self._plain(column, kind)

    def _words(self, column, kind):
        if column.name in KEYS or column.name.endswith("_hash") or column.name == "grain":
            return None if column.nullable else f"k{next(NUMBER)}"
        text = f"{next(NUMBER)} {self.text} her"
        return text if kind.length is None or len(text) <= kind.length else f"x{next(NUMBER)}"[-kind.length :]

    @staticmethod
    def _plain(column, kind):
        if isinstance(kind, Integer):
            return next(NUMBER) if column.name in COUNTED else 1
        return {Boolean: lambda: False, DateTime: clock.now, Date: clock.today}[type(kind)]()

    def _parent(self, column):
        table = next(iter(column.foreign_keys)).column.table.name
        if table not in self.known:
            self.known[table] = Maker("andet", **self.known).row(table).id
        return self.known[table]


def fill(person, maker):
    """A row for each column that names a person, for each table that hangs on a seat, and each state of a text."""
    seat = Maker("andet", **maker.known).row("seat", type=SeatType.CITIZEN)
    maker.known |= {"seat": seat.id, "committee": seat.committee_id}
    for table, column in columns_of_people():
        if table not in {"erasure_receipt", "initiative_sponsor"}:
            maker.row(table, **{column: person.id})
    own = Membership(
        committee_id=seat.committee_id, seat_id=seat.id, user_id=person.id, end_reason=maker.text[:300],
        starts_on=clock.today() - LATER, ends_on=clock.today() - timedelta(days=1),
    )  # fmt: skip
    db.session.add(own)
    db.session.flush()
    of_seat = Maker(maker.text, **maker.known | {"membership": own.id})
    for table in OF_A_SEAT:
        of_seat.row(table)
    for state in IdeaState:
        idea = maker.row(Idea.__tablename__, author_id=person.id, state=state, received_at=clock.now())
        for part in ("idea_step", "idea_correction") if state in PUBLIC_STATES else ("idea_step",):
            maker.row(part, idea_id=idea.id)
        if state is not IdeaState.DRAFT:
            maker.row("idea_appeal", idea_id=idea.id)
        maker.row("event", subject_kind="idea", subject_id=idea.id)
    for state in InitiativeState:
        maker.row(Initiative.__tablename__, author_id=person.id, state=state, received_at=clock.now())
    gone = maker.row("contribution", author_id=person.id, withdrawn_at=clock.now())
    maker.row("contribution_wording", contribution_id=gone.id)
    maker.row("event", subject_kind="membership", subject_id=own.id, actor_id=None)
    maker.row("guest_idea", email=person.email, name=person.name)
    maker.row("guest_sign_up", email=person.email, name=person.name)
    maker.row("application", user_id=None, email=person.email, name=person.name)
    place = db.session.scalars(select(WorkshopSignUp.id).where(WorkshopSignUp.user_id == person.id)).first()
    maker.row("outcome_correction", sign_up_id=place, written_by_id=None, answered_by_id=None)
    db.session.commit()


def politician(person, maker):
    """A politician's seat that has ended, and a citizens' proposal that was backed for a party."""
    seat = Maker("andet", **maker.known).row(Seat.__tablename__, type=SeatType.POLITICIAN)
    maker.row("initiative_sponsor", user_id=person.id)
    maker.row("membership", seat_id=seat.id, user_id=person.id)
    db.session.commit()


def texts_of_every_row():
    """(table, id, text) for each row of the database: all its words together."""
    for table in Base.metadata.sorted_tables:
        if "id" not in table.columns:
            continue
        for row in db.session.execute(table.select()).mappings():
            yield table.name, row["id"], " ".join(str(value) for value in row.values() if isinstance(value, str | dict))
