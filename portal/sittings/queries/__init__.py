"""Reading committee meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.accounts.models import User, Visitor
from portal.accounts.queries import people_with_role
from portal.committees.models import Committee, Membership
from portal.committees.queries import sitting_members
from portal.foundation import clock
from portal.foundation.db import all_of, db, first_or_404
from portal.meetings.queries import is_over, is_the_day
from portal.municipalities.models import Municipality
from portal.rules.access import Actor, can
from portal.rules.permissions import Permission
from portal.rules.roles import Role
from portal.sittings.models import (
    AgendaItem,
    AgendaTemplate,
    ItemMinutes,
    ItemPresence,
    MinutesObjection,
    MinutesReader,
    MinutesSignature,
    Sitting,
    SittingAnswer,
    SubstituteCall,
    VoiceKind,
)
from portal.sittings.papers import Extract as Extract, Paper as Paper, Publication as Publication


def sitting_or_404(sitting_id: int) -> Sitting:
    """A meeting of a public committee, with its agenda."""
    return first_or_404(
        select(Sitting)
        .join(Sitting.committee)
        .where(Sitting.id == sitting_id, Committee.published_at.is_not(None))
        .options(
            joinedload(Sitting.committee).joinedload(Committee.municipality),
            selectinload(Sitting.moves),
            selectinload(Sitting.items).joinedload(AgendaItem.written),
        )
    )


def answerable(sitting_id: int) -> Sitting | None:
    """A meeting of a public committee, for whoever was invited to it."""
    return db.session.scalar(
        select(Sitting)
        .join(Sitting.committee)
        .where(Sitting.id == sitting_id, Committee.published_at.is_not(None))
        .options(joinedload(Sitting.committee).joinedload(Committee.municipality), selectinload(Sitting.moves))
    )


def coming_sittings(committee: Committee) -> list[Sitting]:
    """What this committee has planned, soonest first; no more than a few years hold."""
    return all_of(
        select(Sitting)
        .where(Sitting.committee_id == committee.id, Sitting.cancelled_at.is_(None), Sitting.starts_at > clock.now())
        .options(joinedload(Sitting.committee).joinedload(Committee.municipality), selectinload(Sitting.moves))
        .order_by(Sitting.starts_at, Sitting.id)
    )


def sitting_with_minutes(sitting_id: int) -> Sitting:
    """The same with all that the minutes say; as many questions however many items there are."""
    items, calls = selectinload(Sitting.items), joinedload(Sitting.calls)
    instead = calls.joinedload(SubstituteCall.substitute)
    return first_or_404(
        select(Sitting)
        .join(Sitting.committee)
        .where(Sitting.id == sitting_id, Committee.published_at.is_not(None))
        .options(
            joinedload(Sitting.committee).joinedload(Committee.municipality),
            instead.joinedload(Membership.user),
            instead.joinedload(Membership.party),
            calls.joinedload(SubstituteCall.member).joinedload(Membership.user),
            selectinload(Sitting.turns),
            joinedload(Sitting.signatures).joinedload(MinutesSignature.user),  # few, so they come with the meeting
            joinedload(Sitting.readers).joinedload(MinutesReader.user),
            joinedload(Sitting.readers).joinedload(MinutesReader.readings),
            items.joinedload(AgendaItem.written),
            items.selectinload(AgendaItem.presences),
            items.joinedload(AgendaItem.additions),  # few of each, so they come with the item
            items.joinedload(AgendaItem.objections).joinedload(MinutesObjection.author),
        )
    )


def draft_or_404(sitting_id: int) -> Sitting:
    """The same with as much as tells whether a draft has changed, and who reads it through."""
    items, readers = selectinload(Sitting.items), selectinload(Sitting.readers)
    return first_or_404(
        select(Sitting)
        .join(Sitting.committee)
        .where(Sitting.id == sitting_id, Committee.published_at.is_not(None))
        .options(
            joinedload(Sitting.committee).joinedload(Committee.municipality),
            items.joinedload(AgendaItem.written),
            items.selectinload(AgendaItem.presences),
            readers.joinedload(MinutesReader.readings),
        )
    )


def objection_or_404(sitting: Sitting, objection_id: int) -> MinutesObjection:
    return first_or_404(
        select(MinutesObjection)
        .join(MinutesObjection.item)
        .where(MinutesObjection.id == objection_id, AgendaItem.sitting_id == sitting.id)
    )


def at_the_table(sitting: Sitting) -> list[Membership]:
    """Those who sit in the committee on the day of the meeting, in the order of their seats; where a substitute has
    said yes, the substitute."""
    members = invited(sitting)
    instead = {call.member_id: call.substitute for call in calls_to(sitting) if call.is_coming and call.is_open}
    return [instead.get(one.id, one) for one in members]


def calls_to(sitting: Sitting) -> list[SubstituteCall]:
    """The substitutes who have been asked to come to this meeting, in the order in which they were; those only who, and
    instead of whom somebody, still have their seat on the day. No question where they came with the meeting."""
    day, own = day_of(sitting), SubstituteCall.substitute
    found = (
        sitting.calls
        if "calls" not in inspect(sitting).unloaded
        else all_of(
            select(SubstituteCall)
            .where(SubstituteCall.sitting_id == sitting.id)
            .options(joinedload(own).joinedload(Membership.user), joinedload(own).joinedload(Membership.party))
            .options(joinedload(SubstituteCall.member).joinedload(Membership.user))
            .order_by(SubstituteCall.asked_at, SubstituteCall.id)
        )
    )
    return [call for call in found if call.substitute.holds_on(day) and call.member.holds_on(day)]


def day_of(sitting: Sitting) -> date:
    return clock.in_denmark(sitting.starts_at).date()


def invited(sitting: Sitting) -> list[Membership]:
    """Those who have a seat on the day of the meeting, and so say whether they come."""
    return sitting_members(sitting.committee, day_of(sitting))


def own_invitation(sitting: Sitting, person: User | Visitor) -> Membership | None:
    """The seat by which this person is invited."""
    return next((one for one in invited(sitting) if one.user_id == person.id), None) if person.id else None


def insiders(sitting: Sitting) -> dict[str, str | None]:
    """Those who are at home in the committee by name, with the letter of their party, if any: who has a seat, and
    its secretaries."""
    secretaries = people_with_role(Role.SECRETARY, sitting.committee_id)
    return {one.name: None for one in secretaries} | {
        one.user.name: one.party.letter if one.party else None for one in invited(sitting)
    }


def told_of(sitting: Sitting) -> list[Membership]:
    """Those of whom the minutes say whether they were there. Once the minutes are sent they stand as they are, whatever
    is said later of who sat when."""
    ids = {one.membership_id for item in sitting.items for one in item.presences}
    if sitting.minutes_sent_at is None or not ids:
        return at_the_table(sitting)
    own = joinedload(Membership.user), joinedload(Membership.party), joinedload(Membership.seat)
    return all_of(select(Membership).where(Membership.id.in_(ids)).options(*own).order_by(Membership.id))


def user_ids_told_of(sitting: Sitting) -> set[int]:
    """The same, by the numbers of the people; one question."""
    told = select(Membership.user_id).join(ItemPresence, ItemPresence.membership_id == Membership.id)
    there = told.join(ItemPresence.item).where(AgendaItem.sitting_id == sitting.id)
    return set(db.session.scalars(there)) or {one.user_id for one in at_the_table(sitting)}


def answer_of(sitting: Sitting, seat: Membership) -> SittingAnswer | None:
    """What this member has said."""
    mine = SittingAnswer.sitting_id == sitting.id, SittingAnswer.membership_id == seat.id
    return db.session.scalar(select(SittingAnswer).where(*mine))


def answers_to(sitting: Sitting) -> dict[int, SittingAnswer]:
    """What members have said, by the number of the seat."""
    said = all_of(select(SittingAnswer).where(SittingAnswer.sitting_id == sitting.id))
    return {one.membership_id: one for one in said}


@dataclass(frozen=True)
class Coming:
    """A member, and whether they come; None while they have not said so. `call` is of the substitute who comes instead,
    or was asked last."""

    member: Membership
    answer: SittingAnswer | None
    call: SubstituteCall | None = None
    calls: Sequence[SubstituteCall] = ()  # of everybody who was asked to come instead, in order

    @property
    def is_coming(self) -> bool | None:
        return self.answer.is_coming if self.answer is not None else None

    @property
    def wants_substitute(self) -> bool:
        return self.answer is not None and self.answer.wants_substitute

    @property
    def is_replaced(self) -> bool:
        return self.call is not None and self.call.is_open and bool(self.call.is_coming)


def who_comes(sitting: Sitting) -> list[Coming]:
    """Everybody at the table on the day, in the order of the seats; three questions."""
    said = answers_to(sitting)
    all_calls = calls_to(sitting)
    calls = {call.member_id: call for call in all_calls}
    calls |= {call.member_id: call for call in calls.values() if call.is_open}
    return [
        Coming(one, said.get(one.id), calls.get(one.id), [call for call in all_calls if call.member_id == one.id])
        for one in invited(sitting)
    ]


def unanswered(sitting: Sitting) -> list[MinutesObjection]:
    """Objections that wait for an answer."""
    return [one for item in sitting.items for one in item.objections if one.answered_at is None]


def has_minutes(sitting: Sitting) -> bool:
    """Whether anything can stand in them yet."""
    return sitting.cancelled_at is None and bool(sitting.items) and is_the_day(sitting)


def reads_minutes(person: Actor, sitting: Sitting) -> bool:
    """Whether this person may read all of the minutes: those who write them; those who are asked to read the draft
    through; those at the table once they have been sent; and councillors (KSL § 20, 6) once they are approved."""
    committee = sitting.committee
    if can(person, Permission.SITTING_MINUTE, committee):
        return True
    if sitting.minutes_sent_at is None:
        return can(person, Permission.SITTING_SIGN, committee) and reader_of(sitting, person) is not None
    if can(person, Permission.SITTING_TAKE_PART, committee):
        return True
    return sitting.minutes_approved_at is not None and can(person, Permission.SITTING_READ, committee)


def reader_of(sitting: Sitting, person: Any) -> MinutesReader | None:
    """The request to this person to read the draft through, if there is one."""
    return next((one for one in sitting.readers if one.user_id == person.id), None)


def readers_due(at_most: int) -> list[MinutesReader]:
    """Those who are to have read a draft by today, have not answered, and were never reminded; longest ago first."""
    silent = MinutesReader.answered_at.is_(None), MinutesReader.reminded_at.is_(None)
    return all_of(
        select(MinutesReader)
        .join(MinutesReader.sitting)
        .join(Sitting.committee)
        .where(
            *silent,
            MinutesReader.read_by <= clock.today(),
            Sitting.minutes_sent_at.is_(None),
            Sitting.cancelled_at.is_(None),
            Committee.published_at.is_not(None),
        )
        .options(contains_eager(MinutesReader.sitting).contains_eager(Sitting.committee))
        .order_by(MinutesReader.read_by, MinutesReader.id)
        .limit(at_most)
    )


def promised_before(sitting: Sitting) -> tuple[Sitting, list[str]] | None:
    """The latest meeting before this one at which the committee promised something, and what; none while its minutes
    have not been sent."""
    earlier = Sitting.committee_id == sitting.committee_id, Sitting.starts_at < sitting.starts_at
    latest = (
        select(Sitting.id)
        .where(*earlier, Sitting.minutes_sent_at.is_not(None))
        .order_by(Sitting.starts_at.desc(), Sitting.id.desc())
        .limit(1)
    )
    found = all_of(
        select(ItemMinutes)
        .join(ItemMinutes.item)
        .where(AgendaItem.sitting_id == latest.scalar_subquery())
        .options(contains_eager(ItemMinutes.item).joinedload(AgendaItem.sitting))
        .order_by(AgendaItem.position)
    )
    promised = [one["text"] for written in found for one in written.voices if one["kind"] == VoiceKind.PROMISE]
    return (found[0].item.sitting, promised) if promised else None


def item_or_404(sitting: Sitting, item_id: int) -> AgendaItem:
    return first_or_404(select(AgendaItem).where(AgendaItem.id == item_id, AgendaItem.sitting_id == sitting.id))


def own_templates(municipality: Municipality) -> Select[tuple[AgendaTemplate]]:
    """The agendas that a municipality keeps, by name."""
    whose = AgendaTemplate.municipality_id == municipality.id
    return select(AgendaTemplate).where(whose).order_by(AgendaTemplate.name, AgendaTemplate.id)


def own_template(municipality: Municipality, template_id: int) -> AgendaTemplate | None:
    return db.session.scalar(own_templates(municipality).where(AgendaTemplate.id == template_id))


def template_named(municipality: Municipality, name: str) -> AgendaTemplate | None:
    return db.session.scalar(own_templates(municipality).where(AgendaTemplate.name == name))


def item_of(sitting: Sitting, item_id: int) -> AgendaItem | None:
    """The item, if it is still on the agenda."""
    return db.session.scalar(select(AgendaItem).where(AgendaItem.id == item_id, AgendaItem.sitting_id == sitting.id))


def same_sitting(committee: Committee, title: str, starts_at: datetime) -> Sitting | None:
    """The committee's meeting with this title at this time, if it has been planned already."""
    return db.session.scalar(
        select(Sitting).where(
            Sitting.committee_id == committee.id,
            Sitting.title == title,
            Sitting.starts_at == starts_at,
            Sitting.cancelled_at.is_(None),
        )
    )


