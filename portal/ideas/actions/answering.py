"""The committee's answers."""

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation import clock
from portal.foundation.db import transaction
from portal.foundation.locking import hold
from portal.foundation.text import render_markdown
from portal.ideas.actions.steps import stop_clock, take_step
from portal.ideas.forms import AnswerDraft
from portal.ideas.models import Idea, IdeaAnswer, IdeaState
from portal.rules.access import require
from portal.rules.permissions import Permission

EVENTS = {IdeaState.ANSWERED: EventType.IDEA_ANSWERED, IdeaState.CARRIED_ON: EventType.IDEA_CARRIED_ON}


def answer_idea(actor: User, idea: Idea, draft: AnswerDraft) -> IdeaAnswer:
    """The secretary or the chair answers an idea for the committee. The first answer stops the clock.

    The same words twice in a row are one answer: a second click.
    """
    with transaction():
        require(actor, Permission.IDEA_ANSWER, idea.committee)
        hold(idea)
        last = next(iter(idea.answers), None)
        if last is not None and (last.author_id, last.verdict, last.body) == (actor.id, draft.verdict, draft.body):
            return last
        take_step(idea, draft.verdict, actor)
        answer = IdeaAnswer(
            author=actor,
            signed_as=draft.signed_as,
            verdict=draft.verdict,
            body=draft.body,
            body_html=render_markdown(draft.body),
            created_at=clock.now(),
        )
        idea.answers.insert(0, answer)
        stop_clock(idea)
        record(EVENTS[draft.verdict], idea, actor=actor, title=idea.title, path=idea.path, signed_as=draft.signed_as)
    return answer


def close_idea(actor: User, idea: Idea, reason: str) -> None:
    """The secretary or the chair concludes an idea that has been answered; from then on nothing more happens to it."""
    with transaction():
        require(actor, Permission.IDEA_ANSWER, idea.committee)
        take_step(idea, IdeaState.CLOSED, actor, reason)
        record(EventType.IDEA_CLOSED, idea, actor=actor, title=idea.title, path=idea.path, reason=reason)
