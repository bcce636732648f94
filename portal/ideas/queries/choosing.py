"""Several ideas chosen at once: to be answered together, or put in a theme."""

from collections.abc import Collection, Sequence

from flask import abort
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation.db import all_of
from portal.foundation.paging import Page, first_of
from portal.ideas.models import Idea, IdeaAnswer, IdeaState, IdeaTheme
from portal.ideas.queries import is_public
from portal.ideas.queries.themes import is_in
from portal.ideas.states import SUPPORTABLE
from portal.rules.access import can
from portal.rules.permissions import Permission

MOST_AT_ONCE = 50


def chosen_or_404(person: User, committee: Committee, ids: Collection[int]) -> list[Idea]:
    """These ideas of the committee, the longest owed first; 404 when one of them is not there for this person."""
    rows = (
        select(Idea)
        .where(Idea.committee_id == committee.id, Idea.id.in_(ids), Idea.state != IdeaState.DRAFT)
        .options(joinedload(Idea.author), *map(selectinload, (Idea.steps, Idea.answers, Idea.themes)))
        .order_by(Idea.answer_due_on, Idea.id)
    )
    if not can(person, Permission.IDEA_SCREEN, committee):
        rows = rows.where(is_public())
    found = all_of(rows) if ids else []
    return found if len(found) == len(set(ids)) else abort(404)


def waiting_in(theme: IdeaTheme) -> Page[int]:
    """The ideas of a theme that wait for their first answer, the longest owed first; so many as go at once."""
    waiting = is_in(theme.id), Idea.state == IdeaState.PUBLISHED, Idea.hidden_at.is_(None)
    return first_of(select(Idea.id).where(*waiting).order_by(Idea.answer_due_on, Idea.id), most=MOST_AT_ONCE)


def answerable_in(theme: IdeaTheme) -> Page[int]:
    """The ideas of a theme that can be answered, those that wait first; so many as go at once."""
    fit = is_in(theme.id), Idea.state.in_(SUPPORTABLE), Idea.hidden_at.is_(None)
    waits_first = Idea.state != IdeaState.PUBLISHED, Idea.answer_due_on, Idea.id
    return first_of(select(Idea.id).where(*fit).order_by(*waits_first), most=MOST_AT_ONCE)


def answers_to(theme: IdeaTheme) -> list[IdeaAnswer]:
    """What has answered the theme as a whole, once each, the newest first."""
    first = select(func.min(IdeaAnswer.id)).where(IdeaAnswer.theme_id == theme.id).group_by(IdeaAnswer.submission_key)
    rows = select(IdeaAnswer).join(IdeaAnswer.idea).where(IdeaAnswer.id.in_(first), is_public())
    return all_of(
        rows.options(contains_eager(IdeaAnswer.idea), selectinload(IdeaAnswer.corrections)).order_by(
            IdeaAnswer.id.desc()
        )
    )


def given_with(answer: IdeaAnswer) -> Sequence[IdeaAnswer]:
    """The same answer beside the other ideas that got it at once, as long as they are public."""
    if answer.submission_key is None:
        return ()
    rows = (
        select(IdeaAnswer)
        .join(IdeaAnswer.idea)
        .where(
            IdeaAnswer.submission_key == answer.submission_key,
            IdeaAnswer.author_id == answer.author_id,
            IdeaAnswer.id != answer.id,
            is_public(),
        )
    )
    return all_of(rows.options(contains_eager(IdeaAnswer.idea)).order_by(IdeaAnswer.id))


def answers_of_submission(actor: User, key: str) -> Sequence[IdeaAnswer]:
    """What this person has already answered with this form."""
    rows = select(IdeaAnswer).where(IdeaAnswer.submission_key == key, IdeaAnswer.author_id == actor.id)
    return all_of(rows.order_by(IdeaAnswer.id)) if key else ()
