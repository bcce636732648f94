"""The desk: everything that needs this person today, most urgent first, each one click from done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.committees.models import Committee, Membership
from portal.committees.queries import committees_of
from portal.decisions.queries import responses_without_record
from portal.foundation import clock
from portal.foundation.dates import day, quoted
from portal.foundation.db import db
from portal.foundation.i18n import gettext as _
from portal.foundation.i18n import ngettext
from portal.foundation.paging import Page, sliced
from portal.gates.criteria import checklist
from portal.ideas.models import Idea
from portal.ideas.queries import ideas_needing_answer, ideas_needing_screening
from portal.ideas.queries.appeals import appeals_waiting_for
from portal.implementation.models import Commitment, CommitmentStatus
from portal.initiatives.queries import initiatives_to_answer, initiatives_to_screen, initiatives_without_committee
from portal.initiatives.words import progress_sentence
from portal.moderation.queries import cases_waiting_for
from portal.moderation.words import code_name
from portal.recommendations.models import Position, Recommendation, RecommendationState
from portal.recommendations.queries.recommendations import recommendations_waiting
from portal.recruitment.forms.calls import seat_label
from portal.recruitment.queries.applications import count_left_waiting, count_letters_to_post, count_new
from portal.recruitment.queries.onboarding import confirmed_by, lacking, memberships_of
from portal.recruitment.queries.places import next_reserves
from portal.rules.access import can
from portal.rules.permissions import Permission
from portal.rules.roles import Role
from portal.workshops.models import Workshop

SOON = 7  # days
FAR = 60  # days; what is due later than that needs nobody yet
STALE = 240  # days; what has waited for eight months is not urgent, and is asked about once, quietly
PER_HEAP = 30
LOOKED_INTO = 10  # committees whose gates are looked into: each takes a dozen questions to the database


@dataclass(frozen=True)
class Task:
    """One line of the desk: what, why, until when, and the button that does it."""

    kind: str
    title: str
    path: str
    why: str
    due: date | None
    button: str
    since: date | None = None  # of what has no last day: when it began to wait

    @property
    def can_rest(self) -> bool:
        """Whether it is so far ahead, or has waited so long, that it need not stand among today's tasks."""
        today = clock.today()
        if self.due is not None:
            return (self.due - today).days > FAR or (today - self.due).days > STALE
        return self.since is not None and (today - self.since).days > STALE

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < clock.today()

    @property
    def due_in_words(self) -> str:
        if self.due is None:
            return _("When you can")
        days = (self.due - clock.today()).days
        if days < 0:
            return _("%(days)s days over the deadline", days=-days) if days < -1 else _("One day over the deadline")
        return _("Today") if days == 0 else _("By %(day)s", day=day(self.due))


@dataclass(frozen=True)
class Desk:
    """The tasks in heaps, and the committees they come from."""

    late: Sequence[Task]
    soon: Sequence[Task]
    later: Sequence[Task]
    resting: Sequence[Task]  # far ahead, or waiting for very long: folded, and not counted
    committees: Sequence[Committee]
    not_looked_into: Sequence[Committee] = ()  # whose gates may be all but open too

    def heap(self, tasks: Sequence[Task], parameter: str) -> Page[Task]:
        """The page of a heap that is asked for."""
        return sliced(tasks, per_page=PER_HEAP, parameter=parameter)

    @property
    def count(self) -> int:
        return len(self.late) + len(self.soon) + len(self.later)


def desk_of(person: User) -> Desk:
    """Everything that this person's roles ask for today."""
    served = _committees_with(person, Role.SECRETARY)
    tasks = [
        *_secretarys(served),
        *_owed_to_applicants(person),
        *_chairs(person, served),
        *_members(person),
        *_welcome(person),
        *_councillors(person),
        *_about_initiatives(person),
        *_reports(person),
        *_appeals(person),
    ]
    tasks.sort(key=lambda task: (task.due is None, task.due or date.max, task.path))
    resting = [task for task in tasks if task.can_rest]
    awake = [task for task in tasks if not task.can_rest]
    late = [task for task in awake if task.is_late]
    soon = [task for task in awake if not task.is_late and task.due and (task.due - clock.today()).days <= SOON]
    later = [task for task in awake if task not in late and task not in soon]
    own = served or _committees_with(person, Role.MEMBER, Role.CHAIR, Role.FACILITATOR)
    return Desk(late, soon, later, resting, own, served[LOOKED_INTO:])


