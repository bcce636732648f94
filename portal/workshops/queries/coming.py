"""Who comes to a workshop, and who waits for a place: as numbers for everybody, by name for those who hold it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User, Visitor
from portal.committees.models import Membership, Seat, SeatType
from portal.foundation import clock
from portal.foundation.db import all_of, db
from portal.foundation.text import danish_order
from portal.meetings.queries import REMINDED_AT
from portal.municipalities.models import Party
from portal.rules.roles import Role
from portal.workshops.models import GuestSignUp, ParticipantKind, Workshop, WorkshopLimit, WorkshopSignUp
from portal.workshops.queries import takes_sign_ups

Key = ParticipantKind | int | None  # a kind, or the id of a party
IS_KNOWN = or_(WorkshopSignUp.user_id.is_not(None), WorkshopSignUp.name != "")


def places_taken(workshops: Sequence[Workshop]) -> dict[int, int]:
    """How many have a place at each of these, by its id; one query."""
    rows = db.session.execute(
        select(WorkshopSignUp.workshop_id, func.count())
        .where(WorkshopSignUp.workshop_id.in_([workshop.id for workshop in workshops]), WorkshopSignUp.has_place)
        .group_by(WorkshopSignUp.workshop_id)
    )
    return dict(rows.tuples().all())


@dataclass(frozen=True)
class Attendance:
    """Who comes, or once it is noted who came, as the public sees it: kinds and parties with numbers, no names.
    Beside them stands how many wait for a place."""

    taken: int
    free: int
    waiting: int
    came: int | None
    kinds: Sequence[tuple[ParticipantKind, int]]
    parties: Sequence[tuple[Party, int]]
    limits: Sequence["Limit"]  # none once the meeting has begun
    kept: "Kept"


def attendance(workshop: Workshop) -> Attendance:
    """The kinds in a fixed order, the parties in order of letter; two queries, and two more where places are shared
    out."""
    signed_up, is_noted = func.sum(case((WorkshopSignUp.has_place, 1), else_=0)), workshop.attended_at is not None
    waiting = func.sum(case((WorkshopSignUp.is_waiting, 1), else_=0))
    shown = func.sum(case((WorkshopSignUp.came.is_(True), 1), else_=0)) if is_noted else signed_up
    counted = (
        db.session.execute(
            select(WorkshopSignUp.kind, shown, signed_up, waiting)
            .where(WorkshopSignUp.workshop_id == workshop.id)
            .group_by(WorkshopSignUp.kind)
        )
        .tuples()
        .all()
    )
    numbers = {kind: number for kind, number, _taken, _waiting in counted if number}
    parties = db.session.execute(
        select(Party, func.count())
        .join(WorkshopSignUp, WorkshopSignUp.party_id == Party.id)
        .where(
            WorkshopSignUp.workshop_id == workshop.id,
            WorkshopSignUp.came.is_(True) if is_noted else WorkshopSignUp.has_place,
        )
        .group_by(Party.id)
        .order_by(Party.letter, Party.id)
    )
    taken, in_line = (sum(row[column] for row in counted) for column in (2, 3))
    kinds = [(kind, numbers[kind]) for kind in ParticipantKind if kind in numbers]
    came = sum(numbers.values()) if is_noted else None
    free = max(0, workshop.capacity - taken)
    limits = limits_of(workshop) if takes_sign_ups(workshop) else []
    return Attendance(taken, free, in_line, came, kinds, parties.tuples().all(), limits, kept_of(free, limits))


def walked_in(workshop: Workshop) -> dict[tuple[ParticipantKind, int | None], int]:
    """How many came without having signed up and are not known by name, by kind and party; one query."""
    row = WorkshopSignUp
    nameless = row.workshop_id == workshop.id, row.walked_in, row.name == ""
    counted = select(row.kind, row.party_id, func.count()).where(*nameless)
    return {
        (kind, party): number for kind, party, number in db.session.execute(counted.group_by(row.kind, row.party_id))
    }


def who_comes(workshop: Workshop) -> list[WorkshopSignUp]:
    """Everybody with a place whose name is still known, in Danish order; for those who hold the meeting."""
    return [place for place in who_signed_up(workshop) if not place.is_waiting]


def who_signed_up(workshop: Workshop) -> list[WorkshopSignUp]:
    """The same, and after them those who wait for a place, as they stand on the list."""
    rows = db.session.scalars(
        select(WorkshopSignUp)
        .where(WorkshopSignUp.workshop_id == workshop.id, IS_KNOWN)
        .options(joinedload(WorkshopSignUp.user), joinedload(WorkshopSignUp.party))
    )
    return sorted(rows, key=_in_order)


def _in_order(place: WorkshopSignUp) -> tuple[object, ...]:
    by_name = () if place.is_waiting else danish_order(place.called)
    return place.is_waiting, by_name, place.id


@dataclass(frozen=True)
class Limit:
    """How many places there are at most for a kind or a party, how many are kept for it, and how many it has taken."""

    kind: ParticipantKind | None
    party: Party | None
    places: int | None
    kept: int
    taken: int

    @property
    def of(self) -> tuple[ParticipantKind | None, int | None]:
        return self.kind, self.party.id if self.party else None

    @property
    def key(self) -> Key:
        return self.kind or (self.party.id if self.party else None)


@dataclass(frozen=True)
class Kept:
    """Of the places that are free those that are kept for some, and for whom."""

    places: int
    limits: Sequence[Limit]


@dataclass(frozen=True)
class Free:
    """How many places are free, and how many of them are kept for some."""

    places: int
    kept: Kept

    @property
    def for_all(self) -> int:
        return self.places - self.kept.places


def free_of(workshop: Workshop, taken: int, limits: Sequence[Limit]) -> Free:
    places = max(workshop.capacity - taken, 0)
    return Free(places, kept_of(places, limits))


def kept_of(free: int, limits: Sequence[Limit]) -> Kept:
    """Of so many free places those that some of these are still to get."""
    still = places_kept({limit.key: limit.kept - limit.taken for limit in limits if limit.kept})
    return Kept(min(free, still), [limit for limit in limits if limit.kept > limit.taken])


def places_kept(kept: Mapping[Key, int]) -> int:
    """How many must still come until all for whom places are kept are there. Who comes for a party is a politician."""
    wanted = {key: max(0, many) for key, many in kept.items()}
    politicians = wanted.pop(ParticipantKind.POLITICIAN, 0)
    parties = sum(many for key, many in wanted.items() if not isinstance(key, ParticipantKind))
    return max(politicians, parties) + sum(many for key, many in wanted.items() if isinstance(key, ParticipantKind))


def limits_of(workshop: Workshop) -> list[Limit]:
    """The kinds in a fixed order, then the parties in order of letter; two queries at most."""
    return limits_of_all([workshop])[workshop.id]


def limits_of_all(workshops: Iterable[Workshop]) -> dict[int, list[Limit]]:
    """The same of several, by their ids; as many queries."""
    limits: dict[int, list[Limit]] = defaultdict(list)
    ids = [workshop.id for workshop in workshops if workshop.limited_at is not None]
    if not ids:
        return limits
    of_these = WorkshopLimit.workshop_id.in_(ids)
    rows = all_of(
        select(WorkshopLimit).where(of_these).options(joinedload(WorkshopLimit.party)).order_by(WorkshopLimit.id)
    )
    taken = _places_by(ids)
    for row in rows:
        many = taken[row.workshop_id][row.kind or row.party_id]
        limits[row.workshop_id].append(Limit(row.kind, row.party, row.places, row.kept or 0, many))
    return limits


def is_no_longer_kept(workshop: Workshop) -> bool:
    """Whether it is the morning after the last day on which places were kept. Until then nobody who signs up by night
    comes before those who wait."""
    return workshop.kept_until is not None and workshop.kept_until < _this_morning()


def no_longer_kept(at_most: int) -> list[Workshop]:
    """Those to come of which the day until which places were kept is over."""
    ahead = Workshop.cancelled_at.is_(None), Workshop.starts_at > clock.now()
    over = select(Workshop).where(Workshop.kept_until < _this_morning(), *ahead)
    return all_of(over.order_by(Workshop.starts_at, Workshop.id).limit(at_most))


def _this_morning() -> date:
    """Today from the morning on; before that still yesterday."""
    return clock.in_denmark(clock.now() - timedelta(hours=REMINDED_AT.hour)).date()


def places_by(workshop: Workshop) -> Counter[Key]:
    """How many places are taken by people of each kind and for each party; one query."""
    return _places_by([workshop.id])[workshop.id]


def _places_by(ids: Sequence[int]) -> dict[int, Counter[Key]]:
    row, counted = WorkshopSignUp, defaultdict[int, Counter[Key]](Counter)
    each = row.workshop_id, row.kind, row.party_id
    asked = select(*each, func.count()).where(row.workshop_id.in_(ids), row.has_place).group_by(*each)
    for workshop, kind, party, number in db.session.execute(asked).tuples():
        counted[workshop][kind] += number
        if party is not None:
            counted[workshop][party] += number
    return counted


def waiting_list(workshop: Workshop) -> list[WorkshopSignUp]:
    """Those who wait for a place, in the order in which they signed up."""
    waits = WorkshopSignUp.workshop_id == workshop.id, WorkshopSignUp.is_waiting
    return all_of(select(WorkshopSignUp).where(*waits).order_by(WorkshopSignUp.id))


def number_in_line(place: WorkshopSignUp) -> int:
    """Which number somebody who waits has on the list."""
    ahead = WorkshopSignUp.workshop_id == place.workshop_id, WorkshopSignUp.is_waiting, WorkshopSignUp.id <= place.id
    return db.session.scalar(select(func.count()).select_from(WorkshopSignUp).where(*ahead)) or 0


def sign_up_of(person: User | Visitor, workshop: Workshop) -> WorkshopSignUp | None:
    """This person's place, also one on the waiting list, if they have one."""
    if person.id is None:
        return None
    return db.session.scalar(
        select(WorkshopSignUp).where(WorkshopSignUp.workshop_id == workshop.id, WorkshopSignUp.user_id == person.id)
    )


