"""What a row is about: things of other rooms that it names by number, with their titles and addresses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from portal.committees.models import Committee, Membership
from portal.decisions.models import DecisionRecord
from portal.foundation.db import db
from portal.foundation.i18n import N_
from portal.ideas.models import Idea, IdeaTheme
from portal.ideas.words import shown_title as title_of_idea
from portal.implementation.models import Commitment
from portal.initiatives.models import Initiative
from portal.initiatives.words import shown_title as title_of_initiative
from portal.municipalities.models import Body, Party
from portal.privacy.holdings import Holding
from portal.proposals.models import Proposal
from portal.proposals.words import shown_title as title_of_proposal
from portal.recommendations.models import Recommendation
from portal.workshops.models import Workshop

Told = tuple[str, str]  # title and address; the address may be empty


def _title(thing: Any) -> str:
    return str(thing.title)


def _name(thing: Any) -> str:
    return str(thing.name)


def _path(thing: Any) -> str:
    return str(thing.path)


@dataclass(frozen=True)
class Subject:
    """A kind of thing that rows are about: what it is called, its title as the public reads it, and its page."""

    label: str
    model: type[Any]
    title: Callable[[Any], str] = _title
    path: Callable[[Any], str] | None = _path
    loads: tuple[ORMOption, ...] = ()


SUBJECTS: Mapping[str, Subject] = {
    "body": Subject(N_("Body"), Body, _name, None),
    "commitment": Subject(N_("Promise"), Commitment, loads=(joinedload(Commitment.committee),)),
    "committee": Subject(N_("%(Committee)s"), Committee, _name),
    "decision_record": Subject(N_("Decision"), DecisionRecord, loads=(joinedload(DecisionRecord.municipality),)),
    "idea": Subject(N_("Idea"), Idea, title_of_idea),
    "idea_theme": Subject(N_("Theme"), IdeaTheme, loads=(joinedload(IdeaTheme.committee),)),
    "initiative": Subject(N_("Citizens’ proposal"), Initiative, title_of_initiative),
    "membership": Subject(
        N_("%(Committee)s"), Membership, lambda seat: str(seat.committee.name), lambda seat: str(seat.committee.path),
        loads=(joinedload(Membership.committee),),
    ),
    "party": Subject(N_("Party"), Party, _name, None),
    "proposal": Subject(N_("Proposal"), Proposal, title_of_proposal),
    "recommendation": Subject(N_("Recommendation"), Recommendation),
    "workshop": Subject(N_("Meeting"), Workshop),
}  # fmt: skip


class Known:
    """The things that rows are about, read once each, a handful of rows at a time: one query for each kind."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, int], Told] = {}

    def read(self, holding: Holding, rows: Iterable[Mapping[str, Any]]) -> None:
        """Read whatever these rows of a holding name, and is not known yet."""
        wanted: dict[str, set[int]] = {}
        for row in rows:
            for column, table in columns_of(holding).items():
                if row[column] is not None and (table, row[column]) not in self._told:
                    wanted.setdefault(table, set()).add(row[column])
        for table, ids in wanted.items():
            self._read(table, ids)

    def about(self, holding: Holding, row: Mapping[str, Any]) -> dict[str, Told]:
        """What one row is about: title and address by what the thing is called."""
        found = {SUBJECTS[table].label: self._told.get((table, row[key])) for key, table in columns_of(holding).items()}
        return {label: told for label, told in found.items() if told is not None}

    def _read(self, table: str, ids: Iterable[int]) -> None:
        subject = SUBJECTS[table]
        for thing in db.session.scalars(select(subject.model).where(subject.model.id.in_(ids)).options(*subject.loads)):
            self._told[table, thing.id] = (subject.title(thing), subject.path(thing) if subject.path else "")


def columns_of(holding: Holding) -> dict[str, str]:
    """The columns of a holding that name such a thing, with its table."""
    named = {
        column.key: next((reference.column.table.name for reference in column.property.columns[0].foreign_keys), "")
        for column in holding.columns()
    }
    return {key: table for key, table in named.items() if table in SUBJECTS}