def _committees_with(person: User, *roles: Role) -> list[Committee]:
    ids = _ids_with(person, *roles)
    return [] if ids == [] else committees_of(ids)


def _ids_with(person: User, *roles: Role) -> list[int] | None:
    """The committees in which somebody has one of these roles, also closed ones; None for all of them."""
    given = [grant.committee_id for grant in person.held_grants() if grant.role in roles]
    return None if None in given else [number for number in given if number is not None]


def _secretarys(committees: Sequence[Committee]) -> Iterable[Task]:
    if not committees:
        return
    ids = [committee.id for committee in committees]
    for idea in ideas_needing_screening(ids):
        yield _idea_task(idea, _("read before publication"), _("Read and decide"))
    for idea in ideas_needing_answer(ids):
        yield _idea_task(idea, _("idea without an answer"), _("Answer"))
    for workshop in _without_outcome(ids):
        why = _(
            "It was held on %(day)s. Those who came are waiting to read what came out of it.", day=day(workshop.ends_at)
        )
        kind = _of(workshop.committee, _("workshop"))
        held_on = clock.in_denmark(workshop.ends_at).date()
        yield Task(kind, quoted(workshop.title), f"{workshop.path}/udbytte", why, None, _("Write the outcome"), held_on)
    for wait in recommendations_waiting(committee_ids=ids):
        asked = wait.recommendation
        title = _("Recommendation %(number)s is waiting for an answer", number=asked.number)
        why = _(
            "“%(title)s”. Day %(days)s of %(promised)s.",
            title=quoted(asked.title),
            days=wait.days,
            promised=wait.promised,
        )
        yield Task(
            _of(asked.committee, _("recommendation")),
            title,
            asked.path,
            why,
            asked.answer_due_on,
            _("Enter the answer"),
        )
    yield from _unpublished_decisions(ids)
    for commitment in _commitments_due(ids):
        why = _("%(owner)s promised it by %(day)s.", owner=quoted(commitment.owner), day=day(commitment.due_on))
        kind = _of(commitment.committee, _("promise"))
        yield Task(kind, quoted(commitment.title), commitment.path, why, commitment.due_on, _("Tell how it goes"))
    yield from _recruitment(committees)
    yield from _gate_tasks(committees)


def _chairs(person: User, served: Sequence[Committee]) -> Iterable[Task]:
    """Ideas that wait for an answer from committees that this person chairs, and does not serve too."""
    chaired = [one for one in _committees_with(person, Role.CHAIR) if one not in served]
    answering = [one.id for one in chaired if can(person, Permission.IDEA_ANSWER, one)]
    for idea in ideas_needing_answer(answering) if answering else ():
        yield _idea_task(idea, _("idea without an answer"), _("Answer"))


def _unpublished_decisions(committee_ids: Sequence[int]) -> Iterable[Task]:
    """Answers that nobody can find in the archive yet, because no decision record has been made of them."""
    for response in responses_without_record(committee_ids):
        asked = response.recommendation
        why = _(
            "%(body)s answered on %(day)s. Nobody can find the decision yet.",
            body=quoted(response.body.name),
            day=day(response.met_on),
        )
        path = url_for("decisions.publishing", response_id=response.id)
        kind = _of(asked.committee, _("decision"))
        yield Task(kind, quoted(asked.title), path, why, None, _("Publish the decision"), response.met_on)


def _of(committee: Committee, kind: str) -> str:
    return Markup("{} · {}").format(quoted(committee.name), kind)