def typed_in_with_mail(workshop: Workshop, *which: ColumnElement[bool]) -> list[WorkshopSignUp]:
    """Those who were signed up by others, and whom letters reach; all, or those of `which`."""
    typed_in = WorkshopSignUp.user_id.is_(None), WorkshopSignUp.email != "", *which
    return all_of(
        select(WorkshopSignUp).where(WorkshopSignUp.workshop_id == workshop.id, *typed_in).order_by(WorkshopSignUp.id)
    )


def without_mail(workshop: Workshop) -> list[WorkshopSignUp]:
    """Those whom no letter reaches, also not by an account: they are called."""
    return [place for place in who_signed_up(workshop) if not place.mail]


def walked_in_by_name(workshop: Workshop, sign_up_id: int) -> WorkshopSignUp | None:
    """Somebody who came without having signed up, and whose name was written down."""
    place = typed_in(workshop, sign_up_id)
    return place if place is not None and place.walked_in else None


def typed_in(workshop: Workshop, sign_up_id: int) -> WorkshopSignUp | None:
    """Somebody who was signed up by those who hold the meeting, if they still come."""
    by_others = WorkshopSignUp.user_id.is_(None), WorkshopSignUp.name != "", WorkshopSignUp.workshop_id == workshop.id
    return db.session.scalar(select(WorkshopSignUp).where(WorkshopSignUp.id == sign_up_id, *by_others))


