"""Reading citizens' proposals: the list, one of them, the queue, who stands behind it and who lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.accounts.models import User, Visitor
from portal.committees.models import Committee, Membership
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.foundation.errors import NotAllowed
from portal.foundation.i18n import gettext as _
from portal.foundation.parts import Parts
from portal.foundation.questions import question
from portal.initiatives.models import (
    PUBLIC_STATES,
    Initiative,
    InitiativeAnswer,
    InitiativeSponsor,
    InitiativeState,
    InitiativeStep,
    InitiativeSupport,
    InitiativeVerdict,
)
from portal.initiatives.states import OWED_AN_ANSWER
from portal.moderation.queries import is_kept_from
from portal.municipalities.models import Party
from portal.municipalities.queries import parties
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.rules.stages import Stage

S = InitiativeState


def is_public() -> ColumnElement[bool]:
    """The rule of `Initiative.is_public`, for the database."""
    was_public = and_(Initiative.state == S.WITHDRAWN, Initiative.published_at.is_not(None))
    return or_(Initiative.state.in_(PUBLIC_STATES), was_public)


def _is_open() -> ColumnElement[bool]:
    return and_(Initiative.state == S.PUBLISHED, Initiative.closes_on >= clock.today())


# -- lists --------------------------------------------------------------------------------------------------------

KINDS = ("samler", "naaet", "besvaret", "udloebet")
ORDERS: Mapping[str, tuple[Any, ...]] = {
    "nyeste": (Initiative.published_at.desc(), Initiative.id.desc()),
    "stoette": (Initiative.support_count.desc(), Initiative.id.desc()),
    "frist": (Initiative.closes_on, Initiative.id),
}


def _of_kind(kind: str) -> ColumnElement[bool]:
    lapsed = and_(Initiative.state == S.PUBLISHED, Initiative.closes_on < clock.today())
    return {
        "samler": _is_open(),
        "naaet": Initiative.state.in_(OWED_AN_ANSWER),
        "besvaret": Initiative.state == S.ANSWERED,
        "udloebet": or_(lapsed, and_(Initiative.state == S.WITHDRAWN, Initiative.published_at.is_not(None))),
    }[kind]


def public_initiatives(kind: str | None = None, order: str = "nyeste") -> Select[tuple[Initiative]]:
    """All that everybody may read, or those of one of `KINDS`, in one of `ORDERS`."""
    rows = (
        select(Initiative)
        .where(is_public())
        .options(
            joinedload(Initiative.author),
            selectinload(Initiative.sponsors).joinedload(InitiativeSponsor.party),
            selectinload(Initiative.sponsors).joinedload(InitiativeSponsor.user).selectinload(User.grants),
            joinedload(Initiative.answer),
        )
        .order_by(*ORDERS[order])
    )
    return rows.where(_of_kind(kind)) if kind else rows


def count_initiatives() -> dict[str, int]:
    """How many there are of each of `KINDS`; one query."""
    counted = db.session.execute(select(*(func.count().filter(_of_kind(kind)) for kind in KINDS)).where(is_public()))
    return dict(zip(KINDS, counted.one(), strict=True))


def screening_queue() -> Select[tuple[Initiative]]:
    """What waits for a secretary, the one that has waited longest first."""
    return (
        select(Initiative)
        .where(Initiative.state == S.RECEIVED)
        .options(joinedload(Initiative.author))
        .order_by(Initiative.received_at, Initiative.id)
    )


_SPONSORS = Parts(Initiative.sponsors)


def initiatives_to_screen() -> list[Initiative]:
    return all_of(screening_queue())


def initiatives_to_answer() -> list[Initiative]:
    """Those that the council owes an answer and can read, the one that has waited longest first."""
    found = all_of(_to_answer())
    _SPONSORS.load(found)
    return found


@question
def _to_answer() -> Select[tuple[Initiative]]:
    owed = select(Initiative).where(Initiative.state.in_(OWED_AN_ANSWER), Initiative.hidden_at.is_(None))
    return owed.order_by(Initiative.threshold_met_at, Initiative.id)


def initiatives_without_committee() -> list[Initiative]:
    """Those that the council wants a committee for, and none is set up yet."""
    return all_of(_without_committee())


@question
def _without_committee() -> Select[tuple[Initiative]]:
    wanted = InitiativeAnswer.verdict == InitiativeVerdict.COMMITTEE, InitiativeAnswer.committee_id.is_(None)
    return select(Initiative).join(Initiative.answer).where(*wanted).order_by(Initiative.id)


# -- one of them --------------------------------------------------------------------------------------------------


def _whole() -> Select[tuple[Initiative]]:
    sponsors = selectinload(Initiative.sponsors)
    return select(Initiative).options(
        joinedload(Initiative.author),
        joinedload(Initiative.municipality),
        selectinload(Initiative.steps),
        sponsors.joinedload(InitiativeSponsor.party),
        sponsors.joinedload(InitiativeSponsor.user).selectinload(User.grants),
        joinedload(Initiative.answer).joinedload(InitiativeAnswer.body),
        joinedload(Initiative.answer).joinedload(InitiativeAnswer.committee),
    )


def public_initiative_or_404(initiative_id: int) -> Initiative:
    """A proposal that everybody may read."""
    return first_or_404(_whole().where(Initiative.id == initiative_id, is_public()))


def initiative_to_answer_or_404(person: User, initiative_id: int) -> Initiative:
    """A public proposal, for whoever answers it. Raises `NotAllowed` where it is hidden from this person."""
    initiative = public_initiative_or_404(initiative_id)
    if is_kept_from(person, initiative):
        raise NotAllowed(Permission.MODERATION_DECIDE)
    return initiative


def visible_initiative_or_404(person: User | Visitor, initiative_id: int) -> Initiative:
    """A proposal that this person may read: a public one, their own, or one they screen."""
    rows = _whole().where(Initiative.id == initiative_id)
    if not can(person, Permission.INITIATIVE_SCREEN):
        rows = rows.where(or_(is_public(), Initiative.author_id == (person.id or 0)))
    return first_or_404(rows)


def own_initiative_or_404(person: User, initiative_id: int) -> Initiative:
    """A proposal that this person has sent."""
    return first_or_404(_whole().where(Initiative.id == initiative_id, Initiative.author_id == person.id))


def support_of(person: User | Visitor, initiative: Initiative) -> InitiativeSupport | None:
    if person.id is None:
        return None
    return db.session.scalar(
        select(InitiativeSupport).where(
            InitiativeSupport.initiative_id == initiative.id, InitiativeSupport.user_id == person.id
        )
    )


def sponsor_of(person: User | Visitor, initiative: Initiative) -> InitiativeSponsor | None:
    """This person's public support for a party. Needs the sponsors loaded."""
    return next((sponsor for sponsor in initiative.sponsors if sponsor.user_id == person.id), None)


