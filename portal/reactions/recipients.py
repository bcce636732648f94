"""Whom an event concerns. Each function gives people for one event; the tables of notices and letters name them."""

from collections.abc import Callable, Collection, Iterable, Mapping

from sqlalchemy import Select, select

from portal.accounts.models import User
from portal.accounts.queries import people_with_role
from portal.committees.models import Membership
from portal.committees.queries import sitting_members
from portal.events.models import Event
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import Record, db
from portal.foundation.i18n import N_
from portal.ideas.models import Idea, IdeaAppeal, IdeaSupport
from portal.ideas.queries.appeals import parties_to
from portal.initiatives.models import Initiative, InitiativeSponsor, InitiativeSupport
from portal.moderation.models import ModerationCase
from portal.moderation.queries import has_part_in
from portal.notifications.models import Notification
from portal.reactions.subjects import subject_of
from portal.recommendations.models import Recommendation
from portal.recruitment.models import Application
from portal.rules.roles import Role
from portal.trace.thread import thread_of
from portal.workshops.models import Workshop, WorkshopSignUp

People = Iterable[User]


def nobody(_event: Event) -> People:
    return ()


def secretaries(event: Event) -> People:
    """Those who serve this committee; where nobody does, those who serve all."""
    return _serving(people_with_role(Role.SECRETARY, event.committee_id), event)


def _serving(everyone: list[User], event: Event) -> list[User]:
    """Of these, those who serve the committee itself; where nobody does, all of them."""
    here, today = event.committee_id, clock.today()
    own = [user for user in everyone if any(grant.committee_id == here and grant.holds_on(today)
                                            for grant in user.grants if grant.role is Role.SECRETARY)]  # fmt: skip
    return own or everyone


def proposal_readers(event: Event) -> People:
    """Those who read citizens' proposals before they are published: they belong to no committee yet."""
    return secretaries(event)


def members(event: Event) -> People:
    """Everybody at the table."""
    return [*people_with_role(Role.CHAIR, event.committee_id), *people_with_role(Role.MEMBER, event.committee_id)]


def members_and_secretaries(event: Event) -> People:
    return [*members(event), *secretaries(event)]


def councillors(_event: Event) -> People:
    """Those who answer for the council and its bodies."""
    return people_with_role(Role.COUNCILLOR, None)


def author(event: Event) -> People:
    """Whose idea or proposal it is."""
    written = subject_of(event)
    return [written.author] if isinstance(written, Idea | Initiative) else ()


def council_and_secretaries(event: Event) -> People:
    """Those who owe a proposal an answer."""
    return [*councillors(event), *secretaries(event)]


def whom_it_occupied(event: Event) -> People:
    """Those who read a proposal; once it had support enough, also those who owed it an answer."""
    proposal = subject_of(event)
    is_owed = isinstance(proposal, Initiative) and proposal.threshold_met_at is not None
    return council_and_secretaries(event) if is_owed else proposal_readers(event)


def backers(event: Event) -> People:
    """Everybody who stands behind a proposal."""
    supporting = select(InitiativeSupport.user_id).where(InitiativeSupport.initiative_id == event.subject_id)
    sponsoring = select(InitiativeSponsor.user_id).where(InitiativeSponsor.initiative_id == event.subject_id)
    if event.subject_kind != Initiative.__tablename__:
        return ()
    people = select(User).where(User.id.in_(supporting) | User.id.in_(sponsoring)).order_by(User.id)
    return db.session.scalars(people).all()


def supporters(event: Event) -> People:
    """Everybody who supports an idea."""
    return db.session.scalars(_supporting(event)).all() if event.subject_kind == Idea.__tablename__ else ()


def former_supporters(event: Event) -> People:
    """Where a correction changed much, those who supported an earlier text."""
    former = _supporting(event).join(Idea).where(IdeaSupport.text_version != Idea.text_version)
    return db.session.scalars(former).all() if event.details.get("asks_again") else ()


def _supporting(event: Event) -> Select[tuple[User]]:
    supporting = IdeaSupport.idea_id == event.subject_id
    return select(User).join(IdeaSupport, IdeaSupport.user_id == User.id).where(supporting).order_by(User.id)


def moderators(event: Event) -> People:
    """Those who decide about the first report of a text; more reports of it are in the same case."""
    case = subject_of(event)
    if not isinstance(case, ModerationCase) or not event.details.get("is_first"):
        return ()
    return _serving(_others(event, {case.author_id}), event)


def second_moderators(event: Event) -> People:
    """Everybody who may decide an appeal; where no other moderator may, the administrators."""
    case = subject_of(event)
    return _others(event, has_part_in(case)) if isinstance(case, ModerationCase) else ()


def second_persons(event: Event) -> People:
    """Everybody who may decide the appeal of a refusal; where no other secretary may, the administrators."""
    appeal = subject_of(event)
    return _others(event, parties_to(appeal)) if isinstance(appeal, IdeaAppeal) else ()


def _others(event: Event, part_in_it: Collection[int | None]) -> list[User]:
    """The secretaries who have no part in a case; where there is none, the administrators."""
    others = [user for user in people_with_role(Role.SECRETARY, event.committee_id) if user.id not in part_in_it]
    return others or [user for user in people_with_role(Role.ADMINISTRATOR, None) if user.id not in part_in_it]


def author_unless_told(event: Event) -> People:
    """Whose idea it is, unless the decision of an appeal has told them already that it is published."""
    return () if event.details.get("after_appeal") else author(event)


def case_author(event: Event) -> People:
    """Whose text a case is about."""
    case = subject_of(event)
    return [case.author] if isinstance(case, ModerationCase) else ()