def sign_up_of_submission(key: str) -> WorkshopSignUp | None:
    """Who was signed up with this form."""
    return db.session.scalar(select(WorkshopSignUp).where(WorkshopSignUp.submission_key == key)) if key else None


def guest_sign_up_of_submission(key: str) -> GuestSignUp | None:
    """What has been sent with this form, by somebody without an account."""
    return db.session.scalar(select(GuestSignUp).where(GuestSignUp.submission_key == key)) if key else None


def signed_up_by(user_id: int) -> Select[tuple[int]]:
    """The ids of the meetings at which this person has a place; whoever waits for one keeps the day free, or not."""
    return select(WorkshopSignUp.workshop_id).where(WorkshopSignUp.user_id == user_id, WorkshopSignUp.has_place)


def is_politician(person: User | Visitor) -> bool:
    """Whether the portal knows this person as one: a councillor, or on a politician's seat today.

    A workshop counts as cross-party by its sign-ups, so not everybody may come for a party.
    """
    if person.id is None:
        return False
    return person.has_role_anywhere(Role.COUNCILLOR) or own_seat(person.id) is not None


def own_seat(user_id: int) -> Membership | None:
    """The politician's seat that this person holds today; of several the latest."""
    today = clock.today()
    return db.session.scalar(
        select(Membership)
        .join(Membership.seat)
        .where(
            Membership.user_id == user_id,
            Seat.type == SeatType.POLITICIAN,
            Membership.starts_on <= today,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= today),
        )
        .order_by(Membership.id.desc())
        .limit(1)
    )
