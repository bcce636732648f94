"""What of committees and seats is kept how long, what becomes of it, and which texts everybody can read."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager, joinedload

from portal.accounts.models import RoleGrant, User
from portal.committees.models import (
    Committee,
    CompositionCategory,
    CompositionNeed,
    CompositionReview,
    LeaderRole,
    Mandate,
    MandateQuestion,
    MemberLeaderRole,
    Membership,
    Seat,
    SeatFunction,
    SeatType,
    StageEntry,
)
from portal.committees.words import FUNCTIONS, LEADER_ROLES, STAGES
from portal.foundation import clock
from portal.foundation.dates import quoted
from portal.foundation.db import db, rows_of
from portal.foundation.i18n import N_, gettext, words_of
from portal.foundation.public_texts import INSIDE, KEY, MADE, PublicTable, PublicTexts, says_so
from portal.house.holdings import Condition, Holding, Ids, deletes, part_of, reads_first
from portal.house.keeping import Obstacle, Subject, ValueWords, name
from portal.notifications.keeping import retell_of
from portal.rules.privacy import Kind, kept_for
from portal.rules.roles import Role
from portal.rules.stages import Stage

K = Kind
OFFICE_SEATS = select(Seat.id).where(Seat.type == SeatType.POLITICIAN)


def elected(me: User) -> Select[tuple[int]]:
    """The politician's seats that somebody has, or has had."""
    return select(Membership.id).where(_my_memberships(me), Membership.seat_id.in_(OFFICE_SEATS))


def of_mine(column: InstrumentedAttribute[int], me: User) -> Condition:
    """Rows that hang on a seat of somebody's."""
    return part_of(column, _my_memberships(me))


def left_long_ago(column: InstrumentedAttribute[int], kind: Kind, now: datetime) -> Condition:
    """Rows that hang on a seat which somebody left longer ago than records of this kind are kept."""
    day = (clock.in_denmark(now) - kept_for(kind)).date()
    return part_of(column, Membership.ends_on < day)


def _my_memberships(me: User) -> Condition:
    return Membership.user_id == me.id


@reads_first
def _make_seats_nameless(ids: Ids, person: User) -> None:
    """The seat and its dates stay. The trail told who was appointed: there the name is taken out."""
    for membership in rows_of(Membership, ids):
        membership.presentation = membership.end_reason = membership.leaving_reason = ""
    retell_of(Membership, ids, person)


def running_seats(person: User) -> Iterator[Obstacle]:
    """Seats that have not ended, in committees that work."""
    seats = db.session.scalars(
        select(Membership)
        .join(Membership.committee)
        .where(
            Membership.user_id == person.id,
            or_(Membership.ends_on.is_(None), Membership.ends_on >= clock.today()),
            Committee.stage != Stage.CLOSED,
        )
        .options(contains_eager(Membership.committee))
        .order_by(Membership.id)
    )
    for seat in seats:
        sentence = gettext("There is a seat in “%(name)s” that has not ended. Ask the secretary to end it first.",
                     name=quoted(seat.committee.name))  # fmt: skip
        yield Obstacle(sentence, f"{seat.committee.path}medlemmer")


def served_alone(person: User) -> Iterator[Obstacle]:
    """Committees that would have no secretary."""
    today = clock.today()
    rows = db.session.execute(
        select(RoleGrant.committee_id, RoleGrant.user_id)
        .join(RoleGrant.user)
        .where(
            RoleGrant.role == Role.SECRETARY,
            RoleGrant.starts_on <= today,
            or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today),
            User.deactivated_at.is_(None),
        )
    ).all()
    if not any(user_id == person.id for _committee, user_id in rows):
        return
    by_others = {committee_id for committee_id, user_id in rows if user_id != person.id}
    own = {committee_id for committee_id, user_id in rows if user_id == person.id}
    if None in by_others:
        return
    served = select(Committee).where(Committee.stage != Stage.CLOSED, Committee.id.not_in(by_others or {0}))
    for committee in db.session.scalars(served.order_by(Committee.name, Committee.id)):
        if None in own or committee.id in own:
            sentence = gettext(
                "Nobody else is secretary of “%(name)s”. An administrator must give somebody the role first.",
                name=committee.name,
            )
            yield Obstacle(sentence, committee.path)


HOLDINGS = (
    Holding(
        K.SEAT, Membership, lambda me: and_(_my_memberships(me), Membership.seat_id.not_in(OFFICE_SEATS)),
        on_erasure=_make_seats_nameless,
    ),
    Holding(
        K.SEAT_OF_OFFICE, Membership, lambda me: and_(_my_memberships(me), Membership.seat_id.in_(OFFICE_SEATS))
    ),
    Holding(
        K.LEADER_ROLE, MemberLeaderRole, lambda me: of_mine(MemberLeaderRole.membership_id, me),
        due=lambda now: left_long_ago(MemberLeaderRole.membership_id, K.LEADER_ROLE, now),
        at_end=deletes(MemberLeaderRole), on_erasure=deletes(MemberLeaderRole),
    ),
    Holding(K.OFFICE, CompositionReview, lambda me: CompositionReview.reviewed_by_id == me.id),
    Holding(K.OFFICE, StageEntry, lambda me: StageEntry.opened_by_id == me.id),
)  # fmt: skip
PUBLIC_TEXTS: PublicTable = {
    Committee: PublicTexts(
        ("name", "summary", "publication_reference", "lessons"), says_so, opened_by=("published_at",),
        passed_over={"slug": MADE, "submission_key": KEY},
    ),
    CompositionCategory: PublicTexts(("name",)),
    CompositionNeed: PublicTexts(("reason",)),
    CompositionReview: PublicTexts(("statement",), passed_over={"needs_mark": MADE}),
    Mandate: PublicTexts(
        ("background", "purpose", "frame", "deliverables", "composition", "money", "timetable", "receivers", "promise",
         "adopted_item"),
        lambda row: row.is_adopted,
        opened_by=("adopted_on",),
        parts=lambda row: row.questions,
    ),
    MandateQuestion: PublicTexts(("text",), lambda row: row.mandate is not None and row.mandate.is_adopted),
    Membership: PublicTexts(("presentation", "end_reason"), passed_over={"leaving_reason": INSIDE}),
    Seat: PublicTexts(("profile",), passed_over={"submission_key": KEY}),
    StageEntry: PublicTexts(("reason",), passed_over={"missing": MADE}),
}  # fmt: skip
SUBJECTS = (
    Subject(N_("%(Committee)s"), Committee, name),
    Subject(
        N_("%(Committee)s"), Membership, lambda seat: str(seat.committee.name), lambda seat: str(seat.committee.path),
        loads=(joinedload(Membership.committee),),
    ),
)  # fmt: skip
VALUE_WORDS: ValueWords = {
    LeaderRole: lambda role: gettext(LEADER_ROLES[role][0]),
    SeatFunction: words_of(FUNCTIONS),
    Stage: words_of(STAGES),
}
COLUMN_LABELS = {
    "end_reason": N_("Reason for leaving"),
    "leaving_asked_at": N_("When you asked to step down"),
    "leaving_reason": N_("What you wrote to the secretary about it"),
    "function": N_("Part"),
    "stage": N_("Stage"),
    "statement": N_("Statement"),
}