def item_of_submission(sitting: Sitting, key: str) -> AgendaItem | None:
    """What the same form has put on the agenda already."""
    return db.session.scalar(
        select(AgendaItem).where(AgendaItem.sitting_id == sitting.id, AgendaItem.submission_key == key)
    )


def reads_agenda(person: Actor, sitting: Sitting) -> bool:
    """Whether this person may read all of the agenda: those at the table, and councillors (KSL § 20, 6), once it has
    been sent; before that those who write it."""
    committee = sitting.committee
    if can(person, Permission.SITTING_PLAN, committee):
        return True
    return sitting.agenda_sent_at is not None and can(person, Permission.SITTING_READ, committee)


def sees_who_comes(person: Actor, sitting: Sitting) -> bool:
    """Those at the table, and those who hold the meeting, until it is over."""
    committee, shown = sitting.committee, (Permission.SITTING_TAKE_PART, Permission.SITTING_PLAN)
    is_ahead = sitting.cancelled_at is None and not is_over(sitting)
    return is_ahead and any(can(person, permission, committee) for permission in shown)


def knows_link(person: User | Visitor, sitting: Sitting, coming: Sequence[Coming]) -> bool:
    """Whether this person may come online: those who have said that they come, substitutes too, and those who hold the
    meeting."""
    if can(person, Permission.SITTING_PLAN, sitting.committee):
        return True
    instead = {one.call.substitute.user_id for one in coming if one.is_replaced and one.call is not None}
    return person.id in instead or any(one.is_coming for one in coming if one.member.user_id == person.id)