def public_steps(initiative: Initiative) -> list[InitiativeStep]:
    """The proposal's way as everybody may see it; what is hidden keeps its reasons to itself."""
    return [] if initiative.is_hidden else list(initiative.steps)


@dataclass(frozen=True)
class Backing:
    """Which parties stand behind a proposal, with the councillors who said so, and which do not."""

    backing: tuple[tuple[Party, tuple[str, ...]], ...]
    others: tuple[Party, ...]
    lacking: int


def backing_of(initiative: Initiative) -> Backing:
    """The parties of today, in order of letter. Needs the sponsors with party and user loaded."""
    here = {sponsor.party_id for sponsor in initiative.sponsors}
    names = {
        party_id: tuple(_named(sponsor) for sponsor in initiative.sponsors if sponsor.party_id == party_id)
        for party_id in here
    }
    is_met = initiative.threshold_met_at is not None  # and stays so
    found = {sponsor.party_id: sponsor.party for sponsor in initiative.sponsors}
    known = sorted(found.values(), key=lambda party: (party.letter, party.id))
    return Backing(
        tuple((party, names[party.id]) for party in known),
        tuple(party for party in parties(initiative.municipality, clock.today()) if party.id not in here),
        0 if is_met else max(0, initiative.parties_needed - len(initiative.parties_behind)),
    )


def _named(sponsor: InitiativeSponsor) -> str:
    is_gathering = sponsor.initiative.state is S.PUBLISHED
    if is_gathering and not sponsor.is_in_office:
        return _("%(name)s (no longer in %(the_council)s)", name=sponsor.user.name)
    return sponsor.user.name


def latest_party_of(person: User) -> int | None:
    """The party for which this person last took a seat in a committee: what the form offers first."""
    return db.session.scalar(
        select(Membership.party_id)
        .where(Membership.user_id == person.id, Membership.party_id.is_not(None))
        .order_by(Membership.starts_on.desc(), Membership.id.desc())
        .limit(1)
    )


def days_left(initiative: Initiative) -> int | None:
    """How many days support still counts; None when it is no longer gathered."""
    if initiative.standing is not S.PUBLISHED or initiative.closes_on is None:
        return None
    return (initiative.closes_on - clock.today()).days


def days_waiting(initiative: Initiative) -> int | None:
    """How long the council has owed, or took to give, an answer."""
    if initiative.threshold_met_at is None:
        return None
    met = clock.in_denmark(initiative.threshold_met_at).date()
    until: date = initiative.answer.met_on if initiative.answer else clock.today()
    return max((until - met) // timedelta(days=1), 0)


# -- committees ---------------------------------------------------------------------------------------------------


def committees_in_preparation() -> list[Committee]:
    """Those that can have come of a proposal."""
    return _committees(Committee.stage == Stage.PREPARATION)


def committees_that_take_tasks() -> list[Committee]:
    """All that have not ended."""
    return _committees(Committee.stage != Stage.CLOSED)


def _committees(condition: ColumnElement[bool]) -> list[Committee]:
    rows = select(Committee).where(condition).order_by(Committee.name, Committee.id)
    return all_of(rows)


def initiatives_behind(committee: Committee) -> list[Initiative]:
    """The proposals that this committee came of or took in, oldest first."""
    return all_of(_initiatives_behind(committee.id))


@question
def _initiatives_behind(committee_id: int) -> Select[tuple[Initiative]]:
    answered = select(Initiative).join(Initiative.answer).where(InitiativeAnswer.committee_id == committee_id)
    return answered.options(contains_eager(Initiative.answer)).order_by(Initiative.id)
