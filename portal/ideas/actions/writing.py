"""What the deeds of authors share: a text put into an idea, and a new idea begun."""

from dataclasses import replace
from datetime import date

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation import clock
from portal.foundation.dates import day
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.text import render_markdown
from portal.ideas.actions.steps import start_clock
from portal.ideas.forms.secretarial import Source
from portal.ideas.forms.writing import IdeaDraft, draft_of
from portal.ideas.models import Idea, IdeaState
from portal.ideas.queries import takes_ideas
from portal.ideas.states import WAY


def ensure_open(committee: Committee) -> None:
    """Raise `Refused` unless the committee takes ideas today."""
    if not takes_ideas(committee):
        raise Refused(_("%(The_committee)s no longer takes ideas. The last day has passed."))


def ensure_came_in_time(committee: Committee, came_on: date) -> None:
    """Raise `Refused` when what is typed in came after the last day for ideas."""
    if committee.ideas_until is not None and came_on > committee.ideas_until:
        raise Refused(
            _(
                "The last day for ideas was %(day)s. What came later cannot be received as an idea.",
                day=day(committee.ideas_until),
            )
        )


def write(idea: Idea, draft: IdeaDraft) -> None:
    """Put what the author wants into the idea."""
    idea.title, idea.body, idea.body_html = draft.title, draft.body, render_markdown(draft.body)
    idea.problem, idea.kind, idea.place = draft.problem, draft.kind, draft.place
    idea.question_number, idea.shown_as = draft.question_number, draft.shown_as


def reads_as(idea: Idea, draft: IdeaDraft) -> bool:
    """Whether the idea is already as its author wants it."""
    return draft_of(idea) == replace(draft, submission_key=None)


def source_of(idea: Idea) -> Source:
    """Whom a typed-in idea comes from, as it was told."""
    came_on = clock.in_denmark(idea.received_at).date() if idea.received_at else clock.today()
    return Source(idea.came_by, came_on, idea.spoken_for, idea.consent)


def put_source(idea: Idea, source: Source) -> None:
    """Tell whom it comes from; the clock runs from the day it came."""
    if source_of(idea).came_on != source.came_on:
        ensure_came_in_time(idea.committee, source.came_on)
        start_clock(idea, source.came_on)
    idea.came_by, idea.spoken_for, idea.consent = source.came_by, source.spoken_for, source.consent


def begin(committee: Committee, author: User, draft: IdeaDraft, state: IdeaState, came_on: date | None = None) -> Idea:
    """A new idea in its first state. Once it is received the clock runs, from the day it came, which was in time."""
    if came_on is not None:
        ensure_came_in_time(committee, came_on)
    idea = Idea(committee=committee, author=author, submission_key=draft.submission_key)
    write(idea, draft)
    if state is IdeaState.RECEIVED:
        start_clock(idea, came_on)
    WAY.write_step(idea, state, author)
    db.session.add(idea)
    return idea