def _recruitment(committees: Sequence[Committee]) -> Iterable[Task]:
    """Applications that nobody has read, and free places that somebody on a reserve list waits for."""
    for committee, count in count_new([one.id for one in committees]):
        title = ngettext(
            "%(count)s application is waiting to be read", "%(count)s applications are waiting to be read", count
        )
        why = _("Read them without names, and mark them against the profile of the seat.")
        path, button = f"{committee.path}ansoegninger", _("Read the applications")
        yield Task(_of(committee, _("applications")), title, f"{path}?status=received", why, None, button)
    for reserve in next_reserves([one.id for one in committees]):
        title = _("A place is free, and somebody is on the reserve list")
        path = f"{reserve.committee.path}ansoegninger/{reserve.id}/inviter"
        kind = _of(reserve.committee, _("applications"))
        button = _("Invite the next from the reserve list")
        yield Task(kind, title, path, seat_label(reserve.seat), None, button)


def _owed_to_applicants(person: User) -> Iterable[Task]:
    """Letters to post, and the answers that closed committees still owe."""
    ids = _ids_with(person, Role.SECRETARY)
    if ids == []:
        return
    for committee, count in count_letters_to_post(ids):
        title = ngettext("%(count)s letter is to be printed and posted",
                         "%(count)s letters are to be printed and posted", count)  # fmt: skip
        why = _("The applicant has no e-mail address, and hears nothing before you post it.")
        path, button = f"{committee.path}ansoegninger/breve", _("Print the letters")
        yield Task(_of(committee, _("letters by post")), title, path, why, None, button)
    for committee, count in count_left_waiting(ids):
        title = ngettext("%(count)s applicant still waits for an answer",
                         "%(count)s applicants still wait for an answer", count)  # fmt: skip
        why = _("%(The_committee)s is closed, and nobody tells them so but you.")
        path, button = f"{committee.path}ansoegninger/svar", _("Answer")
        yield Task(_of(committee, _("applications")), title, path, why, None, button)


def _welcome(person: User) -> Iterable[Task]:
    """What a member has not yet confirmed on the welcome page."""
    seated = memberships_of(person)
    confirmed = confirmed_by(seated) if seated else {}
    for membership in seated:
        left = len(lacking(confirmed[membership.id]))
        if left and can(person, Permission.ONBOARDING_CONFIRM, membership.committee):
            title = ngettext(
                "%(count)s point of the welcome page is left", "%(count)s points of the welcome page are left", left
            )
            why = _("Read about your role, and confirm it before the first meeting.")
            committee = membership.committee
            kind = _of(committee, _("your start"))
            yield Task(kind, title, f"{committee.path}velkommen", why, None, _("Read and confirm"))


def _idea_task(idea: Idea, kind: str, button: str) -> Task:
    why = _(
        "Idea %(number)s, received %(day)s. %(support)s support it.",
        number=idea.id,
        day=day(idea.received_at),
        support=idea.support_count,
    )
    return Task(_of(idea.committee, kind), quoted(idea.title), f"{idea.path}/behandl", why, idea.answer_due_on, button)


def _gate_tasks(committees: Sequence[Committee]) -> Iterable[Task]:
    """One line for each committee whose gate is all but open; more would only repeat the gate's own page."""
    for committee in committees[:LOOKED_INTO]:
        missing = [checked for checked in checklist(committee) if not checked.finding.is_met]
        if len(missing) == 1:
            title = _("Missing: %(criterion)s", criterion=missing[0].text)
            path = committee.path + missing[0].criterion.mend
            yield Task(
                _of(committee, _("the gate")),
                title,
                path,
                missing[0].finding.detail,
                None,
                _(missing[0].criterion.mend_label),
            )


def _without_outcome(committee_ids: Sequence[int]) -> Sequence[Workshop]:
    return db.session.scalars(
        select(Workshop)
        .where(
            Workshop.committee_id.in_(committee_ids),
            Workshop.ends_at < clock.now(),
            Workshop.cancelled_at.is_(None),
            Workshop.outcome_published_at.is_(None),
        )
        .options(joinedload(Workshop.committee))
        .order_by(Workshop.ends_at, Workshop.id)
    ).all()