def reporters(event: Event) -> People:
    """Everybody who reported the text."""
    case = subject_of(event)
    return [report.reporter for report in case.reports] if isinstance(case, ModerationCase) else ()


def the_member(event: Event) -> People:
    """Who was appointed to a seat, as long as it is theirs."""
    membership = subject_of(event)
    if not isinstance(membership, Membership) or (membership.ends_on and membership.ends_on < clock.today()):
        return ()
    if membership.created_at > event.created_at:
        return ()  # an appointment that was taken back, and whose number another one has got
    return [membership.user]


def whose_seat_it_was(event: Event) -> People:
    """Whose appointment was a mistake, when they had been told of it."""
    found = db.session.get(User, event.subject_id) if event.details.get("was_told") else None
    return [found] if found else ()


def applicant(event: Event) -> People:
    """Who has applied for a seat, when it was with an account."""
    application = subject_of(event)
    return [application.user] if isinstance(application, Application) and application.user else ()


def the_person(event: Event) -> People:
    """Who was given a role."""
    found = db.session.get(User, event.details.get("person") or 0)
    return [found] if found else ()


def whoever_comes(event: Event) -> People:
    """For the receipt of a place, as long as its holder has it."""
    return [user for user in participants(event) if user.id == event.actor_id]


def participants(event: Event) -> People:
    """Everybody who has signed up for a workshop."""
    workshop = subject_of(event)
    if not isinstance(workshop, Workshop):
        return ()
    return db.session.scalars(
        select(User)
        .join(WorkshopSignUp, WorkshopSignUp.user_id == User.id)
        .where(WorkshopSignUp.workshop_id == workshop.id)
        .order_by(User.id)
    ).all()


def who_stood_on_another_text(event: Event) -> People:
    """Of those who sit at the table, whose position belongs to a text that a recommendation had before."""
    subject = subject_of(event)
    if not isinstance(subject, Recommendation) or subject.is_public:
        return ()
    earlier = {p.membership_id for p in subject.positions if p.text_version != subject.text_version}
    return [member.user for member in sitting_members(subject.committee) if member.id in earlier]


def members_without_position(event: Event) -> People:
    """Those at the table whose position on a recommendation is wanted: it is open, and they have taken none."""
    subject = subject_of(event)
    if not isinstance(subject, Recommendation) or subject.is_public:
        return ()
    taken = {position.membership_id for position in subject.positions}
    return [member.user for member in sitting_members(subject.committee) if member.id not in taken]


def members_and_idea_authors(event: Event) -> People:
    """Everybody at the table, and those whose ideas the recommendation came from."""
    subject = subject_of(event)
    behind = _authors_behind(subject) if isinstance(subject, Recommendation) else ()
    return [*members_and_secretaries(event), *behind]


def told_of_the_meeting(event: Event) -> People:
    """Members whom an earlier event told that there would be a meeting, whether or not they have signed up."""
    at_the_table = [user.id for user in members(event)]
    return db.session.scalars(
        select(User)
        .join(Notification, Notification.recipient_id == User.id)
        .join(Event, Event.id == Notification.event_id)
        .where(Event.subject_kind == event.subject_kind, Event.subject_id == event.subject_id, Event.id < event.id)
        .where(Event.type.in_((EventType.WORKSHOP_PLANNED, EventType.WORKSHOP_MOVED)), User.id.in_(at_the_table))
        .distinct()
        .order_by(User.id)
    ).all()


def _authors_behind(subject: Record) -> People:
    thread = thread_of(subject)
    ids = [node.id for node in thread.before if node.kind == Idea.__tablename__]
    authors = select(User).where(User.id.in_(select(Idea.author_id).where(Idea.id.in_(ids)))).order_by(User.id)
    return db.session.scalars(authors).all() if ids else ()


WHY: Mapping[Callable[[Event], People], str] = {
    applicant: N_("You are told because you have applied for a seat."),
    author: N_("You are told because you wrote it."),
    author_unless_told: N_("You are told because you wrote it."),
    backers: N_("You are told because you stand behind the proposal."),
    case_author: N_("You are told because you wrote it."),
    council_and_secretaries: N_("You are told because citizens’ proposals are answered by %(the_council)s."),
    councillors: N_("You are told because you answer for %(the_council)s."),
    former_supporters: N_("You are told because you supported an earlier text of the idea."),
    members: N_("You are told because you sit in %(the_committee)s."),
    members_without_position: N_("You are told because you sit in %(the_committee)s and have taken no position yet."),
    members_and_idea_authors: N_("You are told because you worked on it, or because an idea of yours lies behind it."),
    members_and_secretaries: N_("You are told because you sit in %(the_committee)s or serve it."),
    moderators: N_("You are told because you decide about reported texts."),
    nobody: "",
    participants: N_("You are told because you have signed up."),
    proposal_readers: N_("You are told because you read citizens’ proposals before they are published."),
    reporters: N_("You are told because you reported the text."),
    second_moderators: N_("You are told because you decide about reported texts."),
    second_persons: N_("You are told because you decide appeals of refused ideas."),
    secretaries: N_("You are told because you are secretary of %(the_committee)s."),
    supporters: N_("You are told because you support the idea."),
    told_of_the_meeting: N_("You are told because you sit in %(the_committee)s and had heard of the meeting."),
    the_member: N_("You are told because it is your seat."),
    the_person: N_("You are told because it is your account."),
    who_stood_on_another_text: N_("You are told because you took a position on the text as it was."),
    whom_it_occupied: N_("You are told because you read or answer citizens’ proposals."),
    whose_seat_it_was: N_("You are told because we had told you of the seat."),
    whoever_comes: N_("You are told because you have signed up."),
}
