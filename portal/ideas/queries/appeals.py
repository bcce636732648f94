"""Reading appeals: who may decide one, and which wait."""

from flask import abort
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation.db import db
from portal.foundation.errors import NotAllowed, Refused
from portal.foundation.i18n import gettext as _
from portal.ideas.models import Idea, IdeaAppeal, IdeaState
from portal.ideas.queries import acts_for_author, visible_idea_or_404, whole_idea
from portal.rules.access import can
from portal.rules.permissions import GRANTS, Permission
from portal.screening.queries import last_step


def refused_by(idea: Idea) -> int | None:
    """Who decided last that the idea is not published."""
    return _took_last(idea, IdeaState.REFUSED)


def _took_last(idea: Idea, state: IdeaState) -> int | None:
    step = last_step(idea, state)
    return step.actor_id if step else None


def parties_to(appeal: IdeaAppeal) -> set[int | None]:
    """Who decided, whose idea it is, and whoever appealed for them: none of these decides the appeal."""
    idea = appeal.idea
    return {appeal.refused_by_id, idea.author_id, _took_last(idea, IdeaState.APPEALED)}


def latest_appeal(idea: Idea) -> IdeaAppeal | None:
    """The appeal that waits, or the one that was decided last."""
    return db.session.scalar(
        select(IdeaAppeal).where(IdeaAppeal.idea_id == idea.id).order_by(IdeaAppeal.id.desc()).limit(1)
    )


def may_decide_appeal(person: User, idea: Idea, appeal: IdeaAppeal) -> bool:
    """A second person: never the one who refused the idea, and never its author or whoever appealed for them."""
    return can(person, Permission.IDEA_DECIDE_APPEAL, idea.committee) and person.id not in parties_to(appeal)


def ensure_no_part_in(person: User, appeal: IdeaAppeal) -> None:
    """Raise `Refused` unless this is a second person."""
    if person.id in parties_to(appeal):
        raise Refused(_("You have a part in the case yourself. Somebody else decides the appeal."))


def idea_to_appeal_or_404(person: User, idea_id: int) -> Idea:
    """One's own idea, or one typed in for somebody. Raises `NotAllowed` for others who may read it."""
    idea = visible_idea_or_404(person, idea_id)
    if not acts_for_author(person, idea):
        raise NotAllowed(Permission.IDEA_APPEAL)
    return idea


def appeal_or_404(person: User, idea_id: int) -> IdeaAppeal:
    """An idea's appeal, for those who decide appeals in its committee; also for whoever refused it, to be read only."""
    idea = whole_idea(idea_id)
    appeal = latest_appeal(idea) if idea else None
    if idea is None or appeal is None or not can(person, Permission.IDEA_DECIDE_APPEAL, idea.committee):
        abort(404)
    return appeal


_DECIDERS = frozenset(role for role, granted in GRANTS.items() if Permission.IDEA_DECIDE_APPEAL in granted)


def appeals_waiting_for(person: User) -> list[IdeaAppeal]:
    """Appeals that this person can decide, the one that has waited longest first; for most people nothing."""
    given = [grant for grant in person.held_grants() if grant.role in _DECIDERS]
    if not given:
        return []
    rows = (
        select(IdeaAppeal)
        .join(IdeaAppeal.idea)
        .join(Idea.committee)
        .where(*_waits_for_others_than(person))
        .options(joinedload(IdeaAppeal.idea).options(joinedload(Idea.committee), selectinload(Idea.steps)))
        .order_by(IdeaAppeal.created_at, IdeaAppeal.id)
    )
    if all(grant.committee_id is not None for grant in given):
        rows = rows.where(Committee.id.in_({grant.committee_id for grant in given}))
    return [appeal for appeal in db.session.scalars(rows) if may_decide_appeal(person, appeal.idea, appeal)]


def _waits_for_others_than(person: User) -> tuple[ColumnElement[bool], ...]:
    is_others = IdeaAppeal.refused_by_id.is_(None) | (IdeaAppeal.refused_by_id != person.id)
    return Idea.state == IdeaState.APPEALED, IdeaAppeal.decided_at.is_(None), is_others, Idea.author_id != person.id