def _commitments_due(committee_ids: Sequence[int]) -> Sequence[Commitment]:
    return db.session.scalars(
        select(Commitment)
        .where(
            Commitment.committee_id.in_(committee_ids),
            Commitment.status.in_((CommitmentStatus.PROMISED, CommitmentStatus.IN_PROGRESS)),
        )
        .options(joinedload(Commitment.committee))
        .order_by(Commitment.due_on, Commitment.id)
    ).all()


def _members(person: User) -> Iterable[Task]:
    """Recommendations on whose present text a sitting member has not taken a position."""
    taken = (
        select(Position.recommendation_id)
        .join(Membership)
        .join(Recommendation, Recommendation.id == Position.recommendation_id)
        .where(Membership.user_id == person.id, Position.text_version == Recommendation.text_version)
    )
    seated = select(Membership.committee_id).where(
        Membership.user_id == person.id, (Membership.ends_on.is_(None)) | (Membership.ends_on >= clock.today())
    )
    waiting = db.session.scalars(
        select(Recommendation)
        .where(
            Recommendation.state == RecommendationState.DRAFT,
            Recommendation.committee_id.in_(seated),
            Recommendation.id.not_in(taken),
        )
        .options(joinedload(Recommendation.committee))
        .order_by(Recommendation.id)
    )
    for asked in waiting:
        why = _("%(The_committee)s wants to know whether you are for or against.")
        yield Task(
            _of(asked.committee, _("recommendation")), quoted(asked.title), asked.path, why, None, _("Take a position")
        )


def _councillors(person: User) -> Iterable[Task]:
    if not person.has_role_anywhere(Role.COUNCILLOR):
        return
    for wait in recommendations_waiting():
        asked = wait.recommendation
        why = _("Day %(days)s of %(promised)s.", days=wait.days, promised=wait.promised)
        kind = _of(asked.committee, _("recommendation"))
        yield Task(kind, quoted(asked.title), f"{asked.path}/svar", why, asked.answer_due_on, _("Answer"))


def _about_initiatives(person: User) -> Iterable[Task]:
    """Citizens' proposals: to screen, to answer, and those that wait for their committee."""
    kind = _("Citizens’ proposal")
    if can(person, Permission.INITIATIVE_SCREEN):
        for new in initiatives_to_screen():
            why = _("Received %(day)s.", day=day(new.received_at))
            yield Task(kind, quoted(new.title), f"{new.path}/behandl", why, None, _("Read and decide"))
    if can(person, Permission.INITIATIVE_ANSWER):
        for met in initiatives_to_answer():
            why = progress_sentence(met)
            yield Task(kind, quoted(met.title), f"{met.path}/svar", why, met.council_meets_on, _("Enter the answer"))
    if can(person, Permission.COMMITTEE_CREATE):
        for agreed in initiatives_without_committee():
            why = _("%(The_council)s has said yes to a new %(committee)s.")
            yield Task(kind, quoted(agreed.title), f"{agreed.path}/nyt-udvalg", why, None, _("Set it up"))


def _appeals(person: User) -> Iterable[Task]:
    """Refused ideas whose authors ask that somebody else decides."""
    for appeal in appeals_waiting_for(person):
        idea, why = appeal.idea, _("The author does not agree that it is not published. Somebody else refused it.")
        yield Task(_of(idea.committee, _("appeal")), quoted(idea.title), appeal.path, why, None, _("Read and decide"))


def _reports(person: User) -> Iterable[Task]:
    """Texts that somebody reported, and appeals that somebody else must decide."""
    for case in cases_waiting_for(person):
        is_appeal = case.appealed_at is not None
        title = _("The hiding of a text is appealed") if is_appeal else _("A text has been reported")
        why = f"{code_name(case.code)}. {_('Reported %(day)s', day=day(case.created_at))}."
        yield Task(_("Moderation"), title, case.path, why, None, _("Read and decide"))
